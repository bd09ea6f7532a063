/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.gateway;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while a file of routes, or a route in one, doesn't run. A check of readiness: a restart mends no file. */
final class RouteFilesHealthCheck extends AbstractHealthCheck {
    private final RouteFiles files;

    RouteFilesHealthCheck(RouteFiles files) {
        super("bc66-gateway", "route-files");
        this.files = files;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        var failures = files.failures();
        if (failures.isEmpty()) {
            builder.up();
        } else {
            failures.forEach((file, reasons) ->
                    builder.detail(file, String.join("; ", reasons).replace('"', '\'')));
            builder.message("Routes don't run as the files say: " + String.join(", ", failures.keySet()));
            builder.down();
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while a route file, or a route in one, doesn't run. Readiness only, because a restart corrects no file. */
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

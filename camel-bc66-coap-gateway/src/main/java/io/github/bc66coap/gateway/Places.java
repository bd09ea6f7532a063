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

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of a gateway.
 *
 * @param installation what was unpacked; never written to
 * @param home has {@code conf} and {@code routes}; never written to
 * @param state what is written
 */
record Places(Path installation, Path home, Path state) {
    /** As the launcher says. */
    static Places ofSystemProperties() {
        return new Places(path("gateway.installation"), path("gateway.home"), path("gateway.state"));
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property, "")).toAbsolutePath();
    }

    /** The gateway's own configuration, or that which was unpacked. */
    Path conf() {
        return ownOrUnpacked("conf");
    }

    /** The gateway's own routes, or those which were unpacked. */
    Path routes() {
        return ownOrUnpacked("routes");
    }

    private Path ownOrUnpacked(String name) {
        Path own = home.resolve(name);
        return Files.isDirectory(own) ? own : installation.resolve(name);
    }
}

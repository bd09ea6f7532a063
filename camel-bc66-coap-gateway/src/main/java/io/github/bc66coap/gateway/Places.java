// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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

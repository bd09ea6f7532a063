// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The virtual module of dev and test mode. */
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
@ConfigMapping(prefix = "quarkus.camel.bc66coap.devservices")
public interface DevServicesConfig {

    /** Whether to start a virtual module in dev and test mode if no device is configured. */
    @WithDefault("true")
    boolean enabled();

    /** The TCP port where it listens on the loopback interface; by default a free one. */
    OptionalInt port();
}

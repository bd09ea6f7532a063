// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** The module that routes use. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = "quarkus.camel.bc66coap")
public interface DeviceConfig {

    /**
     * The device, for routes that have {@code bc66coap:{{quarkus.camel.bc66coap.device}}}: a serial port like {@code /dev/ttyUSB0}, or
     * {@code tcp://host:port}. Without it, Dev Services start a virtual module in dev and test mode.
     */
    Optional<String> device();
}

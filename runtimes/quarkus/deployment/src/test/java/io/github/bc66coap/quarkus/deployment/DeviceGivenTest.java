// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.util.Optional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceGivenTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey(Bc66CoapDevServicesProcessor.DEVICE, "/dev/ttyUSB0")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith(VirtualModule.class.getName()))
            .assertLogRecords(records -> assertThat(records).isEmpty());

    @ConfigProperty(name = Bc66CoapDevServicesProcessor.DEVICE)
    Optional<String> device;

    @Test
    void noModuleIsStartedWhenADeviceIsConfigured() {
        assertThat(device).hasValue("/dev/ttyUSB0");
    }
}

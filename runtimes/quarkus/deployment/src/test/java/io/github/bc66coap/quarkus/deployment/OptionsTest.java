// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.time.Duration;
import java.util.logging.Level;

import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.github.bc66coap.modem.api.WakeUp;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** All that can be logged is, to see that secrets aren't. */
class OptionsTest {
    private static final String PREFIX = "camel.component.bc66coap.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .withConfiguration("""
                    all.baud=9600
                    camel.component.bc66coap.baud-rate=${all.baud}
                    camel.component.bc66coap.command-timeout=5s
                    camel.component.bc66coap.attachTimeout=1m30s
                    camel.component.bc66coap.wakeUp=DTR
                    camel.component.bc66coap.connect-on-start=false
                    camel.component.bc66coap.queue-size=10
                    camel.component.bc66coap.queueSize=20
                    camel.component.bc66coap.psk-identity=meter-0a0b
                    camel.component.bc66coap.secretKey={{the.key}}
                    the.key=0c0d
                    camel.component.bc66coap.simPin=0817
                    quarkus.camel.bc66coap.devservices.enabled=false
                    quarkus.config.log.values=true
                    quarkus.log.level=DEBUG
                    quarkus.log.console.level=INFO
                    """)
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.FINE.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .anyMatch(record -> text(record).contains("command-timeout was loaded"))
                    .noneMatch(record -> text(record).matches("(?s).*(meter-0a0b|0817).*")));

    @Inject
    CamelContext camel;

    @Inject
    Config config;

    private static String text(java.util.logging.LogRecord record) {
        return new org.jboss.logmanager.formatters.PatternFormatter("%s%e")
                .format(org.jboss.logmanager.ExtLogRecord.wrap(record));
    }

    @Test
    void optionsOfAllTypesAreSetByEachSpelling() {
        Bc66CoapConfiguration options = options();

        assertThat(options.getBaudRate()).isEqualTo(9600);
        assertThat(options.getCommandTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.getAttachTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.getWakeUp()).isEqualTo(WakeUp.DTR);
        assertThat(options.isConnectOnStart()).isFalse();
    }

    @Test
    void secretsAreSetByEachSpelling() {
        Bc66CoapConfiguration options = options();

        assertThat(options.getPskIdentity()).isEqualTo("meter-0a0b");
        assertThat(options.getSecretKey()).isEqualTo("0c0d");
        assertThat(options.getSimPin()).isEqualTo("0817");
    }

    @Test
    void eachOptionHasOneName() {
        assertThat(config.getPropertyNames())
                .filteredOn(name -> name.startsWith(PREFIX))
                .containsExactlyInAnyOrder(
                        PREFIX + "attach-timeout",
                        PREFIX + "baud-rate",
                        PREFIX + "command-timeout",
                        PREFIX + "connect-on-start",
                        PREFIX + "queue-size",
                        PREFIX + "wake-up");
        assertThat(config.getValue(PREFIX + "attachTimeout", String.class)).isEqualTo("1m30s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simPin", "sim-pin", "simpin", "sim.pin"})
    void secretsCannotBeReadFromTheConfiguration(String name) {
        assertThatThrownBy(() -> config.getOptionalValue(PREFIX + name, String.class))
                .isInstanceOf(SecurityException.class);
    }

    private Bc66CoapConfiguration options() {
        return camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
    }
}

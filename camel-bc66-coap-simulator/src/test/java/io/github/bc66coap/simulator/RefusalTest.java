// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The TE is told {@code ERROR}; why, trace and log tell. */
class RefusalTest {
    private final Queue<String> trace = new ConcurrentLinkedQueue<>();
    private final Warnings warnings = new Warnings();
    private VirtualBc66 modem;
    private Terminal te;

    @BeforeEach
    void start() {
        warnings.begin();
        modem = VirtualBc66.builder()
                .pty()
                .trace(event -> trace.add(event.describe()))
                .start();
        te = Terminal.of(modem);
    }

    @AfterEach
    void stop() {
        te.close();
        modem.close();
        warnings.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1,\"me\",\"5EC4E7\""})
    void aPortThatSomebodyElseHas(String mode) throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            te.at("AT+QCOAPCREATE=" + other.getLocalPort() + "," + mode, "ERROR");
            String reason =
                    "UDP port " + other.getLocalPort() + " of 127.0.0.1 can't be opened: Address already in use";
            assertThat(trace)
                    .filteredOn(line -> line.startsWith("!!"))
                    .singleElement()
                    .asString()
                    .startsWith("!!   refused: " + reason);
            assertThat(List.copyOf(trace).indexOf("AT   <- ERROR")).isEqualTo(trace.size() - 1);
            assertThat(warnings.lines).singleElement().asString().startsWith("Refused: " + reason);
        }
        assertThat(trace).noneMatch(line -> line.contains("5EC4E7"));
    }

    @Test
    void afterItHasBeenGivenBackThePortCanBeHad() throws Exception {
        int port;
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            port = other.getLocalPort();
            te.at("AT+QCOAPCREATE=" + port + ",0", "ERROR");
        }
        te.at("AT+QCOAPCREATE=" + port + ",0", "OK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0 | there is no context",
                "AT+QCOAPHEAD=6 | an integer is not in 1-5",
                "AT+QCOAPHEAD=5,1 | argument missing",
                "AT+QCOAPOPTION=1,9,\"1\" | no option 9",
                "AT+NOSUCH | no command +NOSUCH",
            })
    void whateverIsWrongWithACommand(String command, String reason) {
        te.at(command, "ERROR");
        assertThat(trace).contains("!!   refused: " + reason);
        assertThat(warnings.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+QCOAPCREATE=56830,5464",
                "AT+QCOAPCREATE=56830,\"5464\"",
                "AT+QCOAPCREATE=56830,1,\"me\",\"5464",
                "AT+QCOAPCREATE=56830,1,\"me\",\"5464x\"",
                "AT+CPIN=5464,5464,5464",
                "AT+CLCK=5464,\"SC\"",
            })
    void noReasonShowsASecret(String command) {
        te.at(command, "ERROR");
        assertThat(trace).anyMatch(line -> line.startsWith("!!   refused: ")).noneMatch(line -> line.contains("5464"));
    }

    private static final class Warnings extends AbstractAppender {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Logger logger = (Logger) LogManager.getLogger(CommandPort.class);

        Warnings() {
            super("warnings", null, null, false, Property.EMPTY_ARRAY);
        }

        void begin() {
            start();
            logger.addAppender(this);
        }

        void end() {
            logger.removeAppender(this);
            stop();
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}

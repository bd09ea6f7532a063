// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/** The TE is told {@code ERROR}; why, trace and log tell. */
@Isolated("it takes what all of the JVM logs")
class RefusalTest {
    private final Queue<String> trace = new ConcurrentLinkedQueue<>();

    @AutoClose
    private final LogRecorder log = new LogRecorder(Level.WARN);

    @AutoClose
    private final VirtualBc66 modem = VirtualBc66.builder()
            .pty()
            .trace(event -> trace.add(event.describe()))
            .start();

    @AutoClose
    private final Terminal te = Terminal.of(modem);

    @ParameterizedTest
    @ValueSource(strings = {"0", "1,\"me\",\"5EC4E7\""})
    void aPortInUseIsTracedAndLogged(String mode) throws Exception {
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
            assertThat(log.messages(CommandPort.class))
                    .singleElement()
                    .asString()
                    .startsWith("Refused: " + reason);
        }
        assertThat(trace).noneMatch(line -> line.contains("5EC4E7"));
    }

    @Test
    void aPortGivenBackCanBeOpened() throws Exception {
        int port = FreePorts.udp();
        try (DatagramSocket other = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
            assertThat(other.isBound()).isTrue();
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
    void wrongCommandsAreTracedWithTheReason(String command, String reason) {
        te.at(command, "ERROR");
        assertThat(trace).contains("!!   refused: " + reason);
        assertThat(log.messages(CommandPort.class)).isEmpty();
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
}

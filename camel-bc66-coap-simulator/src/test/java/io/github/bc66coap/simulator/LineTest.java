// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The line itself: framing, echo, hang-up, reset, pacing, trace. */
@Isolated("it counts the threads of the JVM")
class LineTest {
    private static final String BOOT =
            "\r\nF1: 0000 0000\r\nV0: 0000 0000 [0001]\r\n00: 0006 000C\r\n01: 0000 0000\r\nU0: 0000 0001 [0000]\r\n"
                    + "\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n";

    @TempDir
    Path folder;

    private static VirtualBc66 modem(String kind) {
        VirtualBc66.Builder builder = VirtualBc66.builder();
        return ("pty".equals(kind) ? builder.pty() : builder.tcp(0)).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void linesAreEchoedAndMayComeInPieces(String kind) {
        try (VirtualBc66 modem = modem(kind);
                Terminal te = Terminal.of(modem)) {
            te.send("AT\r\n").expect("AT\r\r\nOK\r\n");
            te.send("A").expect("A").send("T").expect("T").send("\r").expect("\r\r\nOK\r\n");
            te.send("\r").expect("\r");
            te.send("ATE0\r").expect("ATE0\r\r\nOK\r\n");
            te.send("AT\rAT+CGATT?\r").expect("\r\nOK\r\n\r\n+CGATT: 1\r\n\r\nOK\r\n");
            te.send("ATE1\r").expect("\r\nOK\r\n");
            te.at("AT");
            assertThat(modem.commands()).containsExactly("AT", "AT", "ATE0", "AT", "AT+CGATT?", "ATE1", "AT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void theLineHangsUpAndReconnects(String kind) {
        try (VirtualBc66 modem = modem(kind)) {
            Terminal te = Terminal.of(modem);
            te.at("AT");
            modem.emit("last".getBytes());
            modem.hangUp();
            modem.hangUp();
            te.expect("last");
            await().until(te::ended);
            te.close();
            modem.emit("lost".getBytes());
            modem.reconnect();
            try (Terminal again = Terminal.of(modem)) {
                again.at("AT");
            }
        }
    }

    @Test
    void theLinkVanishesAtHangUpAndReturnsAtReconnect() throws Exception {
        Path link = folder.resolve("bc66");
        Files.createSymbolicLink(link, Path.of("/nowhere"));
        VirtualBc66 modem = VirtualBc66.builder().pty(link).start();
        assertThat(modem.device()).isEqualTo(link.toString());
        Path first = Files.readSymbolicLink(link);
        Terminal before = Terminal.of(modem); // keeps the number of the first terminal in use
        modem.hangUp();
        assertThat(link).doesNotExist();
        assertThat(modem.device()).isEqualTo(link.toString());
        modem.reconnect();
        assertThat(Files.readSymbolicLink(link)).isNotEqualTo(first);
        try (Terminal te = Terminal.of(modem)) {
            te.at("AT");
        }
        modem.close();
        modem.close();
        before.close();
        assertThat(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
        try (var files = Files.list(folder)) {
            assertThat(files).as("no more than the lock of the link").allMatch(file -> file.endsWith(".bc66.lock"));
        }
    }

    @Test
    void aReplacedLinkIsNotDeletedAtClose() throws Exception {
        Path link = folder.resolve("bc66");
        VirtualBc66 first = VirtualBc66.builder().pty(link).start();
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("/dev/null"));
        first.close();
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("/dev/null"));
    }

    @Test
    void linkOfAModuleThatRunsIsRefusedAndFreeAfterwards() throws Exception {
        Path link = folder.resolve("bc66");
        VirtualBc66 first = VirtualBc66.builder().pty(link).start();
        first.hangUp();
        assertThatThrownBy(() -> VirtualBc66.builder().pty(link).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(link + " belongs to another virtual module that runs");
        first.reconnect();
        first.close();
        try (VirtualBc66 second = VirtualBc66.builder().pty(link).start();
                Terminal te = Terminal.of(second)) {
            te.at("AT");
        }
    }

    @Test
    void fileInTheWayIsNotReplaced() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> VirtualBc66.builder().pty(file).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("not a symbolic link");
        assertThat(file).hasContent("precious");
    }

    @Test
    void fullTerminalDoesNotBlockTheModule() {
        try (VirtualBc66 modem = modem("pty")) {
            for (int i = 0; i < 300; i++) {
                modem.emit(new byte[1024]);
            }
            assertThat(modem.contextExists()).isFalse();
        }
    }

    @Test
    void secondTcpClientIsTurnedAway() {
        try (VirtualBc66 modem = modem("tcp");
                Terminal te = Terminal.of(modem)) {
            te.at("AT");
            try (Terminal second = Terminal.of(modem)) {
                await().until(second::ended);
            }
            te.at("AT");
            te.close();
            try (Terminal next = Terminal.of(modem)) {
                next.at("AT");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reboot", "AT+QRST", "AT+QRST=1"})
    void aResetLosesContextResourcesAndSettings(String how) {
        try (VirtualBc66 modem = modem("pty");
                Terminal te = Terminal.of(modem)) {
            te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",0");
            te.at("AT+QCOAPADDRES=2,\"/t\"");
            te.at("AT+QCOAPCFG=\"Showra\",1");
            te.at("AT+CMEE=2");
            te.send("ATE0\r").expect("ATE0\r\r\nOK\r\n");
            if ("reboot".equals(how)) {
                modem.reboot();
            } else {
                te.send(how + "\r").expect("\r\nOK\r\n");
            }
            te.expect(BOOT);
            te.at("AT+QCOAPCFG=\"Showra\"", "+QCOAPCFG: \"Showra\",0", "OK");
            te.at("AT+NOPE", "ERROR");
            assertThat(modem.contextExists()).isFalse();
            assertThat(modem.resources()).isEmpty();
        }
    }

    @Test
    void bootLinesArePrintedAtTheStartIfWanted() {
        try (VirtualBc66 modem = VirtualBc66.builder().pty().bootBanner(true).start();
                Terminal te = Terminal.of(modem)) {
            te.expect(BOOT);
        }
    }

    @Test
    void recoveredIsPrintedAndStateOneLosesTheContext() {
        try (VirtualBc66 modem = modem("pty");
                Terminal te = Terminal.of(modem)) {
            te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",0");
            modem.recovered(0);
            te.expect("\r\n+QCOAPURC: recovered,0\r\n");
            assertThat(modem.contextExists()).isTrue();
            modem.recovered(1);
            te.expect("\r\n+QCOAPURC: recovered,1\r\n");
            assertThat(modem.contextExists()).isFalse();
            assertThatThrownBy(() -> modem.recovered(2)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCommandHookReplacesTheReply() {
        try (VirtualBc66 modem = modem("pty");
                Terminal te = Terminal.of(modem)) {
            modem.onCommand(line -> {
                if (line.startsWith("AT+QCOAP")) {
                    modem.emit("first ".getBytes());
                    return Optional.of("raw");
                }
                return Optional.empty();
            });
            te.send("AT+QCOAPDEL\r").expect("AT+QCOAPDEL\rfirst raw");
            te.at("AT");
            assertThat(modem.commands()).containsExactly("AT+QCOAPDEL", "AT");
        }
    }

    @Test
    void latencyComesBeforeTheReply() {
        try (VirtualBc66 modem = VirtualBc66.builder()
                        .tcp(0)
                        .latency(Duration.ofMillis(80))
                        .start();
                Terminal te = Terminal.of(modem)) {
            long start = System.nanoTime();
            te.send("AT\rAT+CSQ\r").expect("AT\r\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(160));
        }
    }

    @Test
    void aResetDropsWaitingCommands() {
        try (VirtualBc66 modem = VirtualBc66.builder()
                        .tcp(0)
                        .timing(line -> line.equals("AT+CSQ") ? Duration.ofMinutes(1) : Duration.ZERO)
                        .start();
                Terminal te = Terminal.of(modem)) {
            te.send("AT+CSQ\rAT+CFUN?\r").expect("AT+CSQ\r");
            modem.reboot();
            te.expect(BOOT).send("AT\r").expect("AT\r\r\nOK\r\n");
            assertThat(modem.commands()).containsExactly("AT");
        }
    }

    @Test
    void aFailingTraceListenerDoesNotDisturbTheModule() {
        try (VirtualBc66 modem = VirtualBc66.builder()
                        .tcp(0)
                        .trace(event -> {
                            throw new IllegalStateException("provoked by the test");
                        })
                        .start();
                Terminal te = Terminal.of(modem)) {
            te.at("AT");
        }
    }

    @Test
    void theBaudRatePacesTheLine() {
        try (VirtualBc66 modem = VirtualBc66.builder().pty().baudRate(9600).start();
                Terminal te = Terminal.of(modem)) {
            te.at("AT");
            te.clear();
            String letters = "x".repeat(480); // half a second
            long start = System.nanoTime();
            modem.emit(letters.getBytes());
            te.expect(letters);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
            start = System.nanoTime();
            te.send("AT+" + "Y".repeat(237) + "\r");
            await().until(() -> te.received().contains("ERROR"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(240));
        }
    }

    @Test
    void identityIsConfigurable() {
        try (VirtualBc66 modem = VirtualBc66.builder()
                        .tcp(0)
                        .imei("490154203237511")
                        .attached(false)
                        .start();
                Terminal te = Terminal.of(modem)) {
            te.at("AT+CGSN", "490154203237511", "OK");
            te.at("AT+CGATT?", "+CGATT: 0", "OK");
        }
    }

    @Test
    void traceTellsEverythingButTheKey() {
        List<TraceEvent> events = new CopyOnWriteArrayList<>();
        try (Peer peer = new Peer();
                VirtualBc66 modem =
                        VirtualBc66.builder().pty().trace(events::add).start();
                Terminal te = Terminal.of(modem)) {
            te.at("AT+QCOAPCREATE=99999,1,\"id\",\"C0FFEE\"", "ERROR");
            te.at("AT+QCOAPCREATE=1,1,\"id,\"C0FFEE\"", "ERROR");
            te.at("AT+QCOAPCREATE=1,1,id,C0FFEE", "ERROR");
            te.at("at+qcoapcreate=" + FreePorts.udp() + ",0");
            te.at("AT+QCOAPHEAD=5,7,2,\"abcd\"");
            te.at("AT+QCOAPOPTION=2,12,\"50\",11,\"rd\"");
            te.at("AT+QCOAPSEND=1,1,\"127.0.0.1\"," + peer.port() + ",1,\"00\"", "OK", "+QCOAPSEND: 0");
            String text = events.stream().map(TraceEvent::describe).collect(Collectors.joining("\n"));
            assertThat(text)
                    .doesNotContain("C0FFEE")
                    .contains("AT   -> AT+QCOAPCREATE=99999,1,\"id\",***\n"
                            + "!!   refused: an integer is not in 1-65535\nAT   <- ERROR\n")
                    .contains("CoAP -> 127.0.0.1:" + peer.port()
                            + " NON 0.01 mid=7 token=ABCD options=[11=rd, 12=50] payload=1 bytes");
            TraceEvent.Coap coap = (TraceEvent.Coap) events.stream()
                    .filter(TraceEvent.Coap.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(coap.code()).isEqualTo("0.01");
            assertThat(coap.token()).isEqualTo("ABCD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void closeLeavesNoThreads(String kind) {
        List<Thread> before = threads();
        VirtualBc66.warmUp();
        VirtualBc66 modem = modem(kind);
        Terminal te = Terminal.of(modem);
        te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",1,\"id\",\"01\"");
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",0");
        assertThat(threads()).hasSizeGreaterThan(before.size());
        modem.close();
        modem.close();
        te.close();
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        assertThatThrownBy(modem::coapAddress).isInstanceOf(IllegalStateException.class);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().matches("(?i)(virtual-bc66|udp|dtls|test-terminal).*"))
                .toList();
    }

    /** By the quickest of some starts, as this machine may have others to serve. */
    @Test
    void aModuleStartsWithinHalfASecond() {
        Duration quickest = Stream.generate(LineTest::timeOfStart)
                .limit(10)
                .min(Duration::compareTo)
                .orElseThrow();
        assertThat(quickest).isLessThan(Duration.ofMillis(500));
    }

    private static Duration timeOfStart() {
        long start = System.nanoTime();
        try (VirtualBc66 modem = modem("pty")) {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The last AT lines: which are kept, and what is shown of them. */
class AtTraceTest extends EngineFixture {
    private static final String SECRET = "0123456789ABCDEF";
    private static final CommandLine WITH_SECRET = CommandLine.write("+QCOAPCREATE")
            .number(1)
            .secret("key", SECRET, 99)
            .build();

    private List<String> redacted() {
        return trace.lines().stream().map(AtTraceTest::redacted).toList();
    }

    private static String redacted(AtTrace.Entry line) {
        return (line.direction() == AtTrace.Direction.SENT ? "> " : "< ") + line.redacted();
    }

    private List<String> whole() {
        return trace.lines().stream().map(AtTrace.Entry::whole).toList();
    }

    private Sent send(CommandLine line) {
        return send(new SampleCommand(line, ReplyForm.RESULT_ONLY, AtCommand.Patience.COMMAND, null));
    }

    /** Neither is it held, nor what may be its echo, damaged or not, in whatever it comes. */
    private void assertNoSecret() {
        assertThat(trace.lines()).isNotEmpty().noneMatch(line -> line.toString().contains(SECRET.substring(4, 8)));
    }

    @Test
    void linesComeWithTimeAndDirection() {
        loop.advance(Duration.ofSeconds(7));
        send(SampleCommand.query("AT+CSQ", "+CSQ:"));
        loop.advance(Duration.ofMillis(5));
        wire.says("\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
        assertThat(redacted()).containsExactly("> AT+CSQ", "< +CSQ: 20,99", "< OK");
        assertThat(trace.lines())
                .extracting(AtTrace.Entry::at)
                .containsExactly(
                        Instant.ofEpochSecond(7),
                        Instant.ofEpochSecond(7, 5_000_000),
                        Instant.ofEpochSecond(7, 5_000_000));
    }

    @Test
    void onlyTheLast200LinesAreKept() {
        for (int i = 0; i < 1000; i++) {
            wire.says("+CSCON: " + i % 2 + "\r\n+CEREG: " + i + "\r\n");
        }
        assertThat(trace.lines()).hasSize(200);
        assertThat(redacted()).startsWith("< +CSCON: 0", "< +CEREG: 900").endsWith("< +CSCON: 1", "< +CEREG: 999");
    }

    @Test
    void linesAreKeptUnlessTheTraceIsSwitchedOff() {
        assertThat(trace.isOn()).isTrue();
        wire.says("RDY\r\n");
        trace.keep(false);
        wire.says("+CSCON: 1\r\n+L:3,abc\r\n");
        engine.fill(5, true);
        assertThat(trace.isOn()).isFalse();
        assertThat(redacted()).as("those that were kept stay").containsExactly("< RDY");
        trace.keep(true);
        engine.fill(5, true);
        assertThat(redacted()).containsExactly("< RDY", "> 5 carriage returns");
    }

    // secrets

    @Test
    void aSecretAndItsEchoAreNotKept() {
        Sent command = send(WITH_SECRET);
        wire.says("AT+QCOAPCREATE=1,\"0123\r\n+CSCON: 1\r\n456789ABCDEF\"\r\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
        assertThat(redacted())
                .containsExactly(
                        "> AT+QCOAPCREATE=1,\"***\"",
                        "< (echo)",
                        "< (<9 bytes>, withheld: they may be the echo of a secret)",
                        "< (echo)",
                        "< OK");
        assertThat(whole()).contains("AT+QCOAPCREATE=1,\"***\"");
        assertNoSecret();
    }

    @Test
    void aDamagedEchoOfASecretIsNotKept() {
        send(WITH_SECRET);
        wire.says("AT+QCOAPCREATE~1,\"" + SECRET + "\"\r");
        loop.advance(COMMAND.multipliedBy(2));
        wire.says("+QCOAPCREATE=1,~" + SECRET + "\"\r\n");
        send(SampleCommand.of("AT"));
        wire.says("=1,\"" + SECRET + "~\r\r\nOK\r\n");
        assertThat(trace.lines()).hasSizeGreaterThan(3);
        assertNoSecret();
    }

    /** The line has lost bytes of a notification, which takes what follows it for its own; or a peer has announced too much. */
    @Test
    void anEchoSwallowedByANotificationIsNotKept() {
        send(WITH_SECRET);
        wire.says("+L:60,AT+QCOAPCREATE=1,\"" + SECRET + "\"\r\r\nOK\r\n" + "x".repeat(40));
        assertThat(redacted()).contains("< (<66 bytes>, withheld: they may be the echo of a secret)");
        assertNoSecret();
    }

    /** Of a command that somebody has written, any argument may be one. */
    @Test
    void argumentsOfRawCommandsAreNotKept() {
        send(CommandLine.raw("AT+CGAUTH=1,1,\"me\",\"" + SECRET + "\""));
        wire.says("\r\nOK\r\n");
        assertThat(redacted()).containsExactly("> AT+CGAUTH=***", "< OK");
        assertNoSecret();
    }

    /** Whoever has set it, and maybe long ago. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+QCGDEFCONT: \"IP\",\"iot.example\",\"me\",\"",
                "+CGAUTH: 1,1,\"me\",\"",
                "+QICSGP: 1,\"iot.example\",\"me\",\""
            })
    void repliesThatMayHoldAPasswordAreNotKept(String answer) {
        CompletableFuture<AtResult<List<String>>> result = engine.send(new RawCommand("AT+QCGDEFCONT?"));
        String line = answer + SECRET + "\"";
        wire.says("\r\n" + line + "\r\n\r\nOK\r\n");
        assertThat(redacted())
                .containsExactly(
                        "> AT+QCGDEFCONT?",
                        "< (<" + line.length() + " bytes>, withheld: there may be a password in them)",
                        "< OK");
        assertNoSecret();
        assertThat(result).isCompleted();
    }

    // the bytes of messages

    @Test
    void bytesOfMessagesAreShownOnlyUnredacted() {
        send(CommandLine.write("+SEND")
                .number(3)
                .payload(new byte[] {0x4A, 0x4B, 0x4C})
                .build());
        assertThat(redacted()).containsExactly("> AT+SEND=3,<3 bytes>");
        assertThat(whole()).containsExactly("AT+SEND=3,\"4a4b4c\"");
    }

    @Test
    void dataForAPromptAreRedactedAsBytes() {
        send(SampleCommand.data("Mark-7c1f\u00e4"));
        wire.says("\r\n>");
        assertThat(redacted()).containsExactly("> AT+SEND", "< >", "> <10 bytes>");
        assertThat(whole()).endsWith("Mark-7c1f\\xE4");
    }

    @Test
    void anUnknownNotificationIsRedactedWhole() {
        wire.says("+L:9,Mark-7c1f\r\n");
        assertThat(redacted()).containsExactly("< <14 bytes>");
        assertThat(whole()).containsExactly("+L:9,Mark-7c1f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+QCOAPURC: \"rsp\",192.0.2.1,5683,2,2.05,7|,0,9,Mark-7c1f",
                "+QCOAPURC: \"rsp\",\"192.0.2.1\",5683,2,2.05,7|,0,9,Mark-7c1f",
                "+QCOAPURC:\"rsp\",192.0.2.1,5683,2,2.05,7|,0,9,Mark-7c1f",
                "+QCOAPURC: \"rsp\",2001:db8::1,5683,0,2.05,65535|,1,6,\"5\",9,Mark-7c1f",
                "+QCOAPURC: \"rsp\",2,2.05,7|,0,5,12345",
                "+QCOAPURC: \"req\",192.0.2.1,5683,0,2,7|,02,1,\"0C\",11,\"1\",0,9,Mark-7c1f",
                "+QCOAPURC: |rsp,12345",
                "+QCOAPURC: |\"rsp\",12345678",
                "+CSCON: |1,Mark",
                "+CSCON:|1,Mark",
                "|Mark-7c1f",
                "|12345",
                "|+Mark: 1"
            })
    void unknownPartsOfUnsolicitedLinesAreRedacted(String line) {
        int shown = line.indexOf('|');
        String text = line.replace("|", "");
        wire.says(text + "\r\n");
        boolean message = text.startsWith(",", shown);
        assertThat(redacted())
                .containsExactly("< " + text.substring(0, shown) + (message ? "," : "") + "<" + (text.length() - shown)
                        + " bytes>");
        assertThat(whole()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RDY",
                "F1: 0000 0000",
                "+CSCON: 1",
                "+CEREG: 2,1",
                "+CPIN: SIM PIN",
                "+CPIN: READY",
                "+QCOAPURC: \"recovered\",0",
                "OK",
                "ERROR",
                "+CME ERROR: 50",
                "+CMEE ERROR: 50",
                "+CSCON:1",
                "+CPIN:SIM PIN",
                "+QCOAPURC:\"recovered\",0"
            })
    void knownLinesOfModulesAreShown(String line) {
        wire.says(line + "\r\n");
        assertThat(redacted()).containsExactly("< " + line);
    }

    /** They may hold what a route alone is to know. */
    @Test
    void repliesToRawCommandsAreShownOnlyUnredacted() {
        engine.send(new RawCommand("AT+CGDCONT?"));
        wire.says("\r\n+CGDCONT: 1,\"IP\",\"apn.example\"\r\nfree text\r\n\r\nOK\r\n");
        assertThat(redacted()).containsExactly("> AT+CGDCONT?", "< +CGDCONT: <20 bytes>", "< <9 bytes>", "< OK");
        assertThat(whole()).contains("+CGDCONT: 1,\"IP\",\"apn.example\"", "free text");
    }

    // form

    @Test
    void controlCharactersAreEscaped() {
        wire.says("a\u001b[2Jb\tc\u0085d\u00ff\r\n");
        assertThat(whole()).containsExactly("a\\x1B[2Jb\\x09c\\x85d\\xFF");
        send(CommandLine.of("AT+X=\"\u00e4\u20ac\""));
        assertThat(whole()).endsWith("AT+X=\"\\xC3\\xA4\\xE2\\x82\\xAC\"");
        assertThat(redacted()).endsWith("> AT+X=\"\\xC3\\xA4\\xE2\\x82\\xAC\"");
    }

    @Test
    void overlongLinesAreCut() {
        wire.says("x".repeat(8000) + "\r\n" + "y".repeat(10_000) + "\r\n");
        assertThat(whole())
                .containsExactly("x".repeat(2600) + "... <8000 bytes>", "(more than <8192 bytes>, thrown away)");
        assertThat(AtTrace.LONGEST)
                .isGreaterThan(
                        ("AT+QCOAPSEND=0,2,\"" + "f".repeat(45) + "\",65535,1024," + "00".repeat(1024)).length());
    }

    /** While the loop adds lines, others read them. */
    @Test
    void linesCanBeReadByAnyThread() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        FutureTask<Boolean> reader = new FutureTask<>(() -> {
            boolean whole = true;
            while (!over.get()) {
                List<AtTrace.Entry> lines = trace.lines();
                whole &= lines.size() <= AtTrace.CAPACITY
                        && lines.stream()
                                .noneMatch(line -> line == null || line.whole().isEmpty());
            }
            return whole;
        });
        new Thread(reader).start();
        byte[] line = "+CSCON: 1".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20_000; i++) {
            trace.received(new String(line, StandardCharsets.ISO_8859_1));
        }
        over.set(true);
        assertThat(reader.get()).isTrue();
    }
}

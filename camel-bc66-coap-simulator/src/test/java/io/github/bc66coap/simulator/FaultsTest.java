// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.TraceEvent.FaultStruck;
import io.github.bc66coap.simulator.TraceEvent.UrcHeld;
import io.github.bc66coap.simulator.TraceEvent.UrcHeld.Stage;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.fault.FaultTimes;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Each fault, seen from the TE's end of the line and from the network. */
@Execution(ExecutionMode.CONCURRENT)
class FaultsTest {
    private static final String BOOT_STARTS = "\r\nF1: 0000 0000\r\n";
    private static final FaultTimes TIMES = times(Duration.ofMillis(300));
    /** For what is held until something comes, however busy this machine is: a URC or a CoAP message. */
    private static final FaultTimes LONG_HOLD = times(Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private final List<TraceEvent> trace = new CopyOnWriteArrayList<>();
    private final Peer peer = new Peer();
    private VirtualBc66 modem;
    private Terminal te;

    private static FaultTimes times(Duration hold) {
        return new FaultTimes(
                Duration.ofMillis(50), Duration.ofMillis(150), Duration.ZERO, Duration.ofMillis(50), hold, hold);
    }

    private void start() {
        start(VirtualBc66.builder());
    }

    private void start(VirtualBc66.Builder builder) {
        start(builder, TIMES);
    }

    private void start(VirtualBc66.Builder builder, FaultTimes times) {
        modem = builder.pty(folder.resolve("bc66"))
                .faultTimes(times)
                .seed(1)
                .trace(trace::add)
                .start();
        te = Terminal.of(modem);
    }

    @AfterEach
    void close() {
        if (modem != null) {
            te.close();
            modem.close();
        }
        peer.close();
    }

    /** A module without echo. */
    private void startQuietly() {
        start();
        te.at("ATE0");
    }

    private void startWithContext() {
        start();
        create();
    }

    private void startWithContextAndLongHold() {
        start(VirtualBc66.builder(), LONG_HOLD);
        create();
    }

    private List<String> struck() {
        return trace.stream()
                .filter(FaultStruck.class::isInstance)
                .map(TraceEvent::describe)
                .toList();
    }

    private void create() {
        te.at("ATE0").raw("AT+QCOAPCREATE=" + FreePorts.udp() + ",0", "\r\nOK\r\n");
    }

    private void head(int messageId) {
        te.send("AT+QCOAPHEAD=5," + messageId + ",1,\"AA\"\r").expect("\r\nOK\r\n");
    }

    private void send() {
        te.send("AT+QCOAPSEND=1,1,\"127.0.0.1\"," + peer.port() + ",0\r");
    }

    private void get(int messageId) {
        head(messageId);
        send();
        te.expect("\r\nOK\r\n\r\n+QCOAPSEND: 0\r\n");
    }

    /** An empty message, which is reported and not answered. */
    private void urc(int messageId) {
        peer.send(CoapMessage.empty(MessageType.ACK, messageId), modem.coapAddress());
    }

    private static String printed(int messageId) {
        return "\r\n+QCOAPURC: \"rsp\",2,0.00," + messageId + "\r\n";
    }

    // --- bytes ---

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aSplitReplyArrivesWhole(int at) {
        startQuietly();
        modem.inject(Fault.SPLIT, "AT", at);
        te.raw("AT", "\r\nOK\r\n");
        assertThat(struck()).containsExactly("!!   split after AT");
    }

    @Test
    void splittingEveryReplyKeepsTheOrder() {
        start(VirtualBc66.builder().fault(Fault.SPLIT, 1));
        te.at("AT+QENG=0", "+QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3", "OK");
        te.at("AT");
    }

    @Test
    void nulsAndNoiseAreInsertedIntoAReply() {
        startQuietly();
        modem.inject(Fault.NUL, "AT", 2);
        te.send("AT\r");
        await().until(() -> te.received().endsWith("OK\r\n"));
        assertThat(te.received()).matches("\r\n\0{1,3}OK\r\n");
        te.clear();
        modem.inject(Fault.NOISE, "AT", 3);
        te.send("AT\r");
        await().until(() -> te.received().endsWith("K\r\n"));
        assertThat(te.received()).matches("(?s)\r\nO.{1,4}K\r\n");
    }

    @Test
    void aByteOfAReplyIsLostOrFlipped() {
        startQuietly();
        modem.inject(Fault.LOST_BYTE, "AT", 2);
        te.raw("AT", "\r\nK\r\n");
        modem.inject(Fault.FLIPPED_BYTE, "AT", 2);
        te.send("AT\r");
        await().until(() -> te.received().length() == 6);
        assertThat(Integer.bitCount('O' ^ te.received().charAt(2))).isOne();
        assertThat(te.received()).startsWith("\r\n").endsWith("K\r\n");
    }

    @Test
    void commandsSufferLostFlippedAndNoisyBytes() {
        startQuietly();
        modem.inject(Fault.LOST_BYTE_IN, "ATE0", 1);
        te.raw("AT", "\r\nERROR\r\n");
        modem.inject(Fault.FLIPPED_BYTE_IN, "A", 1);
        te.raw("AT+CSQ", "\r\nERROR\r\n");
        modem.inject(Fault.NOISE_IN, "A", 2);
        te.send("AT+CSQ\r");
        await().until(() -> te.received().endsWith("\r\n"));
        assertThat(modem.commands()).hasSize(4).contains("ATE0", "A").doesNotContain("AT+CSQ");
        assertThat(struck())
                .containsExactly(
                        "!!   lost-byte-in after ATE0",
                        "!!   flipped-byte-in after A",
                        "!!   noise-in after A" + modem.commands().get(2).substring(1));
    }

    @Test
    void theLineHangsUpAmidAReply() {
        startQuietly();
        modem.inject(Fault.HANG_UP, "AT", 2);
        te.send("AT\r").expect("\r\nO");
        await().until(te::ended);
        reopen();
        te.raw("AT", "\r\nOK\r\n");
    }

    @Test
    void theLineHangsUpAmidACommand() {
        startQuietly();
        modem.inject(Fault.HANG_UP_IN, "ATE0", 1);
        te.send("AT+CSQ\r");
        await().until(te::ended);
        reopen();
        te.raw("+CSQ", "\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
        assertThat(modem.commands()).containsExactly("ATE0", "AT+CSQ");
    }

    private void reopen() {
        te.close();
        await().until(() -> {
            try {
                te = Terminal.of(modem);
                return true;
            } catch (java.io.UncheckedIOException e) {
                return false;
            }
        });
    }

    @Test
    void aLineThatIsHungUpWhenTheModuleClosesIsNotOpenedAgain() throws Exception {
        start();
        modem.inject(Fault.HANG_UP);
        te.send("AT\r");
        await().until(te::ended);
        modem.close();
        await().during(TIMES.away().multipliedBy(2))
                .untilAsserted(() -> assertThat(folder.resolve("bc66")).doesNotExist());
    }

    @Test
    void theModuleRestartsAmidAReply() {
        startWithContext();
        modem.inject(Fault.RESET, "AT", 3);
        te.send("AT+CSQ\r").expect("\r\n+C" + BOOT_STARTS);
        await().until(() -> te.received().endsWith("\r\n+CPIN: READY\r\n"));
        te.clear();
        assertThat(modem.contextExists()).isFalse();
        te.at("AT");
    }

    @Test
    void theModuleRestartsAmidACommand() {
        startQuietly();
        modem.inject(Fault.RESET_IN, "ATE0", 1);
        te.send("AT+CSQ\r").expect(BOOT_STARTS);
        await().until(() -> te.received().endsWith("\r\n+CPIN: READY\r\n"));
        te.clear();
        te.at("AT");
        assertThat(modem.commands()).containsExactly("ATE0", "AT");
    }

    @Test
    void theModuleRestartsAmidData() {
        startWithContext();
        te.send("AT+QCOAPSEND=0,2,\"127.0.0.1\"," + peer.port() + ",5\r").expect("\r\n>");
        modem.inject(Fault.RESET_IN, "AT+QCOAPSEND", 3);
        te.send("Hello").expect(BOOT_STARTS);
        assertThat(peer.isSilent(50)).isTrue();
    }

    @Test
    void echoTogglesAmidACommand() {
        start();
        modem.inject(Fault.ECHO_TOGGLE);
        te.raw("AT", "A\r\nOK\r\n");
        modem.inject(Fault.ECHO_TOGGLE, "AT", 0);
        te.raw("AT", "T\r\r\nOK\r\n");
    }

    // --- sleep ---

    @Test
    void firstAtLostDropsTheFirstLine() {
        start();
        modem.inject(Fault.FIRST_AT_LOST);
        te.send("AT\r");
        te.at("AT+CSQ", "+CSQ: 20,0", "OK");
        assertThat(modem.commands()).containsExactly("AT+CSQ");
    }

    @Test
    void firstAtLostKeepsLinesWithoutAPause() {
        modem = VirtualBc66.builder().fault(Fault.FIRST_AT_LOST, 1).start();
        te = Terminal.of(modem);
        te.at("AT"); // the module is younger than the idle time
        te.at("AT");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEEP_SLEEP_0", "DEEP_SLEEP_1"})
    void deepSleepKeepsOrLosesTheContext(Fault fault) {
        startWithContext();
        te.send("AT+QCOAPCFG=\"Showra\",1\r").expect("\r\nOK\r\n");
        modem.inject(fault);
        boolean kept = fault == Fault.DEEP_SLEEP_0;
        te.send("AT+CSQ\r").expect("\r\n+QCOAPURC: recovered," + (kept ? 0 : 1) + "\r\n");
        assertThat(modem.contextExists()).isEqualTo(kept);
        te.at("AT+QCOAPCFG=\"Showra\"", "+QCOAPCFG: \"Showra\",0", "OK");
    }

    // --- replies ---

    @ParameterizedTest
    @EnumSource(names = {"SLOW_REPLY", "LATE_REPLY"})
    void slowAndLateRepliesAreDelayed(Fault fault) {
        startQuietly();
        modem.inject(fault, "AT+CSQ");
        long start = System.nanoTime();
        te.raw("AT+CSQ", "\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
        Duration least = fault == Fault.SLOW_REPLY ? TIMES.slow() : TIMES.late();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(least);
        assertThat(struck()).containsExactly("!!   " + fault + " after AT+CSQ");
    }

    @Test
    void missingOkSuppressesOneOk() {
        startQuietly();
        modem.inject(Fault.MISSING_OK, "AT+CSQ");
        te.raw("AT", "\r\nOK\r\n");
        te.raw("AT+CSQ", "\r\n+CSQ: 20,0\r\n");
        te.raw("AT", "\r\nOK\r\n");
    }

    @Test
    void missingResultSuppressesQcoapsend() {
        startWithContext();
        head(7);
        modem.inject(Fault.MISSING_RESULT);
        send();
        te.expect("\r\nOK\r\n");
        assertThat(peer.receive().messageId()).isEqualTo(7);
        urc(7);
        te.expect(printed(7));
    }

    @Test
    void earlyResultPrintsQcoapsendBeforeOk() {
        startWithContext();
        head(7);
        modem.inject(Fault.EARLY_RESULT);
        send();
        te.expect("\r\n+QCOAPSEND: 0\r\n\r\nOK\r\n");
    }

    // --- URCs ---

    @Test
    void aDuplicateUrcIsPrintedTwice() {
        startWithContext();
        modem.inject(Fault.DUPLICATE_URC);
        urc(1);
        te.expect(printed(1) + printed(1));
        urc(2);
        te.expect(printed(2));
    }

    @Test
    void aUrcIsPrintedAmidTheEcho() {
        startWithContextAndLongHold();
        te.send("ATE1\r").expect("\r\nOK\r\n");
        hold(Fault.URC_IN_ECHO, 1);
        te.send("AT+CSQ\r");
        await().until(() -> te.received().endsWith("OK\r\n"));
        assertThat(te.received().replace(printed(1), "")).isEqualTo("AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
        assertThat(te.received()).contains("A").doesNotStartWith("AT+CSQ\r");
        assertThat(struck()).containsExactly("!!   urc-in-echo after ATE1");
    }

    @Test
    void aUrcIsPrintedAmidAReply() {
        startWithContextAndLongHold();
        hold(Fault.URC_IN_REPLY, 1);
        te.raw("AT+CSQ", "\r\n+CSQ: 20,0\r\n" + printed(1) + "\r\nOK\r\n");
        assertThat(struck()).containsExactly("!!   urc-in-reply after AT+CSQ");
    }

    @Test
    void aUrcIsPrintedBeforeThePrompt() {
        startWithContextAndLongHold();
        hold(Fault.URC_BEFORE_PROMPT, 1);
        te.send("AT+QCOAPSEND=0,2,\"127.0.0.1\"," + peer.port() + ",1\r").expect(printed(1) + "\r\n>");
        assertThat(struck()).containsExactly("!!   urc-before-prompt after AT+QCOAPSEND");
    }

    @Test
    void aUrcIsWrittenTogetherWithOk() {
        startWithContextAndLongHold();
        hold(Fault.URC_WITH_OK, 1);
        te.raw("AT+CSQ", "\r\n+CSQ: 20,0\r\n\r\nOK\r\n" + printed(1));
        assertThat(trace).extracting(TraceEvent::describe).anyMatch(line -> line.contains("OK\\r\\n\\r\\n+QCOAPURC"));
        assertThat(struck()).containsExactly("!!   urc-with-ok after AT+CSQ");
    }

    @Test
    void aHeldUrcIsPrintedAfterItsLimit() {
        startWithContext();
        hold(Fault.URC_BEFORE_PROMPT, 1);
        te.expect(printed(1));
        assertThat(struck()).isEmpty();
        assertThat(trace).contains(new UrcHeld(Fault.URC_BEFORE_PROMPT, Stage.GIVEN_UP));
    }

    private void hold(Fault point, int messageId) {
        modem.inject(point);
        urc(messageId);
        await().until(() -> trace.contains(new UrcHeld(point, Stage.WAITING)));
    }

    // --- network ---

    @Test
    void networkLossDropsMessagesBothWays() {
        startWithContext();
        modem.inject(Fault.NETWORK_LOSS);
        get(7);
        assertThat(peer.isSilent(50)).isTrue();
        modem.inject(Fault.NETWORK_LOSS);
        urc(1);
        await().until(() -> struck().size() == 2);
        urc(2);
        te.expect(printed(2));
    }

    @Test
    void networkDuplicationDoublesMessagesBothWays() {
        startWithContext();
        modem.inject(Fault.NETWORK_DUPLICATION);
        get(7);
        assertThat(peer.receiveBytes()).isEqualTo(peer.receiveBytes());
        modem.inject(Fault.NETWORK_DUPLICATION);
        urc(1);
        te.expect(printed(1) + printed(1));
    }

    @Test
    void aDelayedMessageStillArrives() {
        startWithContext();
        modem.inject(Fault.NETWORK_DELAY);
        urc(1);
        await().until(() -> struck().size() == 1);
        te.expect(printed(1));
    }

    @Test
    void networkReorderingSwapsMessagesBothWays() {
        startWithContextAndLongHold();
        modem.inject(Fault.NETWORK_REORDERING);
        urc(1);
        urc(2);
        te.expect(printed(2) + printed(1));
        modem.inject(Fault.NETWORK_REORDERING);
        get(7);
        get(8);
        assertThat(List.of(peer.receive().messageId(), peer.receive().messageId()))
                .containsExactly(8, 7);
    }

    @Test
    void aReorderedMessageAloneStillArrives() {
        startWithContext();
        modem.inject(Fault.NETWORK_REORDERING);
        urc(1);
        te.expect(printed(1));
    }

    // --- the plan ---

    @Test
    void theSameSeedMakesTheSameDecisions() {
        List<String> once = run(5);
        assertThat(once).isNotEmpty().isEqualTo(run(5)).isNotEqualTo(run(6));
    }

    private List<String> run(long seed) {
        List<TraceEvent> events = new CopyOnWriteArrayList<>();
        try (VirtualBc66 seeded = VirtualBc66.builder()
                        .fault(Fault.FLIPPED_BYTE, 0.05)
                        .fault(Fault.NUL, 0.05)
                        .fault(Fault.MISSING_OK, 0.1)
                        .seed(seed)
                        .trace(events::add)
                        .start();
                Terminal terminal = Terminal.of(seeded)) {
            IntStream.range(0, 20).forEach(i -> terminal.send("AT+CSQ\r"));
            await().until(() -> seeded.commands().size() == 20);
            seeded.noFaults();
            assertThat(seeded.seed()).isEqualTo(seed);
        }
        List<String> all = new ArrayList<>();
        events.forEach(event -> all.add(event.describe()));
        return all;
    }

    @Test
    void aFaultDoesNotChangeTheDecisionsOfOtherFaults() {
        Map<Boolean, List<String>> decisions = new java.util.HashMap<>();
        for (boolean more : new boolean[] {false, true}) {
            List<TraceEvent> events = new CopyOnWriteArrayList<>();
            try (VirtualBc66 seeded = VirtualBc66.builder()
                            .fault(Fault.MISSING_OK, 0.3)
                            .fault(Fault.DUPLICATE_URC, more ? 0.5 : 0)
                            .fault(Fault.NUL, more ? 0.01 : 0)
                            .seed(3)
                            .trace(events::add)
                            .start();
                    Terminal terminal = Terminal.of(seeded)) {
                IntStream.range(0, 20).forEach(i -> terminal.send("AT\r"));
                await().until(() -> seeded.commands().size() == 20);
            }
            decisions.put(
                    more,
                    events.stream()
                            .filter(event -> !(event instanceof FaultStruck struck && struck.fault() == Fault.NUL))
                            .map(TraceEvent::describe)
                            .toList());
        }
        assertThat(decisions.get(true)).isEqualTo(decisions.get(false));
    }

    @Test
    void faultRatesCanBeSetAndCleared() {
        startQuietly();
        modem.fault(Fault.MISSING_OK, 1);
        te.raw("AT+CSQ", "\r\n+CSQ: 20,0\r\n");
        modem.inject(Fault.SPLIT);
        modem.noFaults();
        te.raw("AT+CSQ", "\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
        assertThat(struck()).hasSize(1);
    }

    @Test
    void rejectsInvalidRatesAndOffsets() {
        start();
        assertThatThrownBy(() -> VirtualBc66.builder().fault(Fault.NUL, 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> VirtualBc66.builder().fault(Fault.NUL, Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> modem.fault(Fault.NUL, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> modem.inject(Fault.NUL, "", -1)).hasMessageContaining("-1");
    }

    @Test
    void aReportNamesTheCommandWithoutItsArguments() {
        start();
        modem.inject(Fault.NUL, "AT+QCOAPCREATE", 5);
        te.send("AT+QCOAPCREATE=1,1,\"id\",\"C0FFEE\"\r");
        await().until(() -> !struck().isEmpty());
        assertThat(struck()).containsExactly("!!   nul after AT+QCOAPCREATE");
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.TraceEvent.FaultStruck;
import io.github.bc66coap.simulator.TraceEvent.UrcHeld;
import io.github.bc66coap.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A fault strikes once, at each interesting point of an exchange. The exchange has one outcome, which is true; the
 * session gets ready again by itself; the exchange after it succeeds.
 */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RecoveryTest {
    private static final String STATUS = "AT+QCOAPDATASTATUS";
    private static final List<String> COMMANDS = List.of(STATUS, "AT+QCOAPHEAD", "AT+QCOAPOPTION", "AT+QCOAPSEND");

    @TempDir
    Path folder;

    /** So that a URC is printed at its point, however busy this machine is. */
    private static final Duration LONG_HOLD = Duration.ofMinutes(1);

    private final List<Fault> struck = new CopyOnWriteArrayList<>();
    private final List<UrcHeld> held = new CopyOnWriteArrayList<>();
    private Rig rig;
    private Judge judge;
    private int number;

    @BeforeEach
    void start() throws Exception {
        start(Rig.COMMAND_TIMEOUT);
    }

    private void start(Duration commandTimeout) throws Exception {
        rig = new Rig(folder, commandTimeout, module -> module.seed(1).faultTimes(Rig.times(LONG_HOLD)), this::traced);
        judge = new Judge(rig);
        rig.awaitReady();
        assertAnswered();
    }

    private void traced(TraceEvent event) {
        if (event instanceof FaultStruck fault) {
            struck.add(fault.fault());
        } else if (event instanceof UrcHeld urc) {
            held.add(urc);
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** What begins before the session has noticed the fault may still suffer from it; what begins after it does not. */
    private void assertRecovered() {
        for (int i = 0; i < 2; i++) {
            Trial trial = Trial.post(++number);
            Exchange exchange = rig.send(trial);
            assertTrue(trial, exchange);
            rig.awaitReady();
        }
        assertAnswered();
    }

    private void assertAnswered() {
        Trial trial = Trial.post(++number);
        Exchange exchange = rig.send(trial);
        assertThat(exchange.getException())
                .as("%s after %s, the modem is %s", trial, struck, rig.state())
                .isNull();
        assertTrue(trial, exchange);
    }

    private void assertTrue(Trial trial, Exchange exchange) {
        assertThat(judge.objection(trial, exchange)).as("after %s", struck).isEmpty();
    }

    /** The module won't say ahead what became of a CON, so that the next one begins with the question. */
    private void leaveStatusDue() {
        AtomicBoolean sent = new AtomicBoolean();
        AtomicBoolean asked = new AtomicBoolean();
        rig.module().onCommand(line -> {
            if (line.startsWith("AT+QCOAPSEND")) {
                sent.set(true);
            } else if (line.startsWith(STATUS) && sent.get()) {
                asked.set(true);
                return Optional.of("\r\nERROR\r\n");
            }
            // before the message, it is answered: a module that was asked ahead in vain isn't until then
            return Optional.empty();
        });
        assertAnswered();
        await().untilTrue(asked);
        rig.module().onCommand(line -> Optional.empty());
    }

    /** One exchange with the fault, one after it. */
    private Verdict strike(Fault fault, String command, int skip, Trial trial) {
        makeDue(command);
        return strikeAsItIs(fault, command, skip, trial);
    }

    private void makeDue(String command) {
        if (command.equals(STATUS)) {
            leaveStatusDue();
        }
    }

    private Verdict strikeAsItIs(Fault fault, String command, int skip, Trial trial) {
        struck.clear();
        rig.module().inject(fault, command, skip);
        Exchange exchange = rig.send(trial);
        // the acknowledgement of a response may still be on its way
        awaitStruck(fault, command, skip);
        rig.module().noFaults();
        assertTrue(trial, exchange);
        rig.awaitReady();
        assertRecovered();
        // what is late comes while the next one is under way
        assertTrue(trial, exchange);
        return Verdict.of(exchange, trial.awaited());
    }

    private void awaitStruck(Fault fault, String command, int skip) {
        await("%s at %s %d".formatted(fault, command, skip)).until(() -> struck.contains(fault));
    }

    private Verdict strike(Fault fault, String command, int skip) {
        return strike(fault, command, skip, Trial.post(++number));
    }

    static Stream<Fault> repliesAndSleep() {
        return Stream.of(
                Fault.SLOW_REPLY,
                Fault.LATE_REPLY,
                Fault.MISSING_OK,
                Fault.ECHO_TOGGLE,
                Fault.FIRST_AT_LOST,
                Fault.DEEP_SLEEP_0,
                Fault.DEEP_SLEEP_1);
    }

    @ParameterizedTest
    @MethodSource("repliesAndSleep")
    void theSessionRecoversFromAFaultAtEachCommand(Fault fault) {
        for (String command : COMMANDS) {
            strike(fault, command, 0);
            // the second opportunity of data mode: behind the data
            strike(fault, command, 0, dataMode());
        }
    }

    @Test
    void aSendWithoutOkIsAnsweredOrUnknown() {
        assertThat(strike(Fault.MISSING_OK, "AT+QCOAPSEND", 0)).isIn(Verdict.ANSWERED, Verdict.UNKNOWN);
    }

    @Test
    void aSendWithoutResultIsUnknownUnlessAnswered() {
        assertThat(strike(Fault.MISSING_RESULT, "AT+QCOAPSEND", 0)).isEqualTo(Verdict.ANSWERED);
        Trial silent = new Trial(++number, "POST", true, true, true, How.SILENT, 20, 20);
        assertThat(strike(Fault.MISSING_RESULT, "AT+QCOAPSEND", 0, silent)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aSendWithAnEarlyResultIsAnswered() {
        assertThat(strike(Fault.EARLY_RESULT, "AT+QCOAPSEND", 0)).isEqualTo(Verdict.ANSWERED);
    }

    /** Up to the end of the result; what follows it is cut, too, but has been told. */
    @ParameterizedTest
    @EnumSource(names = {"HANG_UP", "RESET"})
    void theSessionRecoversFromALossAmidAReply(Fault fault) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int skip : positions(fault, 22)) {
            verdicts.add(strike(fault, STATUS, skip));
        }
        for (String command : List.of("AT+QCOAPHEAD", "AT+QCOAPOPTION")) {
            for (int skip : positions(fault, 6)) {
                // the driver has its OK before the line feed behind it
                assertThat(strike(fault, command, skip)).isIn(Verdict.ANSWERED, Verdict.UNKNOWN);
            }
        }
        for (int skip : positions(fault, 21)) {
            verdicts.add(strike(fault, "AT+QCOAPSEND", skip));
        }
        assertThat(verdicts).contains(Verdict.ANSWERED, Verdict.UNKNOWN);
    }

    /** What is cut before {@code AT+QCOAPSEND} is complete has not been sent, and is when the module is back. */
    @ParameterizedTest
    @EnumSource(names = {"HANG_UP_IN", "RESET_IN"})
    void theSessionRecoversFromALossAmidACommand(Fault fault) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String command : List.of(STATUS, "AT+QCOAPHEAD")) {
            for (int skip : positions(fault, 25)) {
                verdicts.add(strike(fault, command, skip));
            }
        }
        assertThat(verdicts).doesNotContain(Verdict.NOT_SENT).contains(Verdict.ANSWERED);
        for (int skip : positions(fault, 60)) {
            verdicts.add(strike(fault, "AT+QCOAPOPTION", skip));
        }
        for (int skip : positions(fault, 600)) {
            verdicts.add(strike(fault, "AT+QCOAPSEND", skip, dataMode()));
        }
        assertThat(verdicts).contains(Verdict.UNKNOWN);
    }

    /** The response has been told when the status is asked ahead of the next message. */
    @ParameterizedTest
    @EnumSource(names = {"HANG_UP", "RESET", "HANG_UP_IN", "RESET_IN", "MISSING_OK", "DEEP_SLEEP_0"})
    void aFaultInTheStatusQueryLeavesTheSendAnswered(Fault fault) {
        for (int skip : fault.name().matches("HANG.*|RESET.*") ? positions(fault, 18) : new int[1]) {
            assertThat(strikeAsItIs(fault, STATUS, skip, Trial.post(++number))).isEqualTo(Verdict.ANSWERED);
        }
    }

    /** In the acknowledgement's URC, and in the response's. */
    @ParameterizedTest
    @EnumSource(names = {"HANG_UP", "RESET"})
    void aLossInASeparateResponseIsAnsweredOrUnknown(Fault fault) {
        for (int skip : List.of(30, 80, 150)) {
            Trial trial = Trial.get(++number, How.SEPARATE_CON);
            assertThat(strike(fault, "AT+QCOAPSEND", skip, trial)).isIn(Verdict.ANSWERED, Verdict.UNKNOWN);
        }
    }

    /** The response has been told when it is acknowledged. */
    @ParameterizedTest
    @EnumSource(names = {"HANG_UP_IN", "RESET_IN"})
    void aLossWhileAcknowledgingLeavesTheSendAnswered(Fault fault) {
        for (int skip : positions(fault, 18)) {
            Trial trial = Trial.get(++number, How.SEPARATE_CON);
            assertThat(strike(fault, "AT+QCOAPSEND", skip, trial)).isEqualTo(Verdict.ANSWERED);
        }
    }

    /** A body that is too long for the command line. */
    private Trial dataMode() {
        return Trial.post(++number, 600);
    }

    /** The first, the last, and one between, always the same. */
    private static int[] positions(Fault fault, int count) {
        return IntStream.concat(IntStream.of(0, count - 1), new SplittableRandom(fault.ordinal()).ints(1, 0, count))
                .sorted()
                .distinct()
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(names = {"SPLIT", "NUL"})
    void splitReadsAndNulsLeaveSendsAnswered(Fault fault) {
        for (String command : COMMANDS) {
            for (int skip : positions(fault, 6)) {
                assertThat(strike(fault, command, skip)).isEqualTo(Verdict.ANSWERED);
            }
        }
    }

    /** Pauses take their time, so commands get more of it. */
    @Test
    void splittingAllReadsChangesNoOutcome() throws Exception {
        rig.close();
        start(Rig.COMMAND_TIMEOUT.multipliedBy(10));
        rig.module().fault(Fault.SPLIT, 1);
        for (How how : How.values()) {
            Trial trial = Trial.get(++number, how);
            Exchange exchange = rig.send(trial);
            assertTrue(trial, exchange);
            assertThat(Verdict.of(exchange, true)).as("%s", trial).isEqualTo(withoutFault(how));
        }
        rig.module().noFaults();
        rig.awaitReady();
        assertAnswered();
    }

    private static Verdict withoutFault(How how) {
        if (how == How.RESET) {
            return Verdict.RESET;
        }
        return how.isAnswer() ? Verdict.ANSWERED : Verdict.UNKNOWN;
    }

    @ParameterizedTest
    @EnumSource(names = {"NOISE", "LOST_BYTE", "FLIPPED_BYTE", "NOISE_IN", "LOST_BYTE_IN", "FLIPPED_BYTE_IN"})
    void theSessionRecoversFromGarbledBytes(Fault fault) {
        for (String command : COMMANDS) {
            for (int skip : positions(fault, 6)) {
                makeDue(command);
                struck.clear();
                rig.module().inject(fault, command, skip);
                // what is told of it may be wrong, see docs/reliability.md
                rig.send(Trial.post(++number));
                awaitStruck(fault, command, skip);
                rig.module().noFaults();
                rig.awaitReady();
                assertRecovered();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NETWORK_LOSS", "NETWORK_DELAY", "NETWORK_REORDERING", "NETWORK_DUPLICATION"})
    void networkFaultsLeaveSendsAnswered(Fault fault) {
        for (How how : List.of(How.PIGGYBACKED, How.SEPARATE_CON, How.BEFORE_ACK)) {
            int datagrams = how == How.PIGGYBACKED ? 2 : 4; // with the acknowledgement of the response
            for (int skip = 0; skip < datagrams; skip++) {
                assertThat(strike(fault, "", skip, Trial.get(++number, how))).isEqualTo(Verdict.ANSWERED);
            }
        }
    }

    @Test
    void aDuplicateResponseUrcChangesNoOutcome() {
        for (How how : List.of(How.PIGGYBACKED, How.SEPARATE_CON, How.BEFORE_ACK)) {
            Trial trial = Trial.get(++number, how);
            assertThat(strike(Fault.DUPLICATE_URC, "", 0, trial)).isEqualTo(Verdict.ANSWERED);
        }
    }

    @Test
    void aDuplicateRequestUrcIsServedOnce() throws Exception {
        rig.module().inject(Fault.DUPLICATE_URC);
        int asked = ++number;
        Trial trial = dataMode();
        CompletableFuture<Response> answer = ask(asked, "served");
        Exchange exchange = rig.send(trial);
        assertServed(asked, answer);
        assertThat(struck).containsExactly(Fault.DUPLICATE_URC);
        assertTrue(trial, exchange);
        assertAnswered();
    }

    /** A response waits at the module until the commands of a reply, in data mode, make the point where it is printed. */
    @ParameterizedTest
    @EnumSource(names = {"URC_IN_ECHO", "URC_IN_REPLY", "URC_BEFORE_PROMPT", "URC_WITH_OK"})
    void aResponseUrcAmidCommandsReachesItsSend(Fault point) throws Exception {
        prepare(point);
        for (How how : List.of(How.PIGGYBACKED, How.SEPARATE_CON, How.BEFORE_ACK)) {
            // behind the acknowledgement, if that comes before it
            rig.module().inject(point, "", how == How.SEPARATE_CON ? 1 : 0);
            Trial trial = Trial.get(++number, how);
            CompletableFuture<Exchange> ended = rig.begin(trial);
            awaitHeld(point);
            int asked = ++number;
            assertServed(asked, ask(asked, "long"));
            Exchange exchange = ended.join();
            assertPrintedAt(point);
            assertThat(Verdict.of(exchange, true)).isEqualTo(Verdict.ANSWERED);
            assertTrue(trial, exchange);
            assertAnswered();
        }
    }

    /** The cloud's request waits at the module until the commands of an exchange make the point where it is printed. */
    @ParameterizedTest
    @EnumSource(names = {"URC_IN_ECHO", "URC_IN_REPLY", "URC_BEFORE_PROMPT", "URC_WITH_OK"})
    void aRequestUrcAmidCommandsIsServedOnce(Fault point) throws Exception {
        prepare(point);
        for (int i = 0; i < 3; i++) {
            rig.module().inject(point);
            int asked = ++number;
            CompletableFuture<Response> answer = ask(asked, "served");
            awaitHeld(point);
            Trial trial = dataMode();
            Exchange exchange = rig.send(trial);
            assertServed(asked, answer);
            assertPrintedAt(point);
            assertThat(exchange.getException()).isNull();
            assertTrue(trial, exchange);
            assertAnswered();
        }
    }

    /** The module has no echo, unless it is asked for. */
    private void prepare(Fault point) {
        if (point == Fault.URC_IN_ECHO) {
            rig.module().inject(Fault.ECHO_TOGGLE);
            assertAnswered();
            assertThat(struck).containsExactly(Fault.ECHO_TOGGLE);
        }
        struck.clear();
    }

    private void awaitHeld(Fault point) {
        // on a busy machine the idle AT may make the point before this is seen
        await().until(() -> held.contains(new UrcHeld(point, UrcHeld.Stage.WAITING)));
    }

    private void assertPrintedAt(Fault point) {
        assertThat(struck).containsExactly(point);
        assertThat(held).containsExactly(new UrcHeld(point, UrcHeld.Stage.WAITING));
        struck.clear();
        held.clear();
    }

    private CompletableFuture<Response> ask(int asked, String path) {
        return rig.cloud().ask(asked, true, path, Content.request(asked, 20));
    }

    private void assertServed(int asked, CompletableFuture<Response> answer) throws Exception {
        Response response = answer.get(30, TimeUnit.SECONDS);
        assertThat(Content.isAnswer(asked, response.getPayload())).isTrue();
        assertThat(rig.served(asked)).isOne();
    }

    @Test
    void withoutNetworkASendEndsAsNotSent() {
        rig.module().attach(false);
        Trial trial = Trial.post(++number);
        Exchange exchange = rig.send(trial);
        assertThat(Verdict.of(exchange, true)).isEqualTo(Verdict.NOT_SENT);
        rig.module().attach(true);
        assertAnswered();
        assertTrue(trial, exchange);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.Wire;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.Opener;
import io.github.bc66coap.qcoap.ConStatus;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransportFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an operator reads of a modem that isn't ready. */
class ReasonsTest extends ModemFixture {
    private static final String SILENT =
            "the module doesn't answer AT at 115200 baud: nothing comes at all; is it powered, awake, wired, at this baud rate?";
    private static final String GARBAGE =
            "the module doesn't answer AT at 115200 baud: what comes isn't text; is it at another baud rate?";
    private static final String TEXT =
            "the module doesn't answer AT at 115200 baud: what comes is text, but no answer; is something else on this line?";

    /** Starts; to each command, something comes that is no answer. */
    private Pending<Void> startAmong(String noise) {
        for (int i = 0; i < 5; i++) {
            module.on("AT", (fake, command) -> fake.emits(noise));
        }
        Pending<Void> answered = makeAndStart();
        loop.advance(COMMAND.multipliedBy(5).plusMillis(1));
        return answered;
    }

    private void assertStartFails(Pending<Void> answered, String reason) {
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).isEqualTo(reason);
        assertThatThrownBy(answered.future::join)
                .hasCauseInstanceOf(IOException.class)
                .hasRootCauseMessage(reason);
    }

    /** A peer may have said it, see SpoofedOptionsTest. */
    @Test
    void controlCharactersOfTheModuleAreMaskedInTheReason() {
        module.on("AT+QCOAPCREATE=5", (fake, command) -> fake.says("+CME ERROR: \u001b[2J"));
        module.on("AT+QCOAPCREATE=5", (fake, command) -> fake.says("+CME ERROR: \u001b[2J"));
        make();
        modem.start();
        loop.advance(Duration.ofSeconds(1));

        assertThat(modem.state().reason()).endsWith(" was refused: +CME ERROR: ?[2J");
    }

    @Test
    void theReasonSaysThatTheModuleIsSilent() {
        assertStartFails(startAmong(""), SILENT);
    }

    @Test
    void theReasonNamesTheTerminalServersBaudRate() {
        module.rateHint = "; the server has set its port to 9600 baud";
        assertStartFails(startAmong(""), SILENT + module.rateHint);
    }

    @Test
    void aSingleGlitchIsNotReportedAsGarbage() {
        module.on("AT", (fake, command) -> fake.emits("\u00FF\0"));
        for (int i = 0; i < 4; i++) {
            module.silentOn("AT");
        }
        Pending<Void> answered = makeAndStart();
        loop.advance(COMMAND.multipliedBy(5).plusMillis(1));
        assertStartFails(answered, SILENT);
    }

    /** What 115200 baud make of a module's 9600, and the other way round, with and without line ends by chance. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\u00E0\0\u00FC\u0080", "\u00F8\u00FE\r\n\u0000\u001C", "\u0098f\u00E6\u009E\u0006\u0018x\u00FE"
            })
    void anotherBaudRateIsSuspectedWhenGarbageComes(String noise) {
        assertStartFails(startAmong(noise), GARBAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT\r\r\n",
                "\r\nraspberrypi login: AT\r\nPassword: ",
                "+CEREG: 2\r\n",
                "\r\nGer\u00E4t im \u00DCberpr\u00FCfungsbetrieb\r\n"
            })
    void theReasonSaysThatTextCameButNoAnswer(String noise) {
        assertStartFails(startAmong(noise), TEXT);
    }

    @Test
    void suddenGarbageFromAReadyModuleSuggestsAnotherBaudRate() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        module.mute(true);
        module.emits("\u00FC\u0080\u00E0\0\u00FE".repeat(20));
        loop.advance(Duration.ofSeconds(59).plus(COMMAND.multipliedBy(4)).plusMillis(100));
        assertThat(modem.state().reason())
                .startsWith("the module doesn't answer any more")
                .endsWith(": what comes isn't text; is it at another baud rate?");
    }

    @Test
    void aPayloadOfStrangeBytesIsNoSignOfAnotherBaudRate() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        module.emits("\u00FC\u0080\u00E0\0\u00FE".repeat(20) + "\r\n");
        loop.advance(Duration.ofSeconds(60).plus(SOON));
        module.mute(true);
        loop.advance(Duration.ofSeconds(60).plus(COMMAND.multipliedBy(4)).plusMillis(100));
        assertThat(modem.state().reason())
                .isEqualTo("the module doesn't answer any more: AT was not answered (RESULT), 4 timeouts in a row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Port already in use",
                "Port's device already in use",
                "Device open failure: Value or file not found",
                "Device open failure: Object was already in use"
            })
    void aTerminalServersErrorIsTheReason(String error) {
        make();
        module.on("AT", (fake, command) -> fake.emits(error + "\r\n"));
        Pending<Void> answered = soon(track(modem.start()));
        assertStartFails(answered, "the terminal server says: " + error);
        assertThat(module.takeCommands()).containsExactly("AT");
        assertThat(module.isOpen()).isFalse();
        assertReadyAfter(Duration.ofSeconds(1));
    }

    @Test
    void aTerminalServersErrorTextFromAnAnsweringModuleIsIgnored() {
        ready();
        module.says("Port already in use");
        assertReadyAfter(SOON);
        module.restarts();
        module.says("Device open failure: x");
        assertReadyAfter(SOON);
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aLineClosedBeforeAnyAnswerIsTheReason() {
        make();
        module.on("AT", (fake, command) -> fake.hangsUp());
        Pending<Void> answered = soon(track(modem.start()));
        assertStartFails(answered, "the other side hung up before a module had answered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+CPIN: READY,OK | ; the SIM is ready, so it is coverage, antenna, APN or subscription",
                "+CPIN: SIM PUK,OK | ; the SIM waits for something: +CPIN: SIM PUK",
                "+CME ERROR: 10 | ; it can't read the SIM: AT+CPIN? was refused: +CME ERROR: 10",
            })
    void anAttachTimeoutsReasonNamesTheSimOrTheNetwork(String answer, String sim) {
        settings.attachTimeout = Duration.ofSeconds(2);
        module.attached = false;
        module.answer("AT+CPIN?", answer.split(","));
        makeAndStart();
        loop.advance(Duration.ofMillis(2200));
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).isEqualTo("the module has not attached to the network within 2 s" + sim);
    }

    @Test
    void anAttachTimeoutsReasonOmitsAnUnknownSim() {
        settings.attachTimeout = Duration.ofSeconds(2);
        module.attached = false;
        module.silentOn("AT+CPIN?");
        makeAndStart();
        loop.advance(Duration.ofMillis(2200).plus(COMMAND));
        assertThat(modem.state().reason()).isEqualTo("the module has not attached to the network within 2 s");
    }

    // answers that can't be read

    private void startWith(String test, String... answer) {
        module.answer(test, answer);
        makeAndStart();
        soon();
    }

    /** An OK shows that there are CoAP commands, whatever stands before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+QCOAPCREATE: (1-65535)",
                "+QCOAPCREATE: <1-65535>",
                "+QCOAPCREATE: <local_port>,<mode>,<psk_id>,<psk>",
                "+QCOAPCREATE: what?",
                "+QCOAPCREATE:"
            })
    void unreadableTestCommandReplyDoesNotPreventReady(String answer) {
        startWith("AT+QCOAPCREATE=?", answer, "OK");
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
    }

    @Test
    void aTestCommandsOkAloneDoesNotPreventReady() {
        startWith("AT+QCOAPCREATE=?", "OK");
        assertReadyAfter(COMMAND);
        assertThat(module.opened()).isEqualTo(1);
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
    }

    /** It may be the late answer to the command before. Then the answer to another shows that none is owed any more. */
    @Test
    void anOkAloneOnASuspectLineIsVerifiedByAnotherTestCommand() {
        ready();
        for (int i = 0; i < 4; i++) {
            module.silentOn("AT");
        }
        track(modem.status());
        loop.advance(COMMAND.multipliedBy(4).plusMillis(1));
        module.answer("AT+QCOAPCREATE=?", "OK");
        module.takeCommands();
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(module.takeCommands()).contains("AT+QCOAPCREATE=?", "AT+QCOAPHEAD=?");
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
    }

    @Test
    void anUnreadableAnswerIsTheReason() {
        startWith("AT+CGATT?", "+CGATT: maybe", "OK");
        assertThat(modem.state().phase()).isNotEqualTo(Phase.READY);
        assertThat(modem.state().reason()).isEqualTo("the reply to AT+CGATT? can't be read: +CGATT: maybe");
    }

    @Test
    void anUnknownStatusNumberIsUnreadableAndNoTimeout() {
        ready();
        module.answer("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 6", "OK");
        Pending<CommandOutcome<ConStatus>> status = soon(track(modem.status()));
        assertThat(status.get())
                .isEqualTo(new CommandOutcome.Unreadable<>("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 6"));
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.READY, ""));
    }

    /** Not that the module waits for an acknowledgement: what waits goes on. */
    @Test
    void anUnknownStatusNumberHoldsUpNoSendBehindAnUnawaitedCon() {
        ready();
        send(request(SERVER, MessageType.CON, 7, false, CoapOptions.EMPTY, new byte[0]));
        soon();
        module.answer("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 6", "OK");
        module.answer("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 6", "OK");
        assertThat(soon(sendNon(8)).get()).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aConIsSentAfterAnUnknownStatusNumber() {
        ready();
        sent(7);
        module.says(piggybacked(7, "01"));
        module.answer("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 6", "OK");
        sent(8);
        assertThat(module.takeCommands()).endsWith("AT+QCOAPDATASTATUS?", head(8), sendGet(SERVER));
    }

    @Test
    void anUnreadableSendResultMakesTheOutcomeUnknown() {
        ready();
        module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: fine");
        Pending<SendOutcome> sent = soon(send(get(7)));
        assertThat(sent.get())
                .isEqualTo(new SendOutcome.Unknown(
                        "the reply to " + sendGet(SERVER) + " can't be read: +QCOAPSEND: fine"));
    }

    /** Asked once: nothing would come of asking again. */
    @Test
    void firmwareThatHidesItsSettingsIsAskedOnce() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        module.answer("AT+QCOAPCFG?", "OK").answer("AT+QCOAPCFG?", "OK");
        loop.advance(Duration.ofMinutes(5));
        assertThat(module.takeCommands()).containsOnlyOnce("AT+QCOAPCFG?");
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
        module.restarts();
        loop.advance(Duration.ofMinutes(2));
        assertThat(module.takeCommands()).contains("AT+QCOAPCFG?");
    }

    @Test
    void afterDeepSleepUnreadableSettingsAreWrittenAnew() {
        ready();
        module.answer("AT+QCOAPCFG?", "+QCOAPCFG: 1,1", "OK");
        assertThat(says("+QCOAPURC: recovered,0")).isEqualTo(list("AT+QCOAPCFG?", CONFIGURE));
        assertThat(modem.state().isReady()).isTrue();
    }

    // other dialects

    @Test
    void aForeignCoapDialectIsNamedInTheReason() {
        module.answer("AT+QCOAPOPEN=?", "+QCOAPOPEN: (0-4),<host>,(1-65535)", "OK");
        startWith("AT+QCOAPCREATE=?", "ERROR");
        assertThat(modem.state().reason())
                .isEqualTo("the module's firmware has no CoAP commands: it refuses AT+QCOAPCREATE=?; it speaks another"
                        + " CoAP dialect, that of AT+QCOAPOPEN, which is not a BC66's");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOlderCoapDialectIsNamedInTheReason(boolean contextInTheWay) {
        module.context = contextInTheWay;
        module.refuse("AT+QCOAPCREATE=5").refuse("AT+QCOAPCREATE=5");
        startWith("AT+QCOAPCREATE=?", "+QCOAPCREATE: (1-65535)", "OK");
        assertThat(modem.state().reason())
                .isEqualTo("AT+QCOAPCREATE=56830,0 was refused: ERROR; it may speak an older CoAP dialect,"
                        + " AT+QCOAPCREATE=<local_port> and data ended by Ctrl-Z, which is not spoken here: update the"
                        + " firmware");
    }

    // opening that hangs

    /** Threads that don't begin until they are told to. */
    private static final class Hanging {
        private final List<Runnable> tasks = new ArrayList<>();

        void comesBack() {
            tasks.remove(0).run();
        }
    }

    @Test
    void hangingOpeningIsReportedOnceAndUsedWhenItReturns() {
        Hanging hanging = new Hanging();
        make(new Connector(loop, module, hanging.tasks::add, FakeLine::wire, () -> false));
        Pending<Void> answered = track(modem.start());
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(Duration.ofMillis(14_999));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.OPENING, ""));
        assertThat(answered.isDone()).isFalse();

        String reason = "the line is still being opened after 15 s: the system's name resolution or a driver hangs";
        loop.advance(Duration.ofMillis(1));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.OPENING, reason));
        assertThatThrownBy(answered.future::join).hasRootCauseMessage(reason);

        loop.advance(RESPONSE);
        assertThat(sent.get())
                .isEqualTo(new SendOutcome.Unavailable("the modem was not ready for 93 s: OPENING (" + reason + ")"));
        assertThat(hanging.tasks).as("no thread more for each attempt").hasSize(1);

        hanging.comesBack();
        assertReadyAfter(SOON);
        assertThat(modem.state().reason()).isEmpty();
    }

    @Test
    void theReasonSaysThatAnOpeningWaitsForItsTurn() {
        List<Duration> asked = new ArrayList<>();
        List<Duration> told = new ArrayList<>();
        List<Runnable> waiting = new ArrayList<>();
        long begin = loop.nanoTime();
        Opener busy = new Opener() {
            @Override
            public void open(Runnable opening) {
                waiting.add(opening);
            }

            @Override
            public boolean hasBegun(Runnable opening) {
                asked.add(Duration.ofNanos(loop.nanoTime() - begin));
                return asked.size() > 8;
            }

            @Override
            public void takesLong(Runnable opening) {
                told.add(Duration.ofNanos(loop.nanoTime() - begin));
            }
        };
        make(new Connector(loop, module, busy, FakeLine::wire, () -> false));
        Pending<Void> answered = track(modem.start());
        loop.advance(Duration.ofSeconds(60));
        assertThatThrownBy(answered.future::join)
                .hasRootCauseMessage("the line is still being opened after 15 s: so many hosts don't answer "
                        + "that it waits for its turn");
        assertThat(asked)
                .as("until it has begun")
                .extracting(Duration::toSeconds)
                .containsExactly(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L);
        assertThat(told).extracting(Duration::toSeconds).containsExactly(20L);
        waiting.remove(0).run();
        assertReadyAfter(SOON);
    }

    @Test
    void aStopDoesNotWaitForAnOpeningThatHangs() {
        Hanging hanging = new Hanging();
        make(new Connector(loop, module, hanging.tasks::add, FakeLine::wire, () -> false));
        tryToStart();
        loop.advance(Duration.ofSeconds(20));
        Pending<Void> stopped = track(modem.stop());
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(stopped.isDone()).isTrue();
        hanging.comesBack();
        loop.run();
        assertThat(module.opened()).isEqualTo(1);
        assertThat(module.isOpen()).as("closed, as nobody wants it").isFalse();
    }

    /** The thread that has opened it hands it over just when the modem is stopped. */
    @Test
    void aLineThatIsHandedOverToAModemThatStopsIsClosed() {
        Hanging hanging = new Hanging();
        make(new Connector(loop, module, hanging.tasks::add, FakeLine::wire, () -> false));
        tryToStart();
        loop.run();
        Pending<Void> stopped = track(modem.stop());
        hanging.comesBack();
        assertThat(module.isOpen()).isTrue();
        loop.run();
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.isOpen()).as("closed, as nobody wants it").isFalse();
    }

    /** Its driver hangs, or waits for another port's that hangs. */
    @Test
    void aLineIsReopenedOnlyWhenItsHangingCloseReturns() {
        ready();
        Pending<SendOutcome> underWay = sent(7);
        module.closingHangs(true);
        module.hangsUp();
        assertThat(underWay.get()).isEqualTo(new SendOutcome.Unknown("the other side hung up"));
        loop.advance(Duration.ofSeconds(16));
        assertThat(modem.state().phase()).isEqualTo(Phase.OPENING);
        assertThat(modem.state().reason()).startsWith("the line is still being opened after 15 s");
        loop.advance(Duration.ofHours(1));
        assertThat(module.opened()).isEqualTo(1);
        module.closingHangs(false);
        assertReadyAfter(SOON);
        assertThat(module.opened()).isEqualTo(2);
    }

    @Test
    void aStopWaitsUntilTheLineIsGivenBack() {
        ready();
        module.closingHangs(true);
        Pending<Void> stopped = track(modem.stop());
        loop.advance(Duration.ofSeconds(20));
        assertThat(stopped.isDone()).isFalse();
        assertThat(modem.state().phase()).isEqualTo(Phase.STOPPING);
        module.closingHangs(false);
        assertThat(stopped.isDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStopWaitsForALostLinesCloseAndOpensNoNewLine(boolean opening) {
        ready();
        module.closingHangs(true);
        module.hangsUp();
        loop.advance(opening ? RECONNECT : Duration.ZERO);
        assertThat(modem.state().phase()).isEqualTo(opening ? Phase.OPENING : Phase.WAITING);
        Pending<Void> stopped = track(modem.stop());
        loop.advance(Duration.ofSeconds(20));
        assertThat(stopped.isDone()).isFalse();
        module.closingHangs(false);
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.opened()).isEqualTo(1);
    }

    // what a transport that somebody else has written, or a system at its limits, may throw

    private static final String NO_THREAD = "unable to create native thread";

    private void assertFirstStartFailsAndTheNextDoesNot(Connector connector, String reason) {
        make(connector);
        Pending<Void> answered = track(modem.start());
        loop.run();
        assertStartFails(answered, reason);
        assertThat(module.isOpen()).isFalse();
        assertReadyAfter(Duration.ofSeconds(1));
    }

    private Runnable failingFirst(int times) {
        AtomicInteger calls = new AtomicInteger();
        return () -> {
            if (calls.getAndIncrement() < times) {
                throw new Error(NO_THREAD);
            }
        };
    }

    @Test
    void anOpeningThatEndsWithAnErrorIsTriedAgain() {
        Runnable fails = failingFirst(1);
        ModemTransportFactory transports = (device, line) -> {
            fails.run();
            return module.open(device, line);
        };
        assertFirstStartFailsAndTheNextDoesNot(
                new Connector(loop, transports, loop::execute, FakeLine::wire, () -> false), NO_THREAD);
    }

    @Test
    void anOpeningForWhichThereIsNoThreadIsTriedAgain() {
        Runnable fails = failingFirst(1);
        Opener threads = task -> {
            fails.run();
            loop.execute(task);
        };
        assertFirstStartFailsAndTheNextDoesNot(
                new Connector(loop, module, threads, FakeLine::wire, () -> false), NO_THREAD);
    }

    @Test
    void aRetryForWhichThereIsNoThreadIsRepeated() {
        Runnable fails = failingFirst(5);
        Opener threads = task -> {
            fails.run();
            loop.execute(task);
        };
        make(new Connector(loop, module, threads, FakeLine::wire, () -> false));
        tryToStart();
        assertReadyAfter(Duration.ofMinutes(1));
    }

    @Test
    void lineWithoutAReadingThreadIsClosedAndOpenedAgain() {
        Runnable fails = failingFirst(1);
        Connector connector = new Connector(
                loop,
                module,
                loop::execute,
                transport -> new StartedWire(FakeLine.wire(transport), fails),
                () -> false);
        assertFirstStartFailsAndTheNextDoesNot(connector, "the line can't be used: " + NO_THREAD);
    }

    /** A wire with something that happens when it begins to deliver. */
    private record StartedWire(Wire wire, Runnable atStart) implements Wire {
        @Override
        public void start(Sink sink) {
            atStart.run();
            wire.start(sink);
        }

        @Override
        public CompletableFuture<Void> write(byte[] bytes) {
            return wire.write(bytes);
        }

        @Override
        public CompletableFuture<Boolean> drive(ControlLine line, boolean active) {
            return wire.drive(line, active);
        }

        @Override
        public Duration transmitTime(int bytes) {
            return wire.transmitTime(bytes);
        }

        @Override
        public CompletableFuture<Void> close() {
            return wire.close();
        }
    }

    // attempts

    @Test
    void theReasonLastsUntilTheLineOpensAndAttemptsAreCounted() {
        ready();
        module.hangsUp();
        module.refuseOpening("Can't open fake: there is no such device");
        soon();
        List<ModemState> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ModemState state = modem.state();
            assertThat(state.phase()).isEqualTo(Phase.WAITING);
            waits.add(state);
            while (modem.state().equals(state)) {
                loop.advance(Duration.ofMillis(10));
            }
        }
        assertThat(waits).extracting(ModemState::failedAttempts).isSorted().doesNotHaveDuplicates();
        assertThat(waits.get(0).retryDelay()).isBetween(RECONNECT.dividedBy(2), RECONNECT.multipliedBy(2));
        assertThat(waits.get(3).retryDelay()).isGreaterThan(waits.get(0).retryDelay());
        assertThat(waits.get(3).reason()).isEqualTo("Can't open fake: there is no such device");

        module.refuseOpening(null);
        module.silentOn("AT");
        advanceUntil(Phase.WAKING);
        assertThat(modem.state().reason()).as("the device is there").isEmpty();
        assertThat(modem.state().failedAttempts()).isGreaterThan(3);
        assertThat(modem.state().retryDelay()).isZero();
        loop.advance(COMMAND.plus(SOON));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.READY, ""));
        assertThat(count(Counter.RECONNECTS)).isEqualTo(1);
    }

    /** Whoever waits for the state in another thread, or watches, reads the counter next. */
    @Test
    void aReconnectionIsCountedWhenTheStateIsReady() {
        ready();
        List<Long> counts = new ArrayList<>();
        watchers.add((device, event) -> {
            if (event instanceof ModemEvent.State change && change.state().isReady()) {
                counts.add(count(Counter.RECONNECTS));
            }
        });
        module.hangsUp();
        loop.advance(RECONNECT.multipliedBy(4));
        assertThat(counts).containsExactly(1L);
    }

    @Test
    void aFirstConnectionIsNoReconnection() {
        module.refuseOpening("busy");
        makeAndTryToStart();
        soon();
        module.refuseOpening(null);
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(count(Counter.RECONNECTS)).isZero();
    }

    @Test
    void aRestartIsTheReasonUntilTheModuleIsReady() {
        ready();
        module.attached = false;
        module.restarts();
        soon();
        assertThat(modem.state()).hasToString("ATTACHING (the module restarted)");
    }
}

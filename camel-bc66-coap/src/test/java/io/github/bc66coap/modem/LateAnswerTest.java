// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each command that the component sends, its answer delayed past the deadline, so that it comes during the first, second or
 * third probe, while the module is woken, or after the line has been opened again. The next request's first command is
 * refused, and that one after it is answered: both must be seen.
 */
class LateAnswerTest extends ModemFixture {
    /** Of a context on any port. */
    private static final String CREATE = "AT+QCOAPCREATE=5";

    private static final String REFUSAL = "+CME ERROR: 99";

    /** How long after the deadline, in ms: probes leave 0, 2, 4 s after it, further ones to wake the module at 6 to 14 s. */
    private static final List<Integer> DELAYS = List.of(1, 8, 1999, 2001, 4001, 6001, 9001, 13_001, 16_501);

    /** What makes the component send a command on a ready line. */
    private enum Command {
        STATUS("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 4", "OK"),
        HEAD("AT+QCOAPHEAD=5,", "OK"),
        OPTION("AT+QCOAPOPTION=", "OK"),
        SEND("AT+QCOAPSEND=", "OK", "+QCOAPSEND: 0"),
        RESULT_OF_DATA("<", "OK", "+QCOAPSEND: 0"),
        ADDRES("AT+QCOAPADDRES=", "OK"),
        CFG_READ("AT+QCOAPCFG?", "+QCOAPCFG: \"Showra\",0", "+QCOAPCFG: \"Showrspopt\",0", "OK"),
        CFG_WRITE("AT+QCOAPCFG=\"Showra\"", "OK"),
        RAW("AT+CSQ", "+CSQ: 20,0", "OK"),
        RAW_FREE_TEXT("ATI", "Quectel_Ltd", "OK"),
        USERS_STATUS("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 1", "OK"),
        KEEP_ALIVE("AT", "OK");

        private final String start;
        private final String[] answer;

        Command(String start, String... answer) {
            this.start = start;
            this.answer = answer;
        }
    }

    static Stream<Arguments> commandsAndDelays() {
        return Stream.of(Command.values())
                .flatMap(command -> DELAYS.stream().map(delay -> Arguments.of(command, delay)));
    }

    /** Makes the component send the command, and says what must hold of its result. */
    private Runnable provoke(Command command) {
        switch (command) {
            case RAW, RAW_FREE_TEXT -> {
                Pending<CommandOutcome<List<String>>> raw = track(modem.command(new RawCommand(command.start), true));
                return () -> assertThat(raw.get()).isInstanceOf(CommandOutcome.NoAnswer.class);
            }
            case USERS_STATUS -> {
                Pending<?> status = track(modem.status());
                return () -> assertThat(status.get()).isInstanceOf(CommandOutcome.NoAnswer.class);
            }
            case ADDRES -> modem.serve(service("/late", false, false, (request, sent) -> null));
            case CFG_READ, CFG_WRITE -> module.says("+QCOAPURC: recovered,0");
            case KEEP_ALIVE -> loop.advance(settings.keepAliveInterval.minus(SOON));
            case STATUS, HEAD, OPTION -> {
                // nothing had left, so it is sent when the line has been checked
                Pending<SendOutcome> sent = send(request(SERVER, MessageType.NON, 2, false, path("a"), new byte[3]));
                return () -> assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
            }
            default -> {
                byte[] payload = new byte[command == Command.RESULT_OF_DATA ? 600 : 3];
                Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 2, true, path("a"), payload));
                return () -> assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
            }
        }
        return () -> {};
    }

    private void prepare(Command command) {
        if (command == Command.KEEP_ALIVE) {
            settings.keepAliveInterval = Duration.ofSeconds(60);
        }
        ready();
        if (command == Command.STATUS) {
            statusStaysDue();
            assertPiggybackAnswers(sent(1), 1, "01");
            soon();
        }
        if (command == Command.CFG_WRITE) {
            module.showAddress = false;
        }
    }

    private void assertNothingWasCredited(Runnable result) {
        module.answer("AT+QCOAPHEAD=5,30,", REFUSAL);
        Pending<SendOutcome> refused = send(get(30));
        Pending<SendOutcome> failed = sendNon(31);
        Pending<SendOutcome> next = send(get(32));
        loop.advance(Duration.ofSeconds(80));
        result.run();
        assertThat(refused.get()).isEqualTo(new SendOutcome.Refused(new CommandOutcome.Refused<>(head(30), REFUSAL)));
        assertThat(failed.isDone()).isTrue();
        module.says(piggybacked(32, "32"));
        loop.advance(COMMAND);
        assertAnswered(next, "32");
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.context).isTrue();
        assertThat(module.showAddress).isTrue();
        assertThat(module.scriptsLeft()).isZero();
    }

    @ParameterizedTest
    @MethodSource("commandsAndDelays")
    void aLateReplyIsCreditedToNoOtherCommand(Command command, int delay) {
        prepare(command);
        module.stall(command.start, COMMAND.plusMillis(delay), command.answer);
        Runnable result = provoke(command);
        assertNothingWasCredited(result);
    }

    @ParameterizedTest
    @MethodSource("commandsAndDelays")
    void aLateRefusalIsCreditedToNoOtherCommand(Command command, int delay) {
        prepare(command);
        module.stall(command.start, COMMAND.plusMillis(delay), "ERROR");
        assertNothingWasCredited(provoke(command));
    }

    /** The information comes in time, or not, and the result code later still. */
    @ParameterizedTest
    @CsvSource({"STATUS,-500,1", "STATUS,1,2001", "STATUS,2001,4001", "CFG_READ,-500,1", "CFG_READ,1,2001", "RAW,1,2001"
    })
    void aLateReplyInPiecesIsCreditedToNoOtherCommand(Command command, int information, int result) {
        prepare(command);
        module.on(command.start, (fake, line) -> {
            for (int i = 0; i < command.answer.length; i++) {
                String piece = command.answer[i];
                boolean last = i == command.answer.length - 1;
                loop.schedule(COMMAND.plusMillis(last ? result : information), () -> fake.says(piece));
            }
        });
        module.stall("AT", Duration.ofMillis(Math.max(1, result)), "OK");
        assertNothingWasCredited(provoke(command));
    }

    /** Two commands in a row are late, so that two answers come at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2001, 4001, 7001})
    void lateRepliesOfCommandAndProbeAreCreditedToNoOtherCommand(int delay) {
        prepare(Command.HEAD);
        module.stall("AT+QCOAPHEAD=5,", COMMAND.plusMillis(delay), "OK").stall("AT", COMMAND.plusMillis(delay), "OK");
        assertNothingWasCredited(provoke(Command.HEAD));
    }

    // on the way to ready

    static Stream<Arguments> stepsAndDelays() {
        return Stream.of(
                        "ATE0",
                        "AT+QCOAPCREATE=?",
                        "AT+QSCLK=0",
                        "AT+CGATT?",
                        "AT+CPIN?",
                        "AT+QCOAPCREATE=56830,0",
                        "AT+QCOAPCREATE=56830,1,",
                        "AT+QCOAPDEL",
                        "AT+QCOAPCFG=\"Showra\",1",
                        "AT+QCOAPCFG=\"Showrspopt\",1",
                        "AT+QCOAPADDRES=2,\"/1\"",
                        "AT")
                .flatMap(step -> DELAYS.stream().map(delay -> Arguments.of(step, delay)));
    }

    private void initialise(String step) {
        settings.resources = List.of("/1");
        settings.initCommands = List.of("AT+QSCLK=0");
        if (step.startsWith("AT+QCOAPCREATE=56830,1")) {
            settings.psk = new Psk("me", "00112233");
        }
        // what tells a wrong answer by its form would hide what the steps themselves take
        settings.attachTimeout = step.equals("AT+CGATT?") ? settings.attachTimeout : Duration.ZERO;
        if (step.equals("AT+CPIN?")) {
            // asked only when there has been no network for too long, that is twice; then there is
            settings.attachTimeout = Duration.ofMillis(1);
            module.answer("AT+CGATT?", "+CGATT: 0", "OK").answer("AT+CGATT?", "+CGATT: 0", "OK");
        }
        // so that a context that is made late is answered by OK
        module.context = !step.startsWith("AT+QCOAPCREATE=56830");
        makeAndTryToStart();
    }

    /** In the attempt that follows, the context is in the way, and then a setting is refused: each refusal is seen as what it is. */
    private void assertTheNextAttemptCreditsNothing(String step) {
        // what comes behind the greeting comes in the first attempt
        loop.advance(step.equals("AT") ? COMMAND.dividedBy(2) : COMMAND.plusMillis(100));
        module.takeCommands();
        module.on(CREATE, (fake, command) -> {
            fake.context = true;
            loop.schedule(FakeModule.LATENCY, () -> fake.usual(command));
        });
        module.refuse("AT+QCOAPCFG=\"Showra\",1");
        loop.advance(Duration.ofMinutes(2));
        List<String> commands = module.takeCommands();
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
        assertThat(module.scriptsLeft()).isZero();
        assertThat(module.context).isTrue();
        assertThat(module.showAddress).isTrue();
        assertThat(module.showOptions).isTrue();
        assertThat(behind(CREATE, commands)).startsWith("AT+QCOAPDEL", CREATE);
        assertThat(behind("AT+QCOAPCFG=\"Showra\",1", commands))
                .startsWith("AT")
                .contains("AT+QCOAPDEL");
        assertNothingWasCredited(() -> {});
    }

    /** The commands behind the first of these, without what contexts are made of. */
    private static List<String> behind(String start, List<String> commands) {
        List<String> all = commands.stream()
                .map(command -> command.startsWith(CREATE) ? CREATE : command)
                .toList();
        return all.subList(all.indexOf(start) + 1, all.size());
    }

    @ParameterizedTest
    @MethodSource("stepsAndDelays")
    void aLateReplyDuringTheStartIsCreditedToNoOtherStep(String step, int delay) {
        module.stall(step, COMMAND.plusMillis(delay));
        initialise(step);
        assertTheNextAttemptCreditsNothing(step);
    }

    @ParameterizedTest
    @MethodSource("stepsAndDelays")
    void aLateRefusalDuringTheStartIsCreditedToNoOtherStep(String step, int delay) {
        module.stall(step, COMMAND.plusMillis(delay), "ERROR");
        initialise(step);
        assertTheNextAttemptCreditsNothing(step);
    }

    // outcomes

    /**
     * Sends a NON whose outcome comes that long after its deadline; {@code null}: never. The module has printed one before, so that
     * this one is missed.
     */
    private Pending<SendOutcome> sendWithLateOutcome(Integer delay) {
        assertWorksAtOnce(0);
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.says("OK");
            if (delay != null) {
                loop.schedule(COMMAND.plusMillis(delay), () -> fake.says("+QCOAPSEND: 0"));
            }
        });
        return sendNon(1);
    }

    private void readyWithAMissedOutcome() {
        ready();
        sendWithLateOutcome(null);
        loop.advance(COMMAND.plus(SOON));
    }

    /** While the status is asked, during the next request's commands, or when nothing is under way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 12, 17, 220})
    void aLateOutcomeBeforeTheNextSendIsCreditedToNoSend(int delay) {
        ready();
        Pending<SendOutcome> late = sendWithLateOutcome(delay);
        loop.advance(COMMAND.plusMillis(delay < 20 ? -1 : 200));
        module.stall("AT+QCOAPHEAD=5,2,", Duration.ofMillis(50)).answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: 3");
        Pending<SendOutcome> next = sendNon(2);
        loop.advance(Duration.ofMillis(400));
        assertThat(late.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(next.get()).isEqualTo(new SendOutcome.Failed("+QCOAPSEND: 3"));
        assertWorksAtOnce(3);
    }

    private void assertWorksAtOnce(int messageId) {
        assertThat(soon(sendNon(messageId)).get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** The owed outcome and the message's own, in whichever order they and OK come: what is not clear is nobody's. */
    @ParameterizedTest
    @CsvSource({
        "0 OK 0,true",
        "OK 0 0,true",
        "0 0 OK,true",
        "0 OK 3,false",
        "OK 0 3,false",
        "0 3 OK,false",
        "3 OK 0,false",
        "OK 3 0,false",
        "3 0 OK,false"
    })
    void anAmbiguousOutcomeDuringTheNextSendIsCreditedToNoSend(String order, boolean clear) {
        ready();
        Pending<SendOutcome> late = sendWithLateOutcome(null);
        loop.advance(COMMAND.plus(SOON));
        assertThat(late.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        module.on("AT+QCOAPSEND", (fake, line) -> {
            for (String word : order.split(" ")) {
                fake.says(word.equals("OK") ? word : "+QCOAPSEND: " + word);
            }
        });
        assertThat(soon(sendNon(2)).get()).isInstanceOf(clear ? SendOutcome.Sent.class : SendOutcome.NoAnswer.class);
        assertWorksAtOnce(3);
    }

    /** One outcome for two messages: nobody can say whose it is, so it is nobody's. And the next one is clear again. */
    @ParameterizedTest
    @CsvSource({"+QCOAPSEND: 0,OK", "OK,+QCOAPSEND: 0", "+QCOAPSEND: 3,OK", "OK,+QCOAPSEND: 3"})
    void oneOutcomeForTwoSendsIsCreditedToNeitherSend(String first, String second) {
        readyWithAMissedOutcome();
        module.answer("AT+QCOAPSEND", first, second);
        Pending<SendOutcome> next = sendNon(2);
        loop.advance(COMMAND.plus(SOON));
        assertThat(next.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertWorksAtOnce(3);
    }

    /** What comes over the air says more than an outcome. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAcknowledgedRequestKeepsWaitingThoughAnOutcomeIsOwed(boolean separate) {
        readyWithAMissedOutcome();
        Pending<SendOutcome> next = soon(send(get(2)));
        module.says(emptyAck(2));
        loop.advance(COMMAND.plus(SOON));
        assertThat(next.isDone()).isFalse();
        if (separate) {
            loop.advance(Duration.ofSeconds(20));
        }
        assertSeparateAnswers(next, 700, "02");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noEarlierOutcomeIsExpectedInANewContextOrAfterARestart(boolean restart) {
        readyWithAMissedOutcome();
        if (restart) {
            module.restarts();
        } else {
            module.forget();
            module.says("+QCOAPURC: recovered,1");
        }
        soon();
        assertWorksAtOnce(2);
    }

    /** OK late, then the outcome late: two debts of one command. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2001, 4001})
    void anOutcomeAfterALateOkIsCreditedToNoOtherSend(int delay) {
        ready();
        module.stall("AT+QCOAPSEND", COMMAND.plusMillis(delay), "OK");
        Pending<SendOutcome> late = sendNon(1);
        loop.advance(COMMAND.plusMillis(delay).plus(SOON));
        assertThat(late.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        module.answer("AT+QCOAPSEND", "+QCOAPSEND: 0", "OK", "+QCOAPSEND: 3");
        assertThat(soon(sendNon(2)).get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertWorksAtOnce(3);
    }

    // data mode

    private static final String DATA = "P".repeat(600);

    private Pending<SendOutcome> sendData(int messageId) {
        return send(request(SERVER, MessageType.NON, messageId, false, CoapOptions.EMPTY, DATA.getBytes()));
    }

    private List<String> messages() {
        return module.commands().stream().filter(line -> line.startsWith("<")).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 1990})
    void aPromptIsAwaitedForTwiceTheCommandTimeout(int delay) {
        ready();
        module.stall("AT+QCOAPSEND", COMMAND.plusMillis(delay));
        Pending<SendOutcome> sent = sendData(1);
        loop.advance(COMMAND.plusMillis(delay).plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(messages()).containsExactly("<" + DATA + ">");
    }

    /** Nothing but the message itself and what ends data mode is given to a module that may take it for a payload. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1999, 2001, 4001, 7001, 12_001})
    void latePromptNeverReportsAMessageAsSent(int delay) {
        ready();
        module.stall("AT+QCOAPSEND", COMMAND.multipliedBy(2).plusMillis(delay));
        Pending<SendOutcome> sent = sendData(1);
        Pending<SendOutcome> next = sendNon(2);
        loop.advance(Duration.ofSeconds(90));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(next.isDone()).isTrue();
        // the probe that was under way, then carriage returns, and no byte of the message
        assertThat(messages())
                .singleElement()
                .asString()
                .matches("<(AT\r)*\r+(AT\r)*\r*>")
                .hasSize(602);
        assertThat(count(Counter.DATA_MODE_FILLED)).isPositive();
        assertThat(modem.state().isReady()).isTrue();
        loop.advance(SEND);
        assertWorksAtOnce(3);
    }

    @Test
    void afterALostPromptDataModeIsFilledWithoutANewInitialisation() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.awaitData(600));
        Pending<SendOutcome> sent = sendData(1);
        loop.advance(COMMAND.multipliedBy(4).plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(messages()).hasSize(1);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(count(Counter.DATA_MODE_FILLED)).isEqualTo(1);
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
    }

    @Test
    void afterALostSendCommandNoDataModeIsFilled() {
        ready();
        module.silentOn("AT+QCOAPSEND");
        Pending<SendOutcome> sent = sendData(1);
        loop.advance(COMMAND.multipliedBy(2).plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(count(Counter.DATA_MODE_FILLED)).isZero();
        assertWorksAtOnce(2);
        module.silentOn("AT");
        module.silentOn("AT+QCOAPHEAD");
        sendNon(3);
        loop.advance(COMMAND.multipliedBy(3));
        assertThat(count(Counter.DATA_MODE_FILLED)).isZero();
    }

    /** A byte of the data is lost on the line: the module waits for one more. */
    @Test
    void dataThatDidNotArriveAreNotReportedAsSent() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.awaitData(601);
            fake.says(">");
        });
        Pending<SendOutcome> sent = sendData(1);
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(messages()).hasSize(1);
        assertThat(modem.state().isReady()).isTrue();
        loop.advance(SEND);
        assertWorksAtOnce(2);
    }

    /** Not even what leads out of data mode can be written. */
    @Test
    void aLineThatGetsStuckInDataModeIsOpenedAgain() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.awaitData(600));
        Pending<SendOutcome> sent = sendData(1);
        loop.advance(COMMAND.multipliedBy(2).plus(SOON));
        module.stuck(true);
        loop.advance(COMMAND.multipliedBy(3));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(modem.state().reason()).contains("WRITTEN");
        module.stuck(false);
        assertReadyAfter(Duration.ofSeconds(5));
        assertThat(module.opened()).isEqualTo(2);
        assertWorksAtOnce(2);
    }

    @Test
    void aModuleLeftInDataModeByAHangUpReturnsToCommandMode() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.awaitData(600);
            fake.hangsUp();
        });
        Pending<SendOutcome> sent = sendData(1);
        loop.advance(Duration.ofSeconds(5));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(messages()).hasSize(1);
        assertWorksAtOnce(2);
    }

    /** A gateway that crashed may have left it so. */
    @Test
    void aModuleFoundInDataModeAtTheStartReturnsToCommandMode() {
        make();
        module.awaitData(1024);
        Pending<Void> answered = track(modem.start());
        loop.advance(COMMAND.plus(SOON));
        assertThat(answered.isDone()).isTrue();
        assertThat(modem.state().isReady()).isTrue();
        assertThat(count(Counter.DATA_MODE_FILLED)).isEqualTo(1);
    }

    @Test
    void aRestartEndsDataMode() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.awaitData(600);
            fake.restarts();
        });
        sendData(1);
        assertReadyAfter(SOON);
        module.silentOn("AT");
        module.silentOn("AT+QCOAPHEAD");
        sendNon(3);
        loop.advance(COMMAND.multipliedBy(3));
        assertThat(count(Counter.DATA_MODE_FILLED)).isZero();
    }

    /** The message that filling has completed may be answered; its content was not what was sent. */
    @Test
    void theResponseToAMessageThatWasFilledAnswersNoRequest() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.awaitData(600));
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 1, true, CoapOptions.EMPTY, DATA.getBytes()));
        Pending<SendOutcome> next = send(get(2));
        loop.advance(COMMAND.multipliedBy(4).plus(SOON));
        module.says(piggybacked(1, "01"));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        List<Object> answers = new ArrayList<>(events.responses);
        assertThat(answers).hasSize(1);
        loop.advance(COMMAND);
        module.says(piggybacked(2, "02"));
        loop.advance(COMMAND);
        assertAnswered(next, "02");
    }
}

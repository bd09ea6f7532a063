// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.simulator.SteppedBc66;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that come after their deadline, as in {@link LateAnswerTest}, from the virtual BC66: what a module makes of what it hears
 * meanwhile is read from the note a second time. Time is virtual.
 */
class LateVirtualModuleTest extends ModemFixture {
    private static final String REFUSAL = "+CME ERROR: 99";
    private static final int CHANGED = 0x44;
    private static final int BLOCK = 1024;
    /** Longer than any answer is late and all that follows from it. */
    private static final Duration SETTLED = Duration.ofSeconds(90);

    /** What is late next: the command that starts so, or its data, which are answered a second time. */
    private static final class Late {
        private final String start;
        private final Duration by;
        private int before;
        private boolean over;

        Late(String start, int millis, int before) {
            this.start = start;
            this.by = Duration.ofMillis(millis);
            this.before = before;
        }

        Duration latency(String line) {
            if (over || !line.startsWith(start) || before-- > 0) {
                return Duration.ZERO;
            }
            over = true;
            return by;
        }
    }

    /** Answers what it gets with the same payload, and keeps that. */
    private final class Echo implements SteppedNetwork.Server {
        private final CoapCodec codec = new CoapCodec();

        @Override
        public boolean takesHello(int port, long session) {
            throw new UnsupportedOperationException("there is no DTLS here");
        }

        @Override
        public void closed(int port, long session) {
            throw new UnsupportedOperationException("there is no DTLS here");
        }

        @Override
        public void received(int port, long session, byte[] datagram) {
            CoapMessage request = codec.decode(datagram).orElseThrow();
            if (!request.isRequest()) {
                return;
            }
            received.add(new String(request.payload(), StandardCharsets.US_ASCII));
            network.send(
                    port,
                    session,
                    codec.encode(new CoapMessage(
                            io.github.bc66coap.simulator.coap.MessageType.ACK,
                            CHANGED,
                            request.messageId(),
                            request.token(),
                            List.of(),
                            request.payload())));
        }
    }

    private final SteppedLine line = new SteppedLine(loop);
    private final SteppedNetwork network = new SteppedNetwork(loop);
    private final List<String> received = new ArrayList<>();
    private final List<Predicate<String>> refusals = new ArrayList<>();
    private Late late = new Late("none", 0, 0);
    private SteppedBc66 bc66;

    @BeforeEach
    void start() {
        network.server(new Echo());
        bc66 = VirtualBc66.builder()
                .address("10.0.0.2")
                .timing(command -> late.latency(command))
                .stepped(new LoopExecutor(loop), loop::nanoTime, network, line::print);
        line.join(bc66::received, bc66::pulse);
        make(new Connector(loop, line, loop::execute, FakeLine::wire, () -> false));
        track(modem.start());
        assertReadyAfter(Duration.ofSeconds(1));
        assertEchoed(post("first"), "first");
        bc66.onCommand(command -> refusals.stream().anyMatch(refusal -> refusal.test(command))
                ? Optional.of("\r\n" + REFUSAL + "\r\n")
                : Optional.empty());
    }

    private Pending<SendOutcome> post(String payload) {
        byte[] body = payload.getBytes(StandardCharsets.US_ASCII);
        Pending<SendOutcome> sent = send(request(Method.POST, Token.of((byte) 0xAB), path("a"), body, BLOCK));
        loop.advance(SETTLED);
        return sent;
    }

    private static void assertEchoed(Pending<SendOutcome> sent, String payload) {
        assertThat(sent.get()).isInstanceOf(SendOutcome.Answered.class);
        IncomingResponse response = ((SendOutcome.Answered) sent.get()).response();
        assertThat(response.payload()).asString(StandardCharsets.US_ASCII).isEqualTo(payload);
    }

    private static void assertNotAnswered(Pending<?> pending, String command) {
        Object outcome = pending.get() instanceof SendOutcome.NoAnswer sent ? sent.command() : pending.get();
        assertThat(outcome).isInstanceOfSatisfying(CommandOutcome.NoAnswer.class, none -> assertThat(none.command())
                .startsWith(command));
    }

    /** Makes the component send the command; what is to be told of its outcome. */
    private Optional<Pending<?>> provoke(String command) {
        switch (command) {
            case "AT+CSQ" -> {
                return Optional.of(track(modem.command(new RawCommand(command), true)));
            }
            case "AT+QCOAPDATASTATUS?" -> {
                return Optional.of(track(modem.status()));
            }
            case "AT+QCOAPCFG?" -> bc66.recovered(0);
            case "AT+QCOAPADDRES" -> serve("/new", always(Code.CONTENT));
            case "ATE0", "AT+QCOAPCREATE=?", "AT+QCOAPCREATE=5", "AT+QCOAPCFG=\"Showra\"" -> bc66.reboot();
            case "AT+QCOAPDEL" -> {
                refuse("AT+QCOAPCREATE=5", 1);
                bc66.reboot();
            }
            default -> {
                return Optional.of(post("late"));
            }
        }
        return Optional.empty();
    }

    /** @param which of the commands that start so from now on */
    private void refuse(String start, int which) {
        AtomicInteger seen = new AtomicInteger();
        refusals.add(command -> command.startsWith(start) && seen.incrementAndGet() == which);
    }

    /** The next request's first command is refused, and the request after it answered: both must be seen as they are. */
    private void assertNothingWasCredited() {
        assertThat(late.over).as("it was late").isTrue();
        Pending<SendOutcome> second = post("second");
        assertThat(second.get()).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> assertThat(
                        refused.command().code())
                .isEqualTo(REFUSAL));
        assertEchoed(post("third"), "third");
        assertThat(received)
                .startsWith("first")
                .endsWith("third")
                .doesNotContain("second")
                .doesNotHaveDuplicates();
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isPositive();
    }

    /** Probes leave 2, 4 and 6 s after the command, those that wake from 8 to 16 s; from 18 s the line is reopened. */
    static Stream<Arguments> commandsAndDelays() {
        return Stream.of(
                        "AT+QCOAPHEAD",
                        "AT+QCOAPOPTION",
                        "AT+QCOAPSEND",
                        "AT+QCOAPDATASTATUS?",
                        "AT+CSQ",
                        "AT+QCOAPCFG?",
                        "AT+QCOAPADDRES",
                        "ATE0",
                        "AT+QCOAPCREATE=?",
                        "AT+QCOAPCREATE=5",
                        "AT+QCOAPDEL",
                        "AT+QCOAPCFG=\"Showra\"")
                .flatMap(command ->
                        IntStream.of(2250, 4500, 9000, 19_500).mapToObj(millis -> Arguments.of(command, millis)));
    }

    @ParameterizedTest
    @MethodSource("commandsAndDelays")
    void aLateReplyIsCreditedToNoOtherCommand(String command, int millis) {
        boolean sending = command.matches("AT.QCOAP(HEAD|OPTION|SEND)");
        boolean sentOnceMore = sending && !command.endsWith("SEND");
        refuse("AT+QCOAPHEAD=5", sentOnceMore ? 3 : sending ? 2 : 1);
        late = new Late(command, millis, 0);
        Optional<Pending<?>> outcome = provoke(command);
        loop.advance(SETTLED);
        if (sentOnceMore) {
            assertThat(received).endsWith("late");
        } else {
            outcome.ifPresent(none -> assertNotAnswered(none, command));
        }
        assertNothingWasCredited();
    }

    @ParameterizedTest
    @ValueSource(ints = {62_000, 65_000})
    void aLateResultOfDataModeIsCreditedToNoOtherCommand(int millis) {
        refuse("AT+QCOAPHEAD=5", 2);
        late = new Late("AT+QCOAPSEND", millis, 1);
        assertNotAnswered(post("P".repeat(600)), "AT+QCOAPSEND");
        assertNothingWasCredited();
        assertThat(received).hasSize(3);
    }

    /** The module is in data mode when it is probed; what it makes of that must not be taken for the message. */
    @Test
    void aPromptThatComesTooLateLeadsBackToCommandMode() {
        late = new Late("AT+QCOAPSEND", 5000, 0);
        Pending<SendOutcome> sent = post("P".repeat(600));
        assertNotAnswered(sent, "AT+QCOAPSEND");
        // what filled the announced length left with the message ID of that request, and is owed an answer
        assertEchoed(post("next"), "next");
        assertThat(count(Counter.DATA_MODE_FILLED)).isPositive();
        assertThat(received).noneMatch(text -> text.contains("P"));
        assertThat(count(Counter.RECONNECTS)).isZero();
    }

    @Test
    void aPromptWithinTwiceTheCommandTimeoutGetsItsData() {
        late = new Late("AT+QCOAPSEND", 2750, 0);
        String body = "P".repeat(600);
        assertEchoed(post(body), body);
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
    }
}

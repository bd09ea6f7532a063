// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The line hangs up after each byte of an exchange, of the module's and of the driver's. The exchange has one outcome, the one
 * that is true at that byte; the modem comes back; the exchange that waited behind it gets no other's answer, and one that begins
 * later is answered.
 */
class EveryByteTest {
    /** Longer than an answer may be owed by a peer: 247 s. */
    private static final Duration RECOVERY = Duration.ofMinutes(6);
    /** So late that the request behind one that was cut is under way by then, and waits for a response, too. */
    private static final Duration SEPARATE_AFTER = Duration.ofSeconds(3);

    private static final Duration REPEATED_AFTER = SEPARATE_AFTER.plusSeconds(2);
    private static final Duration EXCHANGE = Duration.ofSeconds(4);

    /** How a request is sent and answered. */
    enum Kind {
        PIGGYBACKED(3),
        SEPARATE(3),
        DATA_MODE(513);

        private final int size;

        Kind(int size) {
            this.size = size;
        }
    }

    /** Where a cut is, between what has been and what has not. */
    private enum Cut {
        BEFORE_SEND,
        IN_DOUBT,
        ANSWERED
    }

    @ParameterizedTest
    @EnumSource
    void aHangUpAfterAnyByteFromTheModuleGivesTheTrueOutcome(Kind kind) {
        Life whole = Life.uncut(kind);
        IntStream.rangeClosed(1, whole.module.said()).forEach(bytes -> {
            Life life = new Life(kind);
            life.module.hangUpAfterSaying(bytes);
            // a result is known when its line ends, of which the line feed is the second half
            Cut cut = bytes < whole.saidBeforeSend - 1
                    ? Cut.BEFORE_SEND
                    : bytes < whole.saidWithAnswer - 1 ? Cut.IN_DOUBT : Cut.ANSWERED;
            life.check("said " + bytes, cut);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aHangUpAfterAnyByteToTheModuleGivesTheTrueOutcome(Kind kind) {
        Life whole = Life.uncut(kind);
        IntStream.rangeClosed(1, whole.module.heard()).forEach(bytes -> {
            Life life = new Life(kind);
            life.module.hangUpAfterHearing(bytes);
            Cut cut = bytes <= whole.heardBeforeSend
                    ? Cut.BEFORE_SEND
                    : bytes <= whole.heardBeforeAnswer ? Cut.IN_DOUBT : Cut.ANSWERED;
            life.check("heard " + bytes, cut);
        });
    }

    /** A modem that is ready and has to ask for the status of a CON first, and a peer. */
    private static final class Life extends ModemFixture {
        private static final Pattern HEAD = Pattern.compile("AT\\+QCOAPHEAD=5,(\\d+),.*");
        private static final int PRELUDE = 9;
        private static final int FIRST = 1;
        private static final int WAITING = 2;
        private static final int LATER = 3;
        private static final int PEERS_OWN = 700;

        private final Kind kind;
        private final List<Integer> arrived = new ArrayList<>();
        private int saidBeforeSend;
        private int saidWithAnswer;
        private int heardBeforeSend;
        private int heardBeforeAnswer;

        Life(Kind kind) {
            this.kind = kind;
            ready();
            peer();
            Pending<SendOutcome> prelude = post(PRELUDE);
            loop.advance(EXCHANGE);
            assertAnswered(prelude, hex(PRELUDE));
            module.count();
        }

        /** One exchange from its beginning to its end. */
        static Life uncut(Kind kind) {
            Life life = new Life(kind);
            Pending<SendOutcome> first = life.post(FIRST);
            life.loop.advance(EXCHANGE);
            assertAnswered(first, hex(FIRST));
            return life;
        }

        void check(String where, Cut cut) {
            Pending<SendOutcome> first = post(FIRST);
            Pending<SendOutcome> waiting = post(WAITING);
            loop.advance(RECOVERY);
            assertThat(module.opened()).as(where).isEqualTo(2);
            if (cut == Cut.IN_DOUBT) {
                assertThat(first.get()).as(where).isInstanceOf(SendOutcome.Unknown.class);
            } else {
                assertThat(first.get()).as(where).isInstanceOf(SendOutcome.Answered.class);
                assertAnswered(first, hex(FIRST));
            }
            assertThat(arrived.stream().filter(each -> each == FIRST).count())
                    .as(where)
                    .isBetween(cut == Cut.IN_DOUBT ? 0L : 1L, 1L);
            assertThatTheOneBehindIsAnswered(waiting, where, cut);
            assertThat(modem.state().isReady()).as(where).isTrue();
            Pending<SendOutcome> later = post(LATER);
            loop.advance(EXCHANGE);
            assertThat(later.isDone()).as(where).isTrue();
            assertAnswered(later, hex(LATER));
            everyFutureCompletesOnceAndNothingStaysBehind();
        }

        /** Of two separate responses, one of which may be owed to the request before, nothing tells which is whose. */
        private void assertThatTheOneBehindIsAnswered(Pending<SendOutcome> waiting, String where, Cut cut) {
            if (kind == Kind.SEPARATE && cut == Cut.IN_DOUBT && waiting.get() instanceof SendOutcome.TimedOut) {
                return;
            }
            assertThat(waiting.get()).as(where).isInstanceOf(SendOutcome.Answered.class);
            assertAnswered(waiting, hex(WAITING));
        }

        private Pending<SendOutcome> post(int messageId) {
            return send(request(SERVER, MessageType.CON, messageId, true, path("a"), new byte[kind.size]));
        }

        private static String hex(int messageId) {
            return "%02X".formatted(messageId);
        }

        /** Takes each request that the module sends, and answers it. */
        private void peer() {
            module.on("AT+QCOAPSEND=0,1", (fake, line) -> {
                saidBeforeSend = module.said();
                heardBeforeSend = module.heard() - line.length() - 1;
                loop.schedule(FakeModule.LATENCY, () -> fake.usual(line));
                if (kind == Kind.DATA_MODE) {
                    module.on("<", (again, data) -> {
                        loop.schedule(FakeModule.LATENCY, () -> again.usual(data));
                        request();
                    });
                } else {
                    request();
                }
                peer();
            });
        }

        private void request() {
            int messageId = lastHead();
            arrived.add(messageId);
            if (kind == Kind.SEPARATE) {
                say(Duration.ofMillis(50), emptyAck(messageId));
                say(SEPARATE_AFTER, separate(PEERS_OWN + messageId, hex(messageId)));
                // as it does until it is acknowledged
                loop.schedule(REPEATED_AFTER, () -> {
                    if (!module.commands().contains("AT+QCOAPHEAD=3," + (PEERS_OWN + messageId))) {
                        say(Duration.ZERO, separate(PEERS_OWN + messageId, hex(messageId)));
                    }
                });
            } else {
                say(Duration.ofMillis(50), piggybacked(messageId, hex(messageId)));
            }
        }

        private int lastHead() {
            Matcher head = HEAD.matcher("");
            int last = 0;
            for (String command : module.commands()) {
                if (head.reset(command).matches()) {
                    last = Integer.parseInt(head.group(1));
                }
            }
            return last;
        }

        private void say(Duration delay, String urc) {
            loop.schedule(delay, () -> {
                if (module.isOpen()) {
                    module.says(urc);
                    saidWithAnswer = module.said();
                    heardBeforeAnswer = module.heard();
                }
            });
        }
    }
}

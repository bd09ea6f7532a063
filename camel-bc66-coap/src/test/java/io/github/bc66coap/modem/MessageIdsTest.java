// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Counters;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Message IDs towards one peer, when there are many, and when there are no more. */
class MessageIdsTest extends ModemFixture {
    private static final int ALL = 65_535;
    private static final Duration LIFETIME = Duration.ofSeconds(247);

    /** Counts how often it is asked. */
    private static final class CountingRandom implements RandomGenerator {
        private final Random random = new Random(7);
        private int draws;

        @Override
        public long nextLong() {
            draws++;
            return random.nextLong();
        }

        @Override
        public int nextInt(int origin, int bound) {
            draws++;
            return random.nextInt(bound - origin) + origin;
        }
    }

    private final CountingRandom random = new CountingRandom();
    private final Counters counters = new Counters();
    private final MessageIds ids = new MessageIds(loop, random, counters);

    private void useUp(Peer peer) {
        BitSet given = new BitSet();
        for (int i = 0; i < ALL; i++) {
            int before = random.draws;
            given.set(ids.next(peer).orElseThrow().value());
            assertThat(random.draws - before).as("draws for one").isLessThanOrEqualTo(17);
        }
        assertThat(given.cardinality()).as("all different").isEqualTo(ALL);
        assertThat(given.get(0)).isFalse();
    }

    @Test
    void eachMessageIdIsGivenOutOnceUntilAllAreUsed() {
        useUp(SERVER);
        assertThat(ids.next(SERVER)).isEmpty();
        assertThat(ids.claim(SERVER)).isEmpty();
        assertThat(counters.snapshot().get(Counter.MESSAGE_IDS_USED_UP)).isEqualTo(2);
        assertThat(ids.next(OTHER)).as("another peer's").isPresent();
    }

    /** Round after round, without pause for the lifetime of each. */
    @Test
    void usedMessageIdsAreFreeAgainAfter247Seconds() {
        for (int round = 0; round < 3; round++) {
            useUp(SERVER);
            loop.advance(LIFETIME.minusMillis(1));
            assertThat(ids.next(SERVER)).isEmpty();
            loop.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void aSteadyUseOf265MessageIdsASecondNeverRunsOut() {
        int each = ALL / 247;
        for (int second = 0; second < 247; second++) {
            for (int i = 0; i < each; i++) {
                assertThat(ids.next(SERVER)).isPresent();
            }
            loop.advance(Duration.ofSeconds(1));
        }
        Set<Optional<MessageId>> more = new HashSet<>();
        for (int second = 0; second < 500; second++) {
            for (int i = 0; i < each; i++) {
                more.add(ids.next(SERVER));
            }
            loop.advance(Duration.ofSeconds(1));
        }
        assertThat(more).doesNotContain(Optional.empty());
    }

    /** However long a message waits for its turn: that is no time in which its ID is used, nor anybody else's. */
    @Test
    void theMessageIdOfAWaitingMessageStaysReserved() {
        MessageId waits = ids.claim(SERVER).orElseThrow();
        loop.advance(LIFETIME.multipliedBy(3));
        assertThat(ids.tryClaim(SERVER, waits)).isFalse();
        ids.renew(SERVER, waits);
        loop.advance(LIFETIME.minusMillis(1));
        assertThat(ids.tryClaim(SERVER, waits)).isFalse();
        loop.advance(Duration.ofMillis(1));
        assertThat(ids.tryClaim(SERVER, waits)).isTrue();
        ids.release(SERVER, waits);
        assertThat(ids.tryClaim(SERVER, waits)).isTrue();
    }

    @Test
    void theMessageIdOfASentMessageIsNotReleased() {
        MessageId left = ids.next(SERVER).orElseThrow();
        ids.release(SERVER, left);
        assertThat(ids.tryClaim(SERVER, left)).isFalse();
    }

    @Test
    void theLifetimeOfAMessageIdCountsFromTheLastSend() {
        MessageId tried = ids.next(SERVER).orElseThrow();
        loop.advance(Duration.ofSeconds(60));
        ids.renew(SERVER, tried);
        ids.renew(SERVER, tried);
        loop.advance(LIFETIME.minusSeconds(1));
        assertThat(ids.tryClaim(SERVER, tried)).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(ids.tryClaim(SERVER, tried)).isTrue();
    }

    @Test
    void peersWithoutUsedIdsOrBeyond512AreForgotten() {
        for (int i = 0; i < 2000; i++) {
            ids.next(new Peer("192.0.2.1", 1000 + i));
        }
        assertThat(ids.used.size()).isEqualTo(512);
        loop.advance(LIFETIME);
        ids.next(SERVER);
        assertThat(ids.used.size()).isEqualTo(1);
    }

    /** Against a list of what is in use. */
    @Property(tries = 200, seed = "1")
    void noMessageIdIsGivenOutWhileInUse(@ForAll @IntRange(max = 100_000) int seed) {
        Random choice = new Random(seed);
        UsedIds used = new UsedIds();
        java.util.Map<Integer, Long> leftAt = new java.util.HashMap<>();
        java.util.Deque<MessageId> waiting = new java.util.ArrayDeque<>();
        long now = 0;
        for (int i = 0; i < 400; i++) {
            now += choice.nextInt(3) == 0 ? choice.nextInt(40) * 1_000_000_000L : choice.nextInt(1_000_000_000);
            MessageId some = new MessageId(choice.nextInt(20));
            boolean mayBeFree = leftAt.getOrDefault(some.value(), Long.MIN_VALUE / 2) <= now - LIFETIME.toNanos()
                    && !waiting.contains(some);
            if (used.tryClaim(now, some)) {
                assertThat(mayBeFree).isTrue();
                waiting.add(some);
            }
            if (!waiting.isEmpty() && choice.nextBoolean()) {
                MessageId first = waiting.remove();
                if (choice.nextInt(4) == 0) {
                    used.release(first);
                } else {
                    used.use(now, first);
                    leftAt.put(first.value(), now);
                }
            }
        }
        waiting.forEach(used::release);
        assertThat(used.isNone(now + LIFETIME.toNanos())).isTrue();
    }

    // what a send says of it

    /** They wait, and have all that there are. */
    private void usedUp() {
        settings.queueSize = 100_000;
        ready();
        for (int i = 1; i <= ALL; i++) {
            sendNon(i);
        }
        loop.run();
    }

    @Test
    void aSendWithoutAFreeMessageIdIsRefusedAndCounted() {
        usedUp();
        Pending<SendOutcome> refused = sendNon(-1);
        Pending<SendOutcome> response =
                respond(SERVER, 9, Token.of((byte) 1), MessageType.NON, CoapOptions.EMPTY, new byte[0]);
        Pending<SendOutcome> other = send(request(OTHER, MessageType.NON, -1));
        loop.run();
        SendOutcome reason =
                new SendOutcome.Unavailable("all message IDs towards 192.0.2.1:5683 were used within the last 247 s");
        assertThat(refused.get()).isEqualTo(reason);
        assertThat(response.get()).isEqualTo(reason);
        assertThat(count(Counter.MESSAGE_IDS_USED_UP)).isEqualTo(2);
        assertThat(other.isDone()).as("refused").isFalse();
    }

    @Test
    void withoutAFreeIdAReplyIsDroppedButOtherObserversAreNotified() {
        settings.queueSize = 100_000;
        ready();
        serveObservable();
        module.says(observe("192.0.2.1"), observe("192.0.2.2"));
        soon();
        module.mute(true);
        for (int i = 1; i <= ALL; i++) {
            modem.send(request(SERVER, MessageType.NON, i));
            if (i % 1000 == 0) {
                loop.run();
            }
        }
        loop.run();
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying("a", MessageType.NON);
        module.says("+QCOAPURC: \"req\",192.0.2.1,5683,1,1,77,03,1,\"0C\",11,\"a\"");
        loop.run();
        assertThat(count(Counter.DROPPED_REPLY)).isEqualTo(1);
        assertThat(count(Counter.MESSAGE_IDS_USED_UP)).isEqualTo(2);
        assertThat(notified.isDone()).as("the other observer's is on its way").isFalse();
    }

    private void serveObservable() {
        serve("/a", false, true, (request, sent) -> CompletableFuture.completedFuture(Reply.of(Code.CONTENT)));
    }

    private static String observe(String host) {
        return "+QCOAPURC: \"req\"," + host + ",5683,0,1,1,05,1,\"ab\",6,\"0\",11,\"a\"";
    }
}

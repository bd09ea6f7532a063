// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.github.bc66coap.coap.MessageId;

/**
 * The message IDs in use towards one peer: a bit for each, and those that have left in order, two bytes for each, with a time for every
 * second. That is 8 KiB, at most 128 KiB more. Giving one out costs the same whether few or nearly all are in use.
 */
final class UsedIds {
    /** So many draws find a free one, unless nearly all are in use. Then the next free one is taken. */
    private static final int DRAWS = 16;

    private static final int COUNT = MessageId.MAX + 1;
    private static final long SECOND = 1_000_000_000L;

    /** Those used within a second. They are free again together with the last of them. */
    private static final class Batch {
        private final long first;
        private long last;
        private int size;

        Batch(long now) {
            first = now;
        }
    }

    private final BitSet inUse = new BitSet(COUNT);
    private final Deque<Batch> batches = new ArrayDeque<>();
    /** IDs that are in the order more than once, as those of messages that are tried again, and how many times more. */
    private final Map<Integer, Integer> again = new HashMap<>();
    /** Their messages have not left. */
    private final BitSet claimed = new BitSet();
    /** Their messages have left, in that order, from {@code oldest} on, going around. */
    private char[] order = new char[16];

    private int oldest;
    private int size;

    Optional<MessageId> claim(long now, RandomGenerator random) {
        expire(now);
        int id = 0;
        for (int draw = 0; id == 0 && draw < DRAWS; draw++) {
            int candidate = random.nextInt(1, COUNT);
            id = inUse.get(candidate) ? 0 : candidate;
        }
        if (id == 0) {
            id = inUse.nextClearBit(random.nextInt(1, COUNT));
            id = id < COUNT ? id : inUse.nextClearBit(1);
        }
        return id < COUNT && tryClaim(now, new MessageId(id)) ? Optional.of(new MessageId(id)) : Optional.empty();
    }

    boolean tryClaim(long now, MessageId messageId) {
        expire(now);
        if (inUse.get(messageId.value())) {
            return false;
        }
        inUse.set(messageId.value());
        claimed.set(messageId.value());
        return true;
    }

    void release(MessageId messageId) {
        if (claimed.get(messageId.value())) {
            claimed.clear(messageId.value());
            inUse.clear(messageId.value());
        }
    }

    void use(long now, MessageId messageId) {
        expire(now);
        int id = messageId.value();
        if (inUse.get(id) && !claimed.get(id)) {
            again.merge(id, 1, Integer::sum);
        }
        inUse.set(id);
        claimed.clear(id);
        append(id);
        Batch newest = batches.peekLast();
        if (newest == null || now - newest.first >= SECOND) {
            newest = new Batch(now);
            batches.addLast(newest);
        }
        newest.last = now;
        newest.size++;
    }

    boolean isNone(long now) {
        expire(now);
        return inUse.isEmpty();
    }

    private void append(int id) {
        if (size == order.length) {
            char[] larger = new char[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = order[(oldest + i) % size];
            }
            order = larger;
            oldest = 0;
        }
        order[(oldest + size) % order.length] = (char) id;
        size++;
    }

    private void expire(long now) {
        while (!batches.isEmpty()
                && now - batches.peekFirst().last >= TransmissionParameters.EXCHANGE_LIFETIME.toNanos()) {
            Batch batch = batches.removeFirst();
            for (int i = 0; i < batch.size; i++) {
                free(order[oldest]);
                oldest = (oldest + 1) % order.length;
            }
            size -= batch.size;
        }
    }

    private void free(int id) {
        Integer more = again.get(id);
        if (more == null) {
            inUse.clear(id);
        } else if (more == 1) {
            again.remove(id);
        } else {
            again.put(id, more - 1);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.bc66coap.at.EventLoop;

/**
 * Remembers values for a while. Bounded: when it is full, the oldest entry goes, so that a flood of messages can't fill the memory.
 *
 * @param <K> keys
 * @param <V> values
 */
final class ExpiringMap<K, V> {
    private record Entry<V>(V value, long expires) {}

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();
    private final EventLoop loop;
    private final int capacity;

    ExpiringMap(EventLoop loop, int capacity) {
        this.loop = loop;
        this.capacity = capacity;
    }

    /** The value; {@code null} if there is none or it has expired. */
    V get(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (isExpired(entry)) {
            entries.remove(key);
            return null;
        }
        return entry.value();
    }

    void put(K key, V value, Duration lifetime) {
        entries.remove(key);
        evict();
        entries.put(key, new Entry<>(value, loop.nanoTime() + lifetime.toNanos()));
    }

    void remove(K key) {
        entries.remove(key);
    }

    /** Forgets the oldest ones. Expired entries may hide behind one with a longer life, but not beyond the capacity. */
    private void evict() {
        Iterator<Entry<V>> oldest = entries.values().iterator();
        boolean full = entries.size() >= capacity;
        while (oldest.hasNext()) {
            Entry<V> entry = oldest.next();
            if (!full && !isExpired(entry)) {
                return;
            }
            oldest.remove();
            full = false;
        }
    }

    private boolean isExpired(Entry<V> entry) {
        return loop.nanoTime() - entry.expires() >= 0;
    }
}

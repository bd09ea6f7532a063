// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.californium.scandium.DatagramFilter;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.Record;

/**
 * Makes a server of Scandium hold on to its sessions as libcoap does: it ignores a new hello from an address and port of
 * which it has a session, and each one prolongs that.
 */
final class KeptSessions implements DatagramFilter {
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 13;

    private final Map<InetSocketAddress, Long> used = new ConcurrentHashMap<>();
    private final AtomicInteger ignored = new AtomicInteger();
    private final long idleNanos;

    /** @param idleLimit how long an idle session is kept */
    KeptSessions(Duration idleLimit) {
        idleNanos = idleLimit.toNanos();
    }

    /** How many hellos were ignored. */
    int ignored() {
        return ignored.get();
    }

    /** The client has ended its session. */
    void ended(InetSocketAddress client) {
        used.remove(client);
    }

    @Override
    public boolean onReceiving(DatagramPacket packet) {
        InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
        byte[] data = packet.getData();
        int start = packet.getOffset();
        boolean hello = packet.getLength() > RECORD_HEADER
                && data[start] == HANDSHAKE
                && data[start + 3] == 0
                && data[start + 4] == 0
                && data[start + RECORD_HEADER] == CLIENT_HELLO;
        Long last = used.get(client);
        long now = System.nanoTime();
        if (last != null && now - last >= idleNanos) {
            used.remove(client);
            last = null;
        }
        if (last != null || data[start] == APPLICATION_DATA) {
            used.put(client, now);
        }
        if (hello && last != null) {
            ignored.incrementAndGet();
            return false;
        }
        return true;
    }

    @Override
    public boolean onReceiving(Record receivedRecord, Connection connection) {
        return true;
    }

    @Override
    public boolean onMacError(Record receivedRecord, Connection connection) {
        return false;
    }
}

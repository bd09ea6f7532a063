// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.Peer;

/**
 * Peers behind a {@link FakeModule}, in virtual time, each of which acknowledges CONs, or is silent; and the module's part of
 * it: it repeats a CON until that is acknowledged, and tells the status of the last one.
 */
final class FakePeers {
    /** From the message to its acknowledgement. */
    static final Duration ROUND_TRIP = Duration.ofMillis(200);
    /** How long the module repeats a CON. */
    static final Duration RETRANSMISSION = Duration.ofSeconds(62);

    /** A message that has left. */
    record Sent(Peer peer, int type, int messageId, long time) {}

    private final ManualEventLoop loop;
    private final FakeModule module;
    private final Set<Peer> silent = new HashSet<>();
    private final Set<Integer> refusedBeside = new HashSet<>();
    private final Map<String, Peer> pending = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private String last = "";
    private int messageId;
    private int refusals;

    FakePeers(ManualEventLoop loop, FakeModule module) {
        this.loop = loop;
        this.module = module;
        module.network((sender, command) -> send(command));
        module.onlooker(command -> {
            if (command.startsWith("AT+QCOAPHEAD=")) {
                messageId = Integer.parseInt(command.split("[=,]")[2]);
            }
        });
    }

    void silent(Peer peer, boolean on) {
        if (on) {
            silent.add(peer);
        } else {
            silent.remove(peer);
        }
    }

    /** The module takes no message of this type while a CON is in flight. */
    void refusesBeside(int type) {
        refusedBeside.add(type);
    }

    /** It does now. */
    void refusesNothing() {
        refusedBeside.clear();
    }

    int refusals() {
        return refusals;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** What has left for one peer. */
    List<Sent> sentTo(Peer peer) {
        return sent.stream().filter(each -> each.peer().equals(peer)).toList();
    }

    private void send(String command) {
        String[] fields = command.split("[=,]");
        int type = Integer.parseInt(fields[1]);
        Peer peer = new Peer(fields[3].replace("\"", ""), Integer.parseInt(fields[4]));
        if (!pending.isEmpty() && refusedBeside.contains(type)) {
            refusals++;
            module.says("ERROR");
            return;
        }
        sent.add(new Sent(peer, type, messageId, loop.nanoTime()));
        module.says(module.done("+QCOAPSEND: 0"));
        int id = messageId;
        String key = peer + "/" + id;
        boolean request = Integer.parseInt(fields[2]) < 100;
        if (type == ModemFixture.CON) {
            pending.put(key, peer);
            last = key;
            module.status = 1;
            if (silent.contains(peer)) {
                loop.schedule(RETRANSMISSION, () -> over(key, 3));
            } else {
                loop.schedule(ROUND_TRIP, () -> acknowledge(peer, id, request));
            }
        }
    }

    private void acknowledge(Peer peer, int id, boolean request) {
        over(peer + "/" + id, 4);
        if (module.isOpen()) {
            module.says(
                    request
                            ? ModemFixture.rsp(peer, 2, "2.05", id, ModemFixture.payload("01"))
                            : ModemFixture.rsp(peer, 2, "0.00", id, ",0"));
        }
    }

    private void over(String key, int status) {
        if (pending.remove(key) != null && key.equals(last)) {
            module.status = status;
        }
    }
}

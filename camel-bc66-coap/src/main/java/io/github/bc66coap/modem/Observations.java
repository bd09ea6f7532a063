// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.Traffic;

/**
 * What is observed at servers, one resource at each: the module shows neither token nor path of a notification, so only its peer shows what it is
 * about. Any thread may add, remove and read.
 */
final class Observations {
    private final Map<Peer, ObservedResource> byPeer = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException when another resource of this peer is observed */
    void add(ObservedResource resource) {
        Peer peer = resource.observation().peer();
        ObservedResource other = byPeer.putIfAbsent(peer, resource);
        if (other != null) {
            throw new IllegalArgumentException("only one resource at " + peer
                    + " can be observed, because the module's notifications show neither token nor path, and "
                    + other.observation().options().uriPath() + " is observed there already");
        }
    }

    /** From any thread. */
    List<Traffic.Observed> shown() {
        return byPeer.values().stream().map(ObservedResource::shown).toList();
    }

    void remove(ObservedResource resource) {
        byPeer.remove(resource.observation().peer(), resource);
    }

    /** The modem stops. No server is told. */
    void abandonAll() {
        List.copyOf(byPeer.values()).forEach(resource -> resource.cancel(false));
        byPeer.clear();
    }

    /** The module is ready, or awake again: servers may have forgotten it. */
    void registerAll() {
        List.copyOf(byPeer.values()).forEach(ObservedResource::register);
    }

    /** Whether this peer notifies, as far as we know. */
    boolean isEstablished(Peer peer) {
        ObservedResource resource = byPeer.get(peer);
        return resource != null && resource.isEstablished();
    }

    /** Takes a notification, or the error that ends an observation (RFC 7641 section 4.2), if it belongs to one. */
    boolean offer(IncomingResponse notification) {
        ObservedResource resource = byPeer.get(notification.peer());
        if (resource == null) {
            return false;
        }
        resource.onNotification(notification);
        return true;
    }
}

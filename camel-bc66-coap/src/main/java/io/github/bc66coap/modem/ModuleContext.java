// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.At;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.LocalPorts;
import io.github.bc66coap.qcoap.QcoapDel;

/** The module's CoAP context: whether there may be one, which paths were announced in it, and who waits for a new one. */
final class ModuleContext {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
    /** The first one wakes the module. */
    private static final int LAST_PROBES = 2;

    private final String device;
    private final LocalPorts ports;
    private final Supplier<List<String>> resources;
    private final Set<String> announced = new HashSet<>();
    /** Each completes when the module is ready with a context that is newer than the wish. */
    private final List<CompletableFuture<Void>> resets = new ArrayList<>();

    private boolean made;

    /** @param resources which paths are to be announced */
    ModuleContext(String device, LocalPorts ports, Supplier<List<String>> resources) {
        this.device = device;
        this.ports = ports;
        this.resources = resources;
    }

    /** Whether the module may have a context of this session. */
    boolean mayExist() {
        return made;
    }

    /** From here on there may be one, whatever the module answers. */
    void begin() {
        made = true;
    }

    /** Nothing is announced in the next one. */
    void forgetAnnouncements() {
        announced.clear();
    }

    /** The paths that are still to be announced; from now on they count as announced. */
    List<String> announceNext() {
        List<String> missing = resources.get().stream()
                .filter(resource -> !announced.contains(resource))
                .toList();
        announced.addAll(missing);
        return missing;
    }

    List<String> announced() {
        return List.copyOf(announced);
    }

    /** The port of the next one. */
    int port(boolean other) {
        if (other) {
            ports.next();
        }
        return ports.current();
    }

    /** It is gone without a word to its DTLS peers, which may ignore a handshake from its port. */
    void lose() {
        if (made) {
            ports.next();
        }
        made = false;
    }

    /** Somebody wants a new one. Completes exceptionally when the modem stops. */
    CompletableFuture<Void> awaitReset() {
        CompletableFuture<Void> reset = new CompletableFuture<>();
        resets.add(reset);
        return reset;
    }

    /** How many wait for one. */
    int waitingResets() {
        resets.removeIf(CompletableFuture::isDone);
        return resets.size();
    }

    /** The module is ready with a new one. */
    void ready() {
        takeResets().forEach(reset -> reset.complete(null));
    }

    /** The modem stops. */
    void stop(String reason) {
        takeResets().forEach(reset -> reset.completeExceptionally(new IOException(reason)));
    }

    private List<CompletableFuture<Void>> takeResets() {
        List<CompletableFuture<Void>> taken = List.copyOf(resets);
        resets.clear();
        return taken;
    }

    /**
     * Deletes it by the last commands of all, if there may be one.
     *
     * @param dozes whether the module may miss the beginning of what comes next, which is an {@code AT} then
     */
    CompletableFuture<Void> delete(AtLink last, boolean dozes) {
        if (!made || last == null) {
            return CompletableFuture.completedFuture(null);
        }
        made = false;
        CompletableFuture<AtResult<Void>> awake =
                dozes ? probe(last, LAST_PROBES) : CompletableFuture.completedFuture(new AtResult.Success<>(null));
        return awake.thenCompose(result -> result instanceof AtResult.Success
                        ? last.lastCommand(new QcoapDel())
                        : CompletableFuture.completedFuture(result.<Integer>failure()))
                .thenAccept(result -> {
                    if (!(result instanceof AtResult.Success)) {
                        LOG.warn("{}: the CoAP context was not deleted: {}", device, result);
                    }
                });
    }

    private static CompletableFuture<AtResult<Void>> probe(AtLink last, int attempts) {
        return last.lastCommand(new At())
                .thenCompose(result -> result instanceof AtResult.NoAnswer && attempts > 1
                        ? probe(last, attempts - 1)
                        : CompletableFuture.completedFuture(result));
    }
}

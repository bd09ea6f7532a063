// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.bc66coap.monitor.Description;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.http.MonitorServer;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;

/**
 * The page of a virtual module. It gets the trace from the start, and opens when the module is there:
 *
 * <pre>
 * Bc66Page page = new Bc66Page();
 * VirtualBc66 module = VirtualBc66.builder().trace(page::trace).start();
 * page.open(MonitorServer.address("8066"), module);
 * </pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class Bc66Page implements AutoCloseable {
    private static final String DEVICE = "virtual BC66";
    private static final int PERIOD_SECONDS = 1;

    private final EventLog log = new EventLog();
    /** Events that are out of order would be assigned to the wrong exchange. */
    private final Object lock = new Object();

    private final Translation translation = new Translation(DEVICE, Instant::now, log::add);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Takes what the module traces. */
    public void trace(TraceEvent event) {
        synchronized (lock) {
            translation.accept(event);
        }
    }

    /**
     * Takes what a route sends or gets, if routes are watched, too.
     *
     * @param out whether it comes from the route
     * @param route its ID
     * @param token of the message, hexadecimal; {@code null} if it isn't known
     * @param summary what a saved file may show
     * @param detail more of it; {@code null} if there is none
     */
    public void route(boolean out, String route, String token, String summary, String detail) {
        synchronized (lock) {
            translation.route(out ? Direction.OUT : Direction.IN, route, token, summary, detail);
        }
    }

    /**
     * Opens the page. May be called once.
     *
     * @param address to listen on; port 0 takes a free one
     * @return where a browser finds it
     * @throws IOException if the address is not available
     */
    public synchronized String open(InetSocketAddress address, VirtualBc66 module) throws IOException {
        NetworkClient peer = new NetworkClient(this::note);
        open.push(peer);
        Description description =
                new Description(DEVICE + " on " + module.device(), new ModuleActions(module, peer).all());
        MonitorServer server = MonitorServer.start(address, log, description);
        open.push(server);
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "virtual-bc66-samples");
            thread.setDaemon(true);
            return thread;
        });
        open.push(sampler::shutdownNow);
        sampler.scheduleAtFixedRate(this::sample, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return server.url();
    }

    private void note(String text) {
        synchronized (lock) {
            translation.note(Note.Level.INFO, text);
        }
    }

    private void sample() {
        synchronized (lock) {
            translation.sample(PERIOD_SECONDS);
        }
    }

    /** Ends the page. The module continues. */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

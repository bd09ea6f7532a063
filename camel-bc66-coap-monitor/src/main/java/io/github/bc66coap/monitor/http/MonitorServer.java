// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.bc66coap.monitor.Action;
import io.github.bc66coap.monitor.Description;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.EventStream;
import io.github.bc66coap.monitor.PageFiles;
import io.github.bc66coap.monitor.PageFiles.PageFile;

/**
 * Serves the page without a login. By default, only the computer that it runs on can open it. Thread-safe.
 */
public final class MonitorServer implements AutoCloseable {
    /** The maximum number of open pages. */
    public static final int MOST_PAGES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(MonitorServer.class);
    private static final int THREADS = MOST_PAGES + 8;
    private static final int WAITING_REQUESTS = 64;
    private static final int LONGEST_BODY = 16 * 1024;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String ACTIONS = "actions/";

    private final EventLog log;
    private final Description description;
    private final Map<String, Action> actions = new HashMap<>();
    private final Guard guard;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService watchdog;
    private final Semaphore pages = new Semaphore(MOST_PAGES);
    /** The work of each thread that reads from a client or writes to it. */
    private final Map<Thread, Work> works = new ConcurrentHashMap<>();

    private final Duration stalled;
    private final LongSupplier nanoTime;
    private volatile boolean closed;

    private MonitorServer(
            InetSocketAddress address, EventLog log, Description description, Duration stalled, LongSupplier nanoTime)
            throws IOException {
        this.log = log;
        this.description = description;
        description.actions().forEach(action -> actions.put(action.name(), action));
        guard = new Guard(address.getHostString());
        server = HttpServer.create(address, 0);
        ThreadFactory named = daemons();
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_REQUESTS), named);
        threads.allowCoreThreadTimeOut(true);
        this.stalled = stalled;
        this.nanoTime = nanoTime;
        watchdog = Executors.newSingleThreadScheduledExecutor(named);
        server.setExecutor(task -> threads.execute(() -> work(task)));
        server.createContext("/", this::handle);
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "bc66-monitor-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Starts a server.
     *
     * @param address to listen on; port 0 takes a free one
     * @throws IOException if the address is not available
     */
    public static MonitorServer start(InetSocketAddress address, EventLog log, Description description)
            throws IOException {
        return start(address, log, description, STALLED, System::nanoTime);
    }

    /**
     * @param stalled after this time, a stalled connection is closed
     * @param nanoTime by which it is measured
     */
    static MonitorServer start(
            InetSocketAddress address, EventLog log, Description description, Duration stalled, LongSupplier nanoTime)
            throws IOException {
        MonitorServer started = new MonitorServer(address, log, description, stalled, nanoTime);
        long millis = stalled.toMillis() / 3;
        started.watchdog.scheduleWithFixedDelay(started::endStalled, millis, millis, TimeUnit.MILLISECONDS);
        started.server.start();
        return started;
    }

    /**
     * Parses an address: {@code 8066} (on the loopback interface), {@code 192.0.2.1:8066} or {@code [::]:8066}.
     *
     * @throws IllegalArgumentException if the text is no address
     */
    public static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[(.*)]$", "$1");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetSocketAddress address = colon < 0
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                    : new InetSocketAddress(host, port);
            if (colon == 0 || address.isUnresolved()) {
                throw new IllegalArgumentException("no such host: " + host);
            }
            return address;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not PORT or HOST:PORT: " + text, e);
        }
    }

    /** The URL of the page. */
    public String url() {
        InetSocketAddress address = server.getAddress();
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        String text = host.getHostAddress();
        return "http://" + (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + address.getPort() + "/";
    }

    /** Ends all connections and threads. Waits up to a second for busy threads. */
    @Override
    public void close() {
        closed = true;
        log.close();
        watchdog.shutdownNow();
        threads.shutdownNow();
        server.stop(0);
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a task so that a client which sends half a request, or reads no response, can't keep the thread for ever. */
    private void work(Runnable task) {
        Work work = new Work(Thread.currentThread());
        works.put(Thread.currentThread(), work);
        try {
            work.begin();
            task.run();
        } finally {
            work.rest();
            works.remove(Thread.currentThread());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            PageFiles.HEADERS.forEach(exchange.getResponseHeaders()::set);
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (path == null || !path.startsWith("/") || !isLetIn(path, exchange.getRequestHeaders())) {
                refuse(exchange, 403, "This address is not for pages of others");
            } else if (path.startsWith("/" + ACTIONS)) {
                act(exchange, method, path.substring(1 + ACTIONS.length()));
            } else if (!Set.of("GET", "HEAD").contains(method)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                refuse(exchange, 405, "There is nothing but GET");
            } else if (path.equals("/events") && method.equals("GET")) {
                look(exchange);
            } else {
                file(exchange, path.substring(1));
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot answer {}", exchange.getRequestURI(), e);
        }
    }

    private boolean isLetIn(String path, Headers headers) {
        return guard.mayLook(headers) || path.equals("/") && guard.mayOpen(headers);
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        Optional<PageFile> file = PageFiles.at(path);
        if (file.isPresent()) {
            answer(exchange, 200, file.get().contentType(), file.get().content());
        } else {
            refuse(exchange, 404, "There is no such file");
        }
    }

    private void look(HttpExchange exchange) throws IOException {
        if (!pages.tryAcquire()) {
            refuse(exchange, 503, "Too many pages look on: " + MOST_PAGES);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", EventStream.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, 0);
            stream(
                    exchange,
                    new EventStream(
                            log, description, exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pages.release();
        }
    }

    private void stream(HttpExchange exchange, EventStream events) throws IOException, InterruptedException {
        OutputStream out = exchange.getResponseBody();
        Work work = works.get(Thread.currentThread());
        while (!closed && !log.isClosed()) {
            work.rest();
            byte[] text = events.next(HEARTBEAT).getBytes(StandardCharsets.UTF_8);
            work.begin();
            out.write(text);
            out.flush();
        }
    }

    /** A sleeping computer keeps its connection for hours without reading. */
    private void endStalled() {
        long now = nanoTime.getAsLong();
        works.values().forEach(work -> work.endIfSince(now - stalled.toNanos()));
    }

    /** The work of a thread for a client. */
    private final class Work {
        private final Thread thread;
        private long since;
        private boolean resting = true;

        Work(Thread thread) {
            this.thread = thread;
        }

        synchronized void begin() {
            resting = false;
            since = nanoTime.getAsLong();
        }

        synchronized void rest() {
            resting = true;
        }

        /** Closes the connection: an interrupt closes its channel. Closing the exchange would block like the thread. */
        synchronized void endIfSince(long nanoTime) {
            if (!resting && since - nanoTime < 0) {
                LOG.info("A client sends or takes nothing any more");
                thread.interrupt();
            }
        }
    }

    private void act(HttpExchange exchange, String method, String name) throws IOException {
        Action action = actions.get(name);
        if (!method.equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            refuse(exchange, 405, "Actions are for POST");
        } else if (!guard.mayAct(exchange.getRequestHeaders())) {
            refuse(exchange, 403, "Actions are for this page alone");
        } else if (action == null) {
            refuse(exchange, 404, "There is no such action");
        } else {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            if (body.length > LONGEST_BODY) {
                refuse(exchange, 413, "No more than " + LONGEST_BODY + " bytes");
            } else {
                run(exchange, action, new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    private static void run(HttpExchange exchange, Action action, String body) throws IOException {
        try {
            JsonObject done = new JsonObject();
            done.put("result", action.handler().run(ActionValues.of(action, body)));
            answer(exchange, 200, JSON, done);
        } catch (IllegalArgumentException e) {
            refuse(exchange, 400, e.getMessage());
        } catch (IllegalStateException e) {
            refuse(exchange, 409, e.getMessage());
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        JsonObject error = new JsonObject();
        error.put("error", why);
        answer(exchange, status, JSON, error);
    }

    private static void answer(HttpExchange exchange, int status, String contentType, JsonObject content)
            throws IOException {
        answer(exchange, status, contentType, content.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String contentType, byte[] content)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().toUpperCase(Locale.ROOT).equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }
}

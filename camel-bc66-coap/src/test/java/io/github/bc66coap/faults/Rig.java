// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.californium.core.coap.Response;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEndpoint;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.fault.FaultTimes;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.awaitility.Awaitility.await;

/** A module on a pseudo-terminal, routes, and a peer, with deadlines that are short enough for tests. */
final class Rig implements AutoCloseable {
    static final Duration COMMAND_TIMEOUT = Duration.ofMillis(400);
    /** So short that all that waits for one peer ends within {@link #RECOVERY}, however much is lost. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(1500);
    /** So long that a message can wait for a module that comes back on a busy machine. */
    private static final Duration PATIENT_RESPONSE_TIMEOUT = Duration.ofSeconds(4);
    /** For a session that is lost in the worst way to be back. */
    static final Duration RECOVERY = Duration.ofSeconds(20);

    static final FaultTimes TIMES = times(Duration.ofMillis(200));
    /** What a reply has that doesn't fit on a command line. */
    static final int LONG_ANSWER = 600;

    /** A fault that struck. */
    private record Strike(Fault fault, long nanos) {}

    /** From when to when an exchange was under way. */
    private record Span(long begun, long ended) {}

    private static final Duration KEEP_ALIVE = Duration.ofMillis(500);
    private static final int LOCAL_PORT = 56830;
    private static final String HANDSHAKE_FAILED = "+QCOAPSEND: 2";
    private static final String IDENTITY = "rig";
    private static final String KEY = "00112233445566778899AABBCCDDEEFF";
    private static final Set<Fault> RESTARTS = EnumSet.of(Fault.RESET, Fault.RESET_IN);

    private final VirtualBc66 module;
    private final Cloud cloud;
    private final CamelContext camel = new DefaultCamelContext();
    private final Arrivals left = new Arrivals();
    private final Map<Integer, AtomicInteger> served = new ConcurrentHashMap<>();
    private final Map<String, AsyncProducer> producers = new ConcurrentHashMap<>();
    private final Consumer<TraceEvent> onlooker;
    private final Duration keepAlive;
    private final Bc66CoapEndpoint endpoint;
    private final Duration commandTimeout;
    private final Duration responseTimeout;
    private final Given given = new Given();
    private final Duration sendTimeout;
    private volatile boolean handshakeFailed;
    private final List<Long> renewals = new CopyOnWriteArrayList<>();
    private final List<Strike> strikes = new CopyOnWriteArrayList<>();
    private final Map<Integer, Span> spans = new ConcurrentHashMap<>();

    /** A rig whose line is never silent for long. */
    Rig(
            Path folder,
            Duration commandTimeout,
            UnaryOperator<VirtualBc66.Builder> description,
            Consumer<TraceEvent> onlooker)
            throws Exception {
        this(folder, commandTimeout, PATIENT_RESPONSE_TIMEOUT, KEEP_ALIVE, false, description, onlooker);
    }

    /**
     * A rig that is to get ready, for many exchanges at a time.
     *
     * @param folder for the link to the terminal
     * @param commandTimeout deadline of commands
     * @param keepAlive after which silence the module is asked whether it is there
     * @param secure whether there is DTLS between module and peer
     * @param description of the module
     * @param onlooker told what happens at the module
     */
    Rig(
            Path folder,
            Duration commandTimeout,
            Duration keepAlive,
            boolean secure,
            UnaryOperator<VirtualBc66.Builder> description,
            Consumer<TraceEvent> onlooker)
            throws Exception {
        this(folder, commandTimeout, RESPONSE_TIMEOUT, keepAlive, secure, description, onlooker);
    }

    private Rig(
            Path folder,
            Duration commandTimeout,
            Duration responseTimeout,
            Duration keepAlive,
            boolean secure,
            UnaryOperator<VirtualBc66.Builder> description,
            Consumer<TraceEvent> onlooker)
            throws Exception {
        this.commandTimeout = commandTimeout;
        this.responseTimeout = responseTimeout;
        this.keepAlive = keepAlive;
        // a handshake takes a while
        this.sendTimeout = Duration.ofSeconds(secure ? 3 : 1);
        this.onlooker = onlooker;
        String address = FreePorts.address();
        cloud = secure
                ? Cloud.secure(IDENTITY, HexFormat.of().parseHex(KEY))
                : Cloud.plain(new InetSocketAddress(address, LOCAL_PORT));
        module = description
                .apply(VirtualBc66.builder()
                        .pty(folder.resolve("bc66"))
                        .address(address)
                        .ackTimeout(Duration.ofMillis(300))
                        .maxRetransmit(2)
                        .dtlsTimers(Duration.ofMillis(300), 1)
                        .faultTimes(TIMES)
                        .trace(this::traced))
                .start();
        if (secure) {
            Bc66CoapConfiguration all =
                    camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
            all.setPskIdentity(IDENTITY);
            all.setSecretKey(KEY);
        }
        addRoutes();
        camel.start();
        endpoint = camel.getEndpoint(uri("uriPath=/served"), Bc66CoapEndpoint.class);
    }

    /** Of faults, for a session with these deadlines; a URC waits so long for its point. */
    static FaultTimes times(Duration hold) {
        return new FaultTimes(
                Duration.ofMillis(100),
                Duration.ofMillis(600),
                Duration.ZERO,
                Duration.ofMillis(50),
                hold,
                Duration.ofMillis(150));
    }

    private void traced(TraceEvent event) {
        if (event instanceof TraceEvent.FaultStruck struck) {
            strikes.add(new Strike(struck.fault(), System.nanoTime()));
        }
        if (event instanceof TraceEvent.AtText line && line.text().equals(HANDSHAKE_FAILED)) {
            handshakeFailed = true;
        }
        if (event instanceof TraceEvent.AtText line && line.direction() == TraceEvent.Direction.RECEIVED) {
            given.line(line.text());
            if (line.text().startsWith("AT+QCOAPDEL")) {
                renewals.add(System.nanoTime());
            }
        }
        if (event instanceof TraceEvent.Refused) {
            given.refused();
        }
        if (event instanceof TraceEvent.Coap coap && coap.direction() == TraceEvent.Direction.SENT) {
            int number = Traces.number(coap);
            if (number >= 0) {
                left.add(number, Traces.block(coap), coap.messageId());
            }
        }
        onlooker.accept(event);
    }

    private void addRoutes() throws Exception {
        RouteBuilder.addRoutes(camel, r -> {
            r.errorHandler(r.noErrorHandler());
            r.from(uri("uriPath=/served")).process(exchange -> serve(exchange, 20));
            r.from(uri("uriPath=/long")).process(exchange -> serve(exchange, LONG_ANSWER));
            r.from(uri("uriPath=/seen&observable=true")).setBody(r.constant("state"));
        });
    }

    /** Answers a request of the cloud as {@link Content} has it; one that is damaged is refused. */
    private void serve(Exchange exchange, int size) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        int number = Content.number(body);
        served.computeIfAbsent(number, none -> new AtomicInteger()).incrementAndGet();
        boolean whole = Content.isRequest(number, body);
        exchange.getMessage().setHeader(Bc66CoapConstants.REPLY_CODE, whole ? "2.04" : "4.00");
        exchange.getMessage().setBody(Content.answer(number, size));
    }

    private String uri(String options) {
        return "bc66coap:" + module.device() + "?" + options + "&commandTimeout=" + commandTimeout.toMillis()
                + "&connectOnStart=false&sendTimeout=" + sendTimeout.toMillis() + "&responseTimeout="
                + responseTimeout.toMillis()
                + "&reconnectDelay=20&reconnectMaxDelay=200&keepAliveInterval=" + keepAlive.toMillis()
                + "&separateAfter=300&blockSize=" + Trial.BLOCK;
    }

    VirtualBc66 module() {
        return module;
    }

    Cloud cloud() {
        return cloud;
    }

    /** Whether the module restarted while an exchange was under way, perhaps in the middle of a line. */
    boolean hasRestartedDuring(int number) {
        return hasStruckDuring(number, RESTARTS);
    }

    private boolean hasStruckDuring(int number, Set<Fault> faults) {
        Span span = spans.get(number);
        return strikes.stream()
                .anyMatch(strike -> faults.contains(strike.fault())
                        && strike.nanos() - span.begun() >= 0
                        && strike.nanos() - span.ended() <= 0);
    }

    /** Whether one of these faults struck before an exchange had ended: its consequences may have come later. */
    boolean hadStruckBeforeEnd(int number, Set<Fault> faults) {
        long ended = spans.get(number).ended();
        return strikes.stream().anyMatch(strike -> faults.contains(strike.fault()) && strike.nanos() - ended <= 0);
    }

    /** Whether the module's context was deleted before an exchange had ended: its DTLS sessions end with it. */
    boolean hadRenewedBeforeEnd(int number) {
        long ended = spans.get(number).ended();
        return renewals.stream().anyMatch(renewed -> renewed - ended <= 0);
    }

    /** Whether the module has said of a handshake that it failed: what that left unsent is sent again, or told not to be sent. */
    boolean hasHandshakeFailed() {
        return handshakeFailed;
    }

    /** How often the module was given requests. */
    Given given() {
        return given;
    }

    /** What left the module. */
    Arrivals left() {
        return left;
    }

    /** How often a route got a request of the cloud. */
    int served(int number) {
        AtomicInteger times = served.get(number);
        return times == null ? 0 : times.get();
    }

    String state() {
        return endpoint.getModemState();
    }

    boolean isReady() {
        return state().startsWith("READY");
    }

    void awaitReady() {
        await().atMost(RECOVERY).pollInterval(Duration.ofMillis(5)).until(this::isReady);
    }

    /** Begins an exchange; the callback is called each time Camel says that it is done, which must be once. */
    void begin(Trial trial, Consumer<Exchange> done) {
        AsyncProducer producer = producer("host=127.0.0.1&port=" + cloud.port() + "&awaitResponse=" + trial.awaited()
                + "&throwExceptionOnFailure=false");
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(trial.body());
        exchange.getMessage().setHeader(Bc66CoapConstants.METHOD, trial.method());
        exchange.getMessage().setHeader(Bc66CoapConstants.MESSAGE_TYPE, trial.confirmable() ? "CON" : "NON");
        exchange.getMessage().setHeader(Bc66CoapConstants.URI_PATH, trial.uriPath());
        long begun = System.nanoTime();
        process(producer, exchange, ended -> {
            spans.put(trial.number(), new Span(begun, System.nanoTime()));
            done.accept(ended);
        });
    }

    /** A request of the cloud for {@code /served}; completes with its response, or with a timeout. */
    CompletableFuture<Response> ask(int number, boolean confirmable, byte[] body, Duration patience) {
        long begun = System.nanoTime();
        return cloud.ask(number, confirmable, "served", body)
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((response, none) -> spans.put(number, new Span(begun, System.nanoTime())));
    }

    /** Notifies the observers of {@code /seen}. */
    void notifyObservers(int number, Consumer<Exchange> done) {
        AsyncProducer producer = producer("operation=NOTIFY&uriPath=/seen");
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(Content.request(number, 20));
        exchange.getMessage().setHeader(Bc66CoapConstants.MESSAGE_TYPE, "CON");
        process(producer, exchange, done);
    }

    private AsyncProducer producer(String options) {
        return producers.computeIfAbsent(uri(options), uri -> {
            try {
                AsyncProducer producer = camel.getEndpoint(uri).createAsyncProducer();
                camel.addService(producer);
                return producer;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void process(AsyncProducer producer, Exchange exchange, Consumer<Exchange> done) {
        producer.process(exchange, synchronously -> done.accept(exchange));
    }

    /** An exchange from its beginning to its end. */
    Exchange send(Trial trial) {
        return begin(trial).join();
    }

    /** Begins an exchange, which ends in time. */
    CompletableFuture<Exchange> begin(Trial trial) {
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        begin(trial, ended::complete);
        return ended.orTimeout(RECOVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        camel.stop();
        module.close();
        cloud.close();
    }
}

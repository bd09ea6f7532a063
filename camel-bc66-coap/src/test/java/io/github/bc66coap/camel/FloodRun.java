// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;

/**
 * Floods a module in a JVM of its own, whose heap is small, and prints what became of it. The flood waits when there is more
 * on its way than the line's buffers hold: what is lost must not be the test's own doing.
 */
final class FloodRun implements AutoCloseable {
    private static final int SINKS = 16;
    /**
     * Beyond what a UART of the kind holds back, short enough for the answers to commands to get through in time, and long enough
     * for the line not to run dry when this machine has other work: some 60 ms.
     */
    private static final int PACED_WINDOW = 8;
    /** About half of what a pseudo-terminal holds. */
    private static final int WINDOW = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch stuck = new CountDownLatch(1);
    private final AtomicLong printed = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong peak = new AtomicLong();
    private final List<DatagramSocket> sinks = new ArrayList<>();
    private final CoapCloud cloud = new CoapCloud();
    private final CamelContext context = new DefaultCamelContext();
    private final VirtualBc66 module;
    private final int window;
    private volatile boolean over;
    private long bytes;
    private int sent;

    private FloodRun(int baudRate) throws Exception {
        window = baudRate > 0 ? PACED_WINDOW : WINDOW;
        VirtualBc66.Builder builder =
                VirtualBc66.builder().pty().address(new Sandbox().address()).trace(this::traced);
        module = (baudRate > 0 ? builder.baudRate(baudRate) : builder).start();
        for (int i = 0; i < SINKS; i++) {
            DatagramSocket sink = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sinks.add(sink);
            daemon(() -> drain(sink));
        }
        cloud.on("own", exchange -> exchange.respond(ResponseCode.CHANGED, exchange.getRequestText()));
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("bc66coap-request")
                        .poolSize(2)
                        .maxPoolSize(2)
                        .maxQueueSize(16)
                        .build());
        context.start();
        RouteBuilder.addRoutes(context, r -> {
            String device = "bc66coap:" + module.device();
            r.from(device + "?uriPath=/stuck&replyTimeout=10m&separateAfter=10m")
                    .process(e -> stuck.await());
            r.from(device + "?uriPath=/live").setBody(r.constant("here"));
            r.from(device + "?events=RESPONSE").process(e -> events.incrementAndGet());
            r.from("direct:own").to(device + "?host=127.0.0.1&uriPath=own&port=" + cloud.port());
        });
        await(() -> module.contextExists() && module.resources().size() == 2);
    }

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        VirtualBc66.warmUp();
        flood("115200 baud", 115_200, 10 * seconds, false);
        flood("pty", 0, 3 * seconds, false);
        flood("udp", 0, 2 * seconds, true);
        System.exit(0);
    }

    private static void flood(String name, int baudRate, int seconds, boolean udp) throws Exception {
        try (FloodRun run = new FloodRun(baudRate)) {
            run.run(name, Duration.ofSeconds(seconds), udp);
        }
    }

    private void run(String name, Duration time, boolean udp) throws Exception {
        AtomicInteger own = new AtomicInteger();
        AtomicInteger ownFailures = new AtomicInteger();
        long before = heapInUse();
        daemon(this::watchHeap);
        Thread ownRequests = daemon(() -> sendOwn(own, ownFailures));
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long lostOnTheWay = 0;
        long stalledSince = start;
        while (System.nanoTime() - end < 0) {
            long reference = udp ? printed.get() : sent;
            if (reference - decoded() >= window) {
                LockSupport.parkNanos(100_000);
            } else if (udp && sent - lostOnTheWay - printed.get() >= window) {
                // what a socket's buffer has lost never came to the line
                if (System.nanoTime() - stalledSince > 100_000_000L) {
                    lostOnTheWay = sent - printed.get();
                }
                LockSupport.parkNanos(100_000);
            } else {
                stalledSince = System.nanoTime();
                next(udp);
            }
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        long during = count(Counter.REPLIES_SENT);
        int ownDuring = own.get();
        over = true;
        // an answer that is being counted would make the sums differ
        ownRequests.join(PATIENCE.toMillis());
        settle(udp);
        await(() -> count(Counter.REQUESTS_REFUSED) - count(Counter.DROPPED_REQUEST) <= refusals.get());
        long emitted = udp ? printed.get() : sent;
        long decoded = decoded();
        double settled = (System.nanoTime() - end) / 1e9;
        stuck.countDown();
        boolean works = works();
        print(name, "seconds", "%.1f".formatted(elapsed));
        print(name, "emitted", emitted);
        print(name, "decoded", decoded);
        print(name, "secondsToSettle", "%.1f".formatted(settled));
        print(name, "perSecond", Math.round(emitted / elapsed));
        print(name, "bytesPerSecond", Math.round(bytes / elapsed));
        print(name, "malformed", count(Counter.MALFORMED_URCS));
        print(name, "refused", count(Counter.REQUESTS_REFUSED));
        print(name, "answered503", refusals.get());
        print(name, "droppedRequests", count(Counter.DROPPED_REQUEST));
        print(name, "droppedReplies", count(Counter.DROPPED_REPLY));
        print(name, "droppedEvents", count(Counter.DROPPED_EVENT));
        print(name, "events", events.get());
        print(name, "repliesDuring", during);
        print(name, "ownDuring", ownDuring);
        print(name, "ownFailures", ownFailures.get());
        print(name, "reconnects", count(Counter.RECONNECTS) + count(Counter.COMMAND_TIMEOUTS));
        print(name, "worksAfterwards", works);
        print(name, "heapBefore", before >> 10);
        print(name, "heapPeak", peak.get() >> 10);
        print(name, "heapAfter", heapInUse() >> 10);
    }

    /** All that is on the line arrives, or its number stays what it is. */
    private void settle(boolean udp) {
        long[] last = {-1, System.nanoTime()};
        await(() -> {
            long now = printed.get();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            boolean quiet = System.nanoTime() - last[1] > 300_000_000L;
            return quiet && decoded() >= (udp ? now : sent) || System.nanoTime() - last[1] > 5_000_000_000L;
        });
    }

    private boolean works() throws Exception {
        Request request = Request.newGet();
        request.setURI("coap:/" + module.coapAddress() + "/live");
        return "here".equals(cloud.ask(request).getPayloadString()) && "after".equals(sendOwn("after"));
    }

    private void sendOwn(AtomicInteger own, AtomicInteger failures) {
        while (!over) {
            String body = "own " + own.get();
            if (body.equals(sendOwn(body))) {
                own.incrementAndGet();
            } else {
                failures.incrementAndGet();
            }
        }
    }

    private String sendOwn(String body) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody("direct:own", body, String.class);
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
    }

    /** One message of several kinds, in turn; of those that want an answer fewer where the answers take longer. */
    private void next(boolean udp) throws IOException {
        int kind = sent % (window == PACED_WINDOW ? 16 : 8);
        int messageId = (sent / SINKS) & 0xFFFF;
        DatagramSocket sink = sinks.get(sent % SINKS);
        if (udp) {
            sendDatagram(sink, kind, messageId);
        } else {
            emit(kind, sink.getLocalPort(), messageId);
        }
        sent++;
        if (sent % 64 == 0) {
            // the test's record would grow, too
            module.clearCommands();
        }
    }

    private void emit(int kind, int port, int messageId) {
        String urc =
                switch (kind) {
                    case 0 -> request(port, 0, messageId, "stuck");
                    case 1 -> request(port, 1, messageId, "stuck");
                    case 2 -> request(port, 0, messageId, "live");
                    case 3 -> request(port, 1, messageId, "live");
                    default ->
                        "+QCOAPURC: \"rsp\",127.0.0.1,%d,%d,2.05,%d,0,16,\"30313233343536373839303132333435\""
                                .formatted(port, kind == 4 ? 0 : 1, messageId);
                };
        byte[] line = ("\r\n" + urc + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        bytes += line.length;
        module.emit(line);
    }

    private static String request(int port, int type, int messageId, String path) {
        return "+QCOAPURC: \"req\",127.0.0.1,%d,%d,1,%d,03,2,\"C0DE\",11,\"%s\"".formatted(port, type, messageId, path);
    }

    private void sendDatagram(DatagramSocket from, int kind, int messageId) throws IOException {
        boolean confirmable = kind % 2 == 0;
        byte[] path = (kind < 6 ? "stuck" : "live").getBytes(StandardCharsets.US_ASCII);
        byte[] datagram = new byte[7 + path.length];
        datagram[0] = (byte) (confirmable ? 0x42 : 0x52);
        datagram[1] = 1;
        datagram[2] = (byte) (messageId >> 8);
        datagram[3] = (byte) messageId;
        datagram[4] = (byte) 0xC0;
        datagram[5] = (byte) 0xDE;
        datagram[6] = (byte) (0xB0 | path.length);
        System.arraycopy(path, 0, datagram, 7, path.length);
        from.send(new DatagramPacket(datagram, datagram.length, module.coapAddress()));
    }

    private void traced(TraceEvent event) {
        if (event instanceof TraceEvent.AtText text
                && text.direction() == TraceEvent.Direction.SENT
                && text.text().startsWith("+QCOAPURC: \"req\"")) {
            printed.incrementAndGet();
        }
    }

    private void drain(DatagramSocket sink) {
        DatagramPacket packet = new DatagramPacket(new byte[256], 256);
        while (!sink.isClosed()) {
            try {
                sink.receive(packet);
                if (packet.getLength() > 1 && packet.getData()[1] == (byte) 0xA3) {
                    refusals.incrementAndGet();
                }
            } catch (IOException e) {
                // closed, or a port unreachable
            }
        }
    }

    private long decoded() {
        return count(Counter.REQUESTS_RECEIVED)
                + count(Counter.DROPPED_DUPLICATE_REQUEST)
                + count(Counter.RESPONSES_RECEIVED)
                - ownResponses();
    }

    /** Answers to own requests are decoded, too, but are not of the flood. */
    private long ownResponses() {
        return count(Counter.REQUESTS_ANSWERED);
    }

    private long count(Counter counter) {
        return ModemCounts.of(context, counter);
    }

    private void watchHeap() {
        while (!over) {
            peak.accumulateAndGet(used(), Math::max);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static long heapInUse() {
        System.gc();
        return used();
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(String part, String what, Object value) {
        System.out.println("RESULT;" + part + ";" + what + ";" + value);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "flood");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() {
        over = true;
        context.stop();
        module.close();
        cloud.close();
        sinks.forEach(DatagramSocket::close);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.simulator.TraceEvent.Changed.State;
import io.github.bc66coap.simulator.at.Timing;
import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.ConnectorTransport;
import io.github.bc66coap.simulator.coap.DtlsTimers;
import io.github.bc66coap.simulator.coap.DtlsTransport;
import io.github.bc66coap.simulator.coap.IpLiteral;
import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.coap.TransmissionParameters;
import io.github.bc66coap.simulator.coap.TransportFactory;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.fault.FaultPlan;
import io.github.bc66coap.simulator.fault.FaultTimes;
import io.github.bc66coap.simulator.fault.LineFaults;
import io.github.bc66coap.simulator.fault.NetworkFaults;
import io.github.bc66coap.simulator.line.Line;
import io.github.bc66coap.simulator.line.Pacer;
import io.github.bc66coap.simulator.line.TcpLine;
import io.github.bc66coap.simulator.pty.PtyLine;

/**
 * A virtual BC66: on one side a serial line with the AT dialect of Quectel's <em>BC66&amp;BC66-NA CoAP Application
 * Note</em> (version 1.0), on the other CoAP over real sockets.
 *
 * <p>Everything happens on one thread, the core. Any thread may call the methods; each returns when the core has done
 * its work. On the core itself (in a hook), the work is done at once.
 */
public final class VirtualBc66 implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualBc66.class);

    private final ScheduledThreadPoolExecutor core;
    private final Line line;
    private final FaultPlan plan;
    private final LineFaults faults;
    private final Bc66 module;
    private final Pacer toLine;
    private final Pacer fromLine;
    private final Consumer<TraceEvent> trace;
    private volatile Thread coreThread;
    private boolean closed;

    private VirtualBc66(Builder builder, Line line) {
        this.line = line;
        core = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "virtual-bc66-core");
            thread.setDaemon(true);
            coreThread = thread;
            return thread;
        });
        core.setRemoveOnCancelPolicy(true);
        core.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        trace = builder.trace;
        plan = builder.plan();
        toLine = builder.baudRate > 0 ? new Pacer(core, System::nanoTime, builder.baudRate, line::write) : null;
        faults = new LineFaults(
                core,
                plan,
                new LineEvents(),
                bytes -> module().received(bytes),
                toLine == null ? line::write : toLine::accept);
        module = new Bc66(
                core,
                System::nanoTime,
                builder.settings(plan, new NetworkFaults(core, plan, TransportFactory.sockets(builder.dtls))),
                faults::toTe);
        fromLine = builder.baudRate > 0 ? new Pacer(core, System::nanoTime, builder.baudRate, faults::fromTe) : null;
    }

    private Bc66 module() {
        return module;
    }

    /** What faults do to the line and the module; on the core. */
    private final class LineEvents implements LineFaults.Events {
        @Override
        public void hangUp() {
            VirtualBc66.this.hangUp();
        }

        @Override
        public void reconnect() {
            VirtualBc66.this.reconnect();
        }

        @Override
        public void reboot() {
            module.reboot();
        }

        @Override
        public void toggleEcho() {
            module.toggleEcho();
        }

        @Override
        public void awake(int contextState) {
            module.awake(contextState);
        }
    }

    /** Describes a module; {@link Builder#start} starts it. */
    public static Builder builder() {
        return new Builder();
    }

    /** The commands that the module knows, as a TE writes them, in order. */
    public static SortedSet<String> knownCommands() {
        ScheduledThreadPoolExecutor idle = new ScheduledThreadPoolExecutor(1);
        try {
            return builder()
                    .stepped(idle, System::nanoTime, TransportFactory.sockets(DtlsTimers.DEFAULT), bytes -> {})
                    .commandNames();
        } finally {
            idle.shutdown();
        }
    }

    /**
     * Loads classes in advance that the first {@code AT+QCOAPCREATE} and {@code AT+QCOAPSEND} need. In a fresh JVM,
     * loading them may take longer than the 300 ms that the note allows a command, above all for DTLS. There is no
     * other reason to call this.
     */
    public static void warmUp() {
        InetSocketAddress any = new InetSocketAddress(Builder.LOCALHOST, 0);
        CoapCodec codec = new CoapCodec();
        codec.decode(codec.encode(CoapMessage.empty(MessageType.CON, 0)));
        try {
            ConnectorTransport.udp(any, (peer, datagram) -> {}).close();
            DtlsTransport.open(any, "warm-up", new byte[1], DtlsTimers.DEFAULT, (peer, datagram) -> {})
                    .close();
        } catch (IOException e) {
            LOG.debug("Cannot warm up", e);
        }
    }

    private void open(boolean banner) throws IOException {
        line.open(fromLine == null ? bytes -> execute(() -> faults.fromTe(bytes)) : fromLine::accept);
        if (banner) {
            run(module::printBanner);
        }
    }

    private void execute(Runnable task) {
        try {
            core.execute(task);
        } catch (RejectedExecutionException e) {
            // closing: nobody is there to take it
        }
    }

    private void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    private <T> T call(Callable<T> task) {
        try {
            if (Thread.currentThread() == coreThread) {
                return task.call();
            }
            Future<T> future = core.submit(task);
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The module is closed", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The device that a serial library opens: the link if there is one, else the terminal; or {@code tcp://host:port}.
     */
    public String device() {
        return line.device();
    }

    /** Every command line received so far, in order, without the CR. */
    public List<String> commands() {
        return List.copyOf(module.commandLines());
    }

    /** Forgets the command lines received so far. */
    public void clearCommands() {
        module.commandLines().clear();
    }

    /** Whether there is a CoAP context. */
    public boolean contextExists() {
        return coapAddress() != null;
    }

    /** The local UDP address of the context, {@code null} without one. */
    public InetSocketAddress coapAddress() {
        return call(() -> module.coap().address()).orElse(null);
    }

    /** Whether there is a CoAP context with DTLS. */
    public boolean contextIsEncrypted() {
        return call(() -> module.coap().isEncrypted());
    }

    /** The resources announced by {@code AT+QCOAPADDRES}, in order. */
    public List<String> resources() {
        return call(() -> module.coap().resources());
    }

    /** Puts bytes on the line towards the TE, as they are. */
    public void emit(byte[] raw) {
        byte[] copy = raw.clone();
        run(() -> module.emit(copy));
    }

    /** Attaches to or detaches from the network. If {@code AT+CEREG} is on, the TE gets a URC. */
    public void attach(boolean on) {
        run(() -> module.attach(on));
    }

    /** Restarts as {@code AT+QRST} does: the RAM is lost, the boot lines are printed. */
    public void reboot() {
        run(module::reboot);
    }

    /** As {@link #reboot()}, but prints nothing, as when the boot lines are lost. */
    public void rebootSilently() {
        run(module::restart);
    }

    /**
     * Forgets all DTLS sessions without informing the peers, which keep them. The next message begins with a handshake.
     *
     * @return false if there is no context with DTLS
     */
    public boolean forgetSessions() {
        return call(() -> module.coap().forgetSessions());
    }

    /**
     * Prints the recovery URC of section 3.3 of the note.
     *
     * @param state 0, or 1, which drops the context as well
     */
    public void recovered(int state) {
        if (state != 0 && state != 1) {
            throw new IllegalArgumentException("state " + state);
        }
        run(() -> module.recovered(state));
    }

    /**
     * Puts the module into deep sleep at once. It ignores its line until PSM_EINT is {@linkplain #pulse() pulsed} or
     * something comes from the network; with {@link Quirk#FIRST_AT_LOST}, a line also wakes it, and is lost. Then it
     * prints the recovery URC. It remembers only its context and resources.
     */
    public void sleep() {
        run(module::sleep);
    }

    /** A pulse on PSM_EINT, which wakes the module from deep sleep; does nothing if it is awake. */
    public void pulse() {
        run(module::pulse);
    }

    /**
     * Hangs the line up: the TE sees its end, and the link is gone. The module itself does not notice, as with a USB
     * adapter that is pulled out. It keeps its context, and in data mode it continues to wait for data.
     */
    public void hangUp() {
        if (toLine != null) {
            toLine.clear();
        }
        line.hangUp();
        changed(State.LINE_LOST);
    }

    /** Makes the line usable again after {@link #hangUp()}, by the same link or port, with a new terminal behind it. */
    public void reconnect() {
        try {
            line.reconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changed(State.LINE_BACK);
    }

    private void changed(State state) {
        execute(() -> trace.accept(new TraceEvent.Changed(state)));
    }

    /** The seed of the faults. */
    public long seed() {
        return plan.seed();
    }

    /**
     * Makes a fault strike at this rate from now on.
     *
     * @param rate the probability at each opportunity; 0 is never
     */
    public void fault(Fault fault, double rate) {
        run(() -> plan.rate(fault, rate));
    }

    /** Ends all faults, those at random and those that were injected. */
    public void noFaults() {
        run(plan::stop);
    }

    /** Makes a fault strike once, at its next opportunity. */
    public void inject(Fault fault) {
        inject(fault, "", 0);
    }

    /** Makes a fault strike once, at its next opportunity after a command line with this start. */
    public void inject(Fault fault, String commandPrefix) {
        inject(fault, commandPrefix, 0);
    }

    /**
     * Makes a fault strike once, after some opportunities have passed. For a fault that strikes at bytes, these are
     * bytes.
     *
     * <p>Everything until the next command line is complete counts as after the last one: its result, and the typing of
     * the next.
     *
     * @param commandPrefix only opportunities after a command line with this start are counted, until the next line is
     *     complete
     * @param skip how many of them pass
     */
    public void inject(Fault fault, String commandPrefix, int skip) {
        run(() -> plan.inject(fault, commandPrefix, skip));
    }

    /**
     * From now on, replies to a command line in place of the module: with lines of information and {@code OK}, framed
     * as the module does.
     *
     * @param command the whole line, in any case, for example {@code AT+CBC}
     * @param lines of information, for example {@code +CBC: 0,88,3512}; {@code ERROR} alone refuses it
     */
    public void answer(String command, String... lines) {
        List<String> copy = List.of(lines);
        run(() -> module.answer(command, copy));
    }

    /**
     * Replies to command lines in place of the module, with any text that a test needs, well-formed or not. The text is
     * printed unchanged, so it needs its own line ends and {@code OK}: {@code "\r\n+CBC: 0,88,3512\r\n\r\nOK\r\n"}.
     * Empty text is silence. No text leaves the line to the module.
     *
     * @param function called on the core with each command line, without the CR
     */
    public void onCommand(Function<String, Optional<String>> function) {
        Objects.requireNonNull(function);
        run(() -> module.hook(function));
    }

    /** Ends all threads, closes the sockets and the line and removes the link. May be called more than once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        run(faults::stop);
        line.close();
        try {
            run(module::close);
        } finally {
            core.shutdownNow();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            if (Thread.currentThread() != coreThread) {
                core.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Describes a module. Not thread-safe. */
    public static final class Builder {
        private static final InetAddress LOCALHOST =
                IpLiteral.parse("127.0.0.1").orElseThrow();

        private Supplier<Line> line = () -> new PtyLine(null);
        private int baudRate;
        private InetAddress address = LOCALHOST;
        private TransmissionParameters transmission = TransmissionParameters.DEFAULT;
        private DtlsTimers dtls = DtlsTimers.DEFAULT;
        private boolean attached = true;
        private String simPin;
        private boolean bootBanner;
        private Timing timing = Timing.constant(Duration.ZERO);
        private Identity identity = Identity.DEFAULT;
        private Quirks standard = Quirks.ofSystemProperty();
        private Quirks quirks = Quirks.NONE;
        private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        private FaultTimes faultTimes = FaultTimes.DEFAULT;
        private long seed = new SplittableRandom().nextLong(0, Integer.MAX_VALUE);
        private Consumer<TraceEvent> trace = event -> {};

        private Builder() {}

        /** A pseudo-terminal (the default). */
        public Builder pty() {
            line = () -> new PtyLine(null);
            return this;
        }

        /** A pseudo-terminal behind a symbolic link, which is replaced if it exists. */
        public Builder pty(Path link) {
            Objects.requireNonNull(link);
            line = () -> new PtyLine(link);
            return this;
        }

        /** A TCP port on the loopback interface; 0 takes a free one. */
        public Builder tcp(int port) {
            return tcp("127.0.0.1", port);
        }

        /** A TCP port. */
        public Builder tcp(String host, int port) {
            InetSocketAddress.createUnresolved(host, port); // refuses a bad port here and now
            line = () -> new TcpLine(new InetSocketAddress(host, port));
            return this;
        }

        /** Paces the line, both ways, to this rate; without it bytes go as fast as they can. */
        public Builder baudRate(int baud) {
            if (baud <= 0) {
                throw new IllegalArgumentException("baud rate " + baud);
            }
            baudRate = baud;
            return this;
        }

        /** The IP address of the module (a literal); 127.0.0.1 by default. */
        public Builder address(String ip) {
            address = IpLiteral.parse(ip).orElseThrow(() -> new IllegalArgumentException("not an IP address: " + ip));
            return this;
        }

        /** ACK_TIMEOUT of RFC 7252, 2 s by default. */
        public Builder ackTimeout(Duration timeout) {
            transmission =
                    new TransmissionParameters(timeout, transmission.ackRandomFactor(), transmission.maxRetransmit());
            return this;
        }

        /** ACK_RANDOM_FACTOR of RFC 7252, 1.5 by default. */
        public Builder ackRandomFactor(double factor) {
            transmission = new TransmissionParameters(transmission.ackTimeout(), factor, transmission.maxRetransmit());
            return this;
        }

        /** MAX_RETRANSMIT of RFC 7252, 4 by default. */
        public Builder maxRetransmit(int count) {
            transmission = new TransmissionParameters(transmission.ackTimeout(), transmission.ackRandomFactor(), count);
            return this;
        }

        /** First timeout and number of retransmissions of the DTLS handshake; 2 s and 4 by default. */
        public Builder dtlsTimers(Duration retransmissionTimeout, int maxRetransmissions) {
            dtls = new DtlsTimers(retransmissionTimeout, maxRetransmissions);
            return this;
        }

        /** Whether the module is attached to the network at the start; true by default. */
        public Builder attached(boolean on) {
            attached = on;
            return this;
        }

        /**
         * After each start, the SIM asks for this PIN. After three wrong ones, it asks for its PUK, which is 12345678.
         * The module attaches when the SIM is unlocked. By default the SIM needs no PIN.
         *
         * @param pin 4 to 8 digits
         */
        public Builder simPin(String pin) {
            if (!pin.matches("[0-9]{4,8}")) {
                throw new IllegalArgumentException("a PIN has 4 to 8 digits");
            }
            simPin = pin;
            return this;
        }

        /** Whether to print the boot lines at the start; false by default. */
        public Builder bootBanner(boolean on) {
            bootBanner = on;
            return this;
        }

        /** Time between a command line (or the end of data) and the reply; none by default. */
        public Builder latency(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("latency " + time);
            }
            timing = Timing.constant(time);
            return this;
        }

        /** How long commands take; no time by default. */
        public Builder timing(Timing how) {
            timing = Objects.requireNonNull(how);
            return this;
        }

        /** The IMEI. */
        public Builder imei(String imei) {
            identity = identity.withImei(imei);
            return this;
        }

        /**
         * Adds a deviation from the note, with its default value if it takes one. It is added to those named before,
         * and to those of the system property {@value Quirks#PROPERTY} that it does not exclude.
         *
         * @throws IllegalArgumentException if one that was named before excludes it
         */
        public Builder quirk(Quirk quirk) {
            quirks = quirks.with(quirk);
            return this;
        }

        /**
         * As {@link #quirk(Quirk)}, with a value.
         *
         * @throws IllegalArgumentException also if it takes no value, or not this
         */
        public Builder quirk(Quirk quirk, String value) {
            quirks = quirks.with(quirk, value);
            return this;
        }

        /** Sets all deviations from the note. Those named before and those of the system property have no effect. */
        public Builder quirks(Quirks all) {
            quirks = Objects.requireNonNull(all);
            standard = Quirks.NONE;
            return this;
        }

        /** Makes a fault strike at its default rate. */
        public Builder fault(Fault fault) {
            return fault(fault, fault.defaultRate());
        }

        /**
         * Makes a fault strike at random.
         *
         * @param rate the probability at each opportunity; 0 to 1
         */
        public Builder fault(Fault fault, double rate) {
            rates.put(fault, FaultPlan.checkRate(rate));
            return this;
        }

        /** How long faults take. */
        public Builder faultTimes(FaultTimes times) {
            faultTimes = Objects.requireNonNull(times);
            return this;
        }

        /** The seed of the faults; another one each time by default. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /**
         * Gets everything that goes over the line and the network, on the core thread. Several consumers each get
         * everything.
         */
        public Builder trace(Consumer<TraceEvent> consumer) {
            trace = trace.andThen(guarded(Objects.requireNonNull(consumer)));
            return this;
        }

        /** An onlooker that fails must not disturb the module. */
        private static Consumer<TraceEvent> guarded(Consumer<TraceEvent> consumer) {
            return event -> {
                try {
                    consumer.accept(event);
                } catch (Throwable e) {
                    // that of an assertion, too
                    LOG.warn("Trace failed", e);
                }
            };
        }

        private FaultPlan plan() {
            return new FaultPlan(seed, rates, faultTimes, new FaultTrace(trace));
        }

        private Settings settings(FaultPlan plan, TransportFactory transports) {
            return new Settings(
                    identity,
                    address,
                    transmission,
                    transports,
                    attached,
                    simPin,
                    timing,
                    Firmware.of(quirks.over(standard)),
                    plan,
                    trace);
        }

        /**
         * Makes a module without line, sockets and threads of its own, for a test with a time of its own. The builder's
         * line, DTLS timers and faults have no effect.
         *
         * @param core runs what the module does, one task after the other
         * @param nanoTime its time
         * @param network opens what stands for sockets
         * @param line takes what the module prints
         */
        public SteppedBc66 stepped(
                ScheduledExecutorService core, LongSupplier nanoTime, TransportFactory network, Consumer<byte[]> line) {
            return new SteppedBc66(new Bc66(core, nanoTime, settings(FaultPlan.none(), network), line));
        }

        /**
         * Starts the module.
         *
         * @throws UncheckedIOException if the line cannot be opened
         */
        public VirtualBc66 start() {
            VirtualBc66 started = new VirtualBc66(this, line.get());
            try {
                started.open(bootBanner);
                return started;
            } catch (IOException e) {
                started.close();
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }
}

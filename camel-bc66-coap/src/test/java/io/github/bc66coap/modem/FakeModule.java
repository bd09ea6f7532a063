// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;

/**
 * A scripted module in virtual time. It answers as a well-behaved one does, {@link #LATENCY} after the command; a script
 * takes commands away from that, one each, in their order.
 */
final class FakeModule implements ModemTransportFactory {
    /** From the end of a command to its answer. */
    static final Duration LATENCY = Duration.ofMillis(5);

    private static final Script SILENCE = (module, command) -> {};

    private final ManualEventLoop loop;
    private final List<String> commands = new ArrayList<>();
    private final Deque<Scripted> scripts = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private final StringBuilder received = new StringBuilder();
    private Link link;
    private IOException refusal;
    private int opened;
    private int awaitedData = -1;
    private boolean mute;
    /** It does one thing after the other. */
    private boolean busy;

    private int starts;
    private boolean stuck;
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);
    private CompletableFuture<Boolean> driver = CompletableFuture.completedFuture(true);
    private final Deque<String> backlog = new ArrayDeque<>();
    private final ByteCount said = new ByteCount();
    private final ByteCount heard = new ByteCount();
    private boolean broken;
    private BooleanSupplier hears = () -> true;
    private Script network = (module, command) -> module.says(module.done("+QCOAPSEND: 0"));
    private Consumer<String> onlooker = command -> {};
    String rateHint = "";
    boolean context;
    boolean showAddress;
    boolean showOptions;
    boolean attached = true;
    FakeSim sim = new FakeSim(null);
    /** Whether {@code +QCOAPSEND} and {@code +QCOAPDEL} come. */
    boolean printsOutcomes = true;

    int status = 4;

    /** What the module does instead of its usual answer. */
    @FunctionalInterface
    interface Script {
        void on(FakeModule module, String command);
    }

    private record Scripted(Predicate<String> commands, Script script) {}

    FakeModule(ManualEventLoop loop) {
        this.loop = loop;
    }

    // what a test tells it

    /** The next command that starts so is handled by {@code script}. */
    FakeModule on(String start, Script script) {
        scripts.add(new Scripted(command -> command.startsWith(start), script));
        return this;
    }

    FakeModule silentOn(String start) {
        return on(start, SILENCE);
    }

    FakeModule answer(String start, String... answer) {
        return on(start, (module, command) -> module.says(answer));
    }

    FakeModule refuse(String start) {
        return answer(start, "ERROR");
    }

    /** Says the usual answer, that late. */
    FakeModule late(String start, Duration delay) {
        return on(start, (module, command) -> loop.schedule(delay, () -> module.usual(command)));
    }

    /**
     * Takes that long for the next command that starts so, and then gives this answer, or, with none, the usual one. What
     * comes meanwhile waits: a module does one thing after the other.
     */
    FakeModule stall(String start, Duration time, String... answer) {
        return on(start, (module, command) -> {
            busy = true;
            loop.schedule(time, () -> {
                if (busy) {
                    if (answer.length == 0) {
                        usual(command);
                    } else if (link != null) {
                        says(answer);
                    }
                    free();
                }
            });
        });
    }

    /** What becomes of each message without a script of its own, instead of being sent at once. */
    void network(Script sends) {
        network = sends;
    }

    /** Told of each command before it is answered. */
    void onlooker(Consumer<String> told) {
        onlooker = told;
    }

    /** Asked before each command whether it is answered. */
    void before(BooleanSupplier answers) {
        hears = answers;
    }

    /** Answers nothing any more, or again. */
    void mute(boolean on) {
        mute = on;
    }

    /** The line takes no bytes, or takes them again. */
    void stuck(boolean on) {
        stuck = on;
    }

    /** Closing a line hangs, or doesn't any more. */
    void closingHangs(boolean on) {
        if (on) {
            closing = new CompletableFuture<>();
        } else {
            closing.complete(null);
        }
    }

    /** Driving a control line hangs, until it comes back. */
    void driverHangs() {
        driver = new CompletableFuture<>();
    }

    void driverComesBack() {
        driver.complete(true);
    }

    /** Driving a control line fails. */
    void driverFails(RuntimeException failure) {
        driver = CompletableFuture.failedFuture(failure);
    }

    /** The next openings fail, or, with {@code null}, don't. */
    void refuseOpening(String message) {
        refusal = message == null ? null : new IOException(message);
    }

    /** Says lines at once, in one read. */
    void says(String... text) {
        StringBuilder all = new StringBuilder();
        for (String line : text) {
            all.append("\r\n").append(line).append("\r\n");
        }
        link.deliver(all.toString());
    }

    /** Puts bytes on the line as they are. */
    void emits(String bytes) {
        link.deliver(bytes);
    }

    /** Restarts: what was in its RAM is gone, and it says so. */
    void restarts() {
        forget();
        says("F1: 0000 0000", "RDY", "+CFUN: 1");
    }

    void forget() {
        context = false;
        showAddress = false;
        showOptions = false;
        sim.restarts();
        awaitedData = -1;
        received.setLength(0);
        busy = false;
        starts++;
        broken = false;
        backlog.clear();
    }

    /** It is in data mode, and waits for so many bytes, whether it has said so or not. */
    void awaitData(int count) {
        awaitedData = count;
        // what has come before is data, too
        backlog.forEach(command -> received.append(command).append('\r'));
        backlog.clear();
    }

    /** Hangs up when it has said so many bytes since they were last counted from 0. */
    void hangUpAfterSaying(int bytes) {
        said.limit = bytes;
    }

    /** Hangs up when it has heard so many bytes since they were last counted from 0. */
    void hangUpAfterHearing(int bytes) {
        heard.limit = bytes;
    }

    /** Counts what is said and heard from 0. */
    void count() {
        said.restart();
        heard.restart();
    }

    void hangsUp() {
        Link gone = link;
        link = null;
        gone.sink.onEnd("the other side hung up");
    }

    // what a test asks it

    /** Bytes since they were last counted from 0. */
    int said() {
        return said.count;
    }

    int heard() {
        return heard.count;
    }

    /** All commands since the last call. */
    List<String> takeCommands() {
        List<String> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    /** Pulses of control lines. */
    List<String> controlLines() {
        return lines;
    }

    int opened() {
        return opened;
    }

    boolean isOpen() {
        return link != null;
    }

    /** How many scripts no command has met yet. */
    int scriptsLeft() {
        return scripts.size();
    }

    List<String> openedWith() {
        return settings;
    }

    // the line

    @Override
    public ModemTransport open(String device, LineSettings lineSettings) throws IOException {
        settings.add(device + "@" + lineSettings.baudRate());
        if (refusal != null) {
            throw refusal;
        }
        opened++;
        link = new Link();
        return link;
    }

    private void received(String bytes) {
        received.append(bytes);
        if (awaitedData >= 0) {
            data();
        }
        int end = received.indexOf("\r");
        while (awaitedData < 0 && end >= 0) {
            String command = received.substring(0, end);
            received.delete(0, end + 1);
            if (!command.isEmpty()) {
                command(command);
            }
            end = received.indexOf("\r");
        }
    }

    private void data() {
        if (received.length() >= awaitedData) {
            String data = "<" + received.substring(0, awaitedData) + ">";
            received.setLength(0);
            awaitedData = -1;
            commands.add(data);
            handle(data);
        }
    }

    private void command(String command) {
        commands.add(command);
        onlooker.accept(command);
        if (broken) {
            // the beginning of one command, and another
            broken = false;
            loop.schedule(LATENCY, () -> {
                if (link != null) {
                    says("ERROR");
                }
            });
            return;
        }
        if (!mute && hears.getAsBoolean()) {
            handle(command);
        }
    }

    private void free() {
        busy = false;
        while (!busy && awaitedData < 0 && !backlog.isEmpty()) {
            handle(backlog.remove());
        }
    }

    private void handle(String command) {
        if (busy) {
            backlog.add(command);
            return;
        }
        for (Scripted scripted : scripts) {
            if (scripted.commands().test(command)) {
                scripts.remove(scripted);
                scripted.script().on(this, command);
                return;
            }
        }
        busy = true;
        int before = starts;
        loop.schedule(LATENCY, () -> {
            if (before == starts) {
                usual(command);
                free();
            }
        });
    }

    /** Says what a well-behaved module answers. */
    void usual(String command) {
        if (link == null) {
            return;
        }
        Optional<String[]> ofSim = sim.answer(command);
        if (ofSim.isPresent()) {
            says(ofSim.get());
        } else if (command.equals("AT+QCOAPOPEN=?")) {
            says("ERROR");
        } else if (command.equals("AT+QCOAPCREATE=?")) {
            says("+QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>", "OK");
        } else if (command.equals("AT+QCOAPHEAD=?")) {
            says("+QCOAPHEAD: (1-5),(0-65535),(1-8),<token>", "OK");
        } else if (command.equals("AT+QCOAPOPTION=?")) {
            says("+QCOAPOPTION: (1-12),(1,3-8,11,12),<opt_value>", "OK");
        } else if (command.startsWith("AT+QCOAPCREATE=")) {
            says(context ? "ERROR" : "OK");
            context = true;
        } else if (command.equals("AT+QCOAPDEL")) {
            says(context ? done("+QCOAPDEL: 0") : new String[] {"ERROR"});
            context = false;
        } else if (command.equals("AT+CGATT?")) {
            says("+CGATT: " + bit(attached && !sim.isLocked()), "OK");
        } else if (command.equals("AT+QCOAPCFG?")) {
            says("+QCOAPCFG: \"Showra\"," + bit(showAddress), "+QCOAPCFG: \"Showrspopt\"," + bit(showOptions), "OK");
        } else if (command.startsWith("AT+QCOAPCFG=\"Showra\"")) {
            showAddress = command.endsWith("1");
            says("OK");
        } else if (command.startsWith("AT+QCOAPCFG=\"Showrspopt\"")) {
            showOptions = command.endsWith("1");
            says("OK");
        } else if (command.equals("AT+QCOAPDATASTATUS?")) {
            says("+QCOAPDATASTATUS: " + status, "OK");
        } else if (command.startsWith("<")) {
            says(done("+QCOAPSEND: 0"));
        } else if (command.startsWith("AT+QCOAPSEND=")) {
            send(command);
        } else {
            says("OK");
        }
    }

    private void send(String command) {
        String[] fields = command.split(",");
        if (fields.length == 5 && !fields[4].equals("0")) {
            awaitData(Integer.parseInt(fields[4]));
            says(">");
        } else {
            network.on(this, command);
        }
    }

    String[] done(String outcome) {
        return printsOutcomes ? new String[] {"OK", outcome} : new String[] {"OK"};
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }

    /** Counts bytes, and says when they are enough. */
    private static final class ByteCount {
        private int count;
        private int limit = Integer.MAX_VALUE;

        /** Those that go over the line before it is cut. */
        String pass(String bytes) {
            int passed = Math.min(bytes.length(), limit - count);
            count += passed;
            return bytes.substring(0, passed);
        }

        /** Are they enough? Once. */
        boolean isReached() {
            boolean reached = count == limit;
            if (reached) {
                limit = Integer.MAX_VALUE;
            }
            return reached;
        }

        void restart() {
            count = 0;
            limit = Integer.MAX_VALUE;
        }
    }

    private final class Link extends FakeLine {
        private void deliver(String text) {
            if (!closed) {
                sink.onBytes(said.pass(text).getBytes(StandardCharsets.ISO_8859_1));
                if (said.isReached() && isUp()) {
                    hangsUp();
                }
            }
        }

        private boolean isUp() {
            return !closed && link == this;
        }

        @Override
        public void close() {
            super.close();
            if (link == this) {
                link = null;
            }
        }

        @Override
        Wire wire() {
            return new LinkWire();
        }

        private final class LinkWire extends FakeLineWire {
            @Override
            public CompletableFuture<Void> write(byte[] bytes) {
                CompletableFuture<Void> written = new CompletableFuture<>();
                if (stuck) {
                    return written;
                }
                loop.execute(() -> {
                    if (isUp()) {
                        written.complete(null);
                        heard(new String(bytes, StandardCharsets.ISO_8859_1));
                    } else {
                        written.completeExceptionally(new IOException("the line is closed"));
                    }
                });
                return written;
            }

            @Override
            public CompletableFuture<Boolean> drive(ControlLine line, boolean active) {
                lines.add(line + (active ? "+" : "-"));
                return driver;
            }

            @Override
            public String rateHint() {
                return rateHint;
            }

            private void heard(String bytes) {
                received(heard.pass(bytes));
                if (heard.isReached()) {
                    broken = awaitedData < 0 && received.length() > 0;
                    hangsUp();
                }
            }

            @Override
            public CompletableFuture<Void> close() {
                super.close();
                return CompletableFuture.allOf(closing, driver.handle((driven, failure) -> driven));
            }
        }
    }
}

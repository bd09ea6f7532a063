// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.github.bc66coap.simulator.TraceEvent.Changed.State;
import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Printer.Kind;
import io.github.bc66coap.simulator.at.Reply;
import io.github.bc66coap.simulator.fault.ReplyTiming;
import io.github.bc66coap.simulator.fault.ResultFaults;

/** The module itself, without the line. Core thread only, except for the list of commands. */
final class Bc66 {
    private final ScheduledExecutorService core;
    private final Firmware firmware;
    private final ModuleState state;
    private final Sleep sleep;
    private final SimCard card;
    private final BasicCommands basic;
    private final CoapCommands coap;
    private final CommandPort port;
    private final Output output;
    private final Consumer<TraceEvent> trace;
    private final Map<String, CommandSet.Command> commands = new HashMap<>();
    /** Whether it attaches as soon as the SIM is unlocked. */
    private boolean attachesUnlocked;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private Function<String, Optional<String>> hook = line -> Optional.empty();
    /** Told from outside; by command lines in capital letters. */
    private final Map<String, List<String>> answers = new HashMap<>();

    Bc66(ScheduledExecutorService core, LongSupplier nanoTime, Settings settings, Consumer<byte[]> line) {
        this.core = core;
        trace = settings.trace();
        firmware = settings.firmware();
        card = new SimCard(settings.simPin());
        state = new ModuleState(settings.attached(), firmware.sleep().any());
        sleep = new Sleep(nanoTime, firmware.sleep(), () -> state.sleepMode != 0, this::woke);
        output = new Output(
                bytes -> {
                    sleep.speaking();
                    line.accept(bytes);
                },
                settings.trace());
        port = new CommandPort(
                core,
                nanoTime,
                firmware,
                new ReplyTiming(settings.faults(), settings.timing()),
                new Handler(),
                new ResultFaults(core, settings.faults(), output),
                output);
        NetworkCommands network = new NetworkCommands();
        basic = new BasicCommands(state, settings.identity(), card, network, this::attach, this::reboot);
        coap = new CoapCommands(core, settings, state, port::unsolicited, sleep::wake);
        commands.putAll(basic.commands());
        commands.putAll(new SimCommands(card, this::unlocked).commands());
        commands.putAll(network.commands());
        if (firmware.hasCoap()) {
            commands.putAll(coap.commands());
        }
        if (firmware.opensClients()) {
            commands.put("+QCOAPOPEN", Bc66::otherClients);
        }
        detachIfLocked();
    }

    private final class Handler implements CommandPort.Handler {
        @Override
        public Reply execute(String line) {
            String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            received.add(text);
            if (sleep.ignores(line)) {
                return new Reply.Raw("");
            }
            firmware.chatter().forEach(urc -> port.interject(ascii(urc)));
            Optional<String> replacement = hook.apply(text);
            if (replacement.isPresent()) {
                return new Reply.Raw(replacement.get());
            }
            List<String> answer = answers.get(text.toUpperCase(Locale.ROOT));
            return answer == null ? dispatch(AtCommand.parse(line)) : told(answer);
        }

        @Override
        public int errorLevel() {
            return state.errorLevel;
        }

        @Override
        public boolean echo() {
            return state.echo;
        }
    }

    private static Reply told(List<String> answer) {
        if (answer.equals(List.of("ERROR"))) {
            throw AtError.notSupported("it was told to refuse this");
        }
        return Reply.ok(answer.toArray(String[]::new));
    }

    private Reply dispatch(AtCommand command) {
        CommandSet.Command known = commands.get(command.name());
        if (known == null) {
            throw AtError.notSupported("no command " + command.name());
        }
        return known.execute(command);
    }

    /** Of another dialect, no more than what shows it. */
    private static Reply otherClients(AtCommand command) {
        if (command.form() != AtCommand.Form.TEST) {
            throw AtError.notSupported("no such form of +QCOAPOPEN");
        }
        return Reply.ok("+QCOAPOPEN: (0-4),<host>,(1-65535)");
    }

    void received(byte[] bytes) {
        byte[] heard = sleep.heard(bytes);
        if (heard.length > 0) {
            port.received(heard);
        }
    }

    void emit(byte[] raw) {
        output.print(Kind.RAW, raw);
    }

    List<String> commandLines() {
        return received;
    }

    CoapCommands coap() {
        return coap;
    }

    void hook(Function<String, Optional<String>> function) {
        hook = function;
    }

    void answer(String command, List<String> lines) {
        answers.put(command.toUpperCase(Locale.ROOT), lines);
    }

    /** What it knows, as the TE writes it. */
    SortedSet<String> commandNames() {
        return commands.keySet().stream().map("AT"::concat).collect(Collectors.toCollection(TreeSet::new));
    }

    private void detachIfLocked() {
        if (!card.isReady()) {
            attachesUnlocked |= state.attached;
            state.attached = false;
            coap.online(false);
        }
    }

    private void unlocked() {
        tellCard();
        if (attachesUnlocked) {
            attachesUnlocked = false;
            attach(true);
        }
    }

    private void tellCard() {
        port.unsolicited(ascii("+CPIN: " + card.notice()));
    }

    void attach(boolean on) {
        if (!card.isReady()) {
            attachesUnlocked = on;
            return;
        }
        if (state.attached == on) {
            return;
        }
        state.attached = on;
        coap.online(on);
        tell(on ? State.ATTACHED : State.DETACHED);
        tellRegistration();
    }

    private void tell(State changed) {
        trace.accept(new TraceEvent.Changed(changed));
    }

    private void tellRegistration() {
        String urc = basic.registrationUrc();
        if (!urc.isEmpty()) {
            port.unsolicited(ascii(urc));
        }
    }

    /** Falls into deep sleep. */
    void sleep() {
        sleep.begin();
        tell(State.ASLEEP);
    }

    /** A pulse on PSM_EINT. */
    void pulse() {
        sleep.wake();
    }

    private void woke() {
        tell(State.AWAKE);
        boolean hadContext = coap.address().isPresent();
        port.reset();
        search();
        if (hadContext) {
            awake(firmware.sleep().losesContext() ? 1 : 0);
        } else {
            state.reset();
        }
    }

    private void search() {
        int millis = firmware.sleep().searching();
        if (millis > 0) {
            state.registered = false;
            core.schedule(
                    () -> {
                        state.registered = true;
                        tellRegistration();
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Loses all RAM; the network is the same afterwards. */
    void reboot() {
        restart();
        printBanner();
    }

    /** As {@link #reboot()}, but prints nothing. */
    void restart() {
        tell(State.RESTARTED);
        coap.reset();
        state.reset();
        port.reset();
        sleep.reset();
        card.restart();
        detachIfLocked();
    }

    void printBanner() {
        BootLog boot = firmware.boot();
        port.boot(boot);
        if (boot.ready()) {
            port.unsolicited(ascii("RDY"));
        }
        if (boot.functions()) {
            port.unsolicited(ascii("+CFUN: 1"));
            tellCard();
        }
    }

    void recovered(int contextState) {
        if (contextState == 1) {
            coap.dropContext();
        }
        port.unsolicited(firmware.urcFormat().recovered(contextState));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Wakes from deep sleep: what is not kept in flash is as after power-on. The context may have survived. */
    void awake(int contextState) {
        coap.forgetInSleep();
        state.reset();
        recovered(contextState);
    }

    void toggleEcho() {
        state.echo = !state.echo;
    }

    void close() {
        coap.dropContext();
    }
}

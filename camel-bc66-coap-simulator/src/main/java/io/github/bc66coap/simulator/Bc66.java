/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Printer.Kind;
import io.github.bc66coap.simulator.at.Reply;
import io.github.bc66coap.simulator.fault.ReplyTiming;
import io.github.bc66coap.simulator.fault.ResultFaults;

/** The module itself, without the line. Core thread only, except for the list of commands. */
final class Bc66 {
    private static final List<String> BOOT =
            List.of("F1: 0000 0000", "V0: 0000 0000 [0001]", "00: 0006 000C", "01: 0000 0000", "U0: 0000 0001 [0000]");
    private static final List<String> BANNER = List.of("RDY", "+CFUN: 1", "+CPIN: READY");

    private final ModuleState state;
    private final BasicCommands basic;
    private final CoapCommands coap;
    private final CommandPort port;
    private final Output output;
    private final Map<String, CommandSet.Command> commands = new HashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private Function<String, Optional<String>> hook = line -> Optional.empty();

    Bc66(ScheduledExecutorService core, Settings settings, Consumer<byte[]> line) {
        state = new ModuleState(settings.attached());
        output = new Output(line, settings.trace());
        port = new CommandPort(
                core,
                settings.atFormat(),
                new ReplyTiming(settings.faults(), settings.timing()),
                new Handler(),
                new ResultFaults(core, settings.faults(), output),
                output);
        basic = new BasicCommands(state, settings.identity(), this::attach, this::reboot);
        coap = new CoapCommands(core, settings, state, port::unsolicited);
        commands.putAll(basic.commands());
        commands.putAll(coap.commands());
    }

    private final class Handler implements CommandPort.Handler {
        @Override
        public Reply execute(String line) {
            String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            received.add(text);
            Optional<String> replacement = hook.apply(text);
            return replacement.isPresent() ? new Reply.Raw(replacement.get()) : dispatch(AtCommand.parse(line));
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

    private Reply dispatch(AtCommand command) {
        CommandSet.Command known = commands.get(command.name());
        if (known == null) {
            throw AtError.notSupported("no command " + command.name());
        }
        return known.execute(command);
    }

    void received(byte[] bytes) {
        port.received(bytes);
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

    void attach(boolean on) {
        if (state.attached == on) {
            return;
        }
        state.attached = on;
        coap.online(on);
        String urc = basic.registrationUrc();
        if (!urc.isEmpty()) {
            port.unsolicited(urc.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** All RAM is lost; the network comes back as it was. */
    void reboot() {
        coap.reset();
        state.reset();
        port.reset();
        printBanner();
    }

    void printBanner() {
        emit(("\r\n" + String.join("\r\n", BOOT) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        BANNER.forEach(line -> port.unsolicited(line.getBytes(StandardCharsets.ISO_8859_1)));
    }

    void recovered(int contextState) {
        if (contextState == 1) {
            coap.dropContext();
        }
        port.unsolicited(("+QCOAPURC: recovered," + contextState).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Back from deep sleep: what is not kept in flash is as after power-on; the context is there still, or not. */
    void awake(int contextState) {
        coap.forgetSettings();
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

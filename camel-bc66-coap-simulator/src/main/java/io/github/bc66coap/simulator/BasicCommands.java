// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import io.github.bc66coap.simulator.at.Arguments;
import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.CmeError;
import io.github.bc66coap.simulator.at.Reply;

/**
 * The commands around CoAP. The note shows {@code AT+CGATT?} (section 4.1) and {@code AT+QENG=0} (section 4.3); the
 * others follow 3GPP TS 27.007 as far as a CoAP client may want them. Core thread only.
 */
final class BasicCommands implements CommandSet {
    private static final String CELL = "+QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3";
    private static final String REGISTERED_WHERE = ",\"4C10\",\"05C4BC33\",9";

    private final ModuleState state;
    private final Identity identity;
    private final SimCard card;
    private final NetworkCommands network;
    private final Consumer<Boolean> attach;
    private final Runnable restart;

    BasicCommands(
            ModuleState state,
            Identity identity,
            SimCard card,
            NetworkCommands network,
            Consumer<Boolean> attach,
            Runnable restart) {
        this.state = state;
        this.identity = identity;
        this.card = card;
        this.network = network;
        this.attach = attach;
        this.restart = restart;
    }

    @Override
    public Map<String, Command> commands() {
        return Map.ofEntries(
                Map.entry("", command -> Reply.ok()),
                Map.entry("E0", command -> echo(false)),
                Map.entry("E1", command -> echo(true)),
                Map.entry("I", command -> identify()),
                Map.entry("+CGATT", this::attachment),
                Map.entry("+CEREG", this::registration),
                Map.entry("+CSCON", this::connection),
                Map.entry("+CSQ", this::signal),
                Map.entry("+CBC", this::battery),
                Map.entry("+CGSN", this::serialNumber),
                Map.entry("+CMEE", this::errors),
                Map.entry("+CFUN", this::functionality),
                Map.entry("+QENG", this::cell),
                Map.entry("+QSCLK", this::sleep),
                Map.entry("+QRST", this::reset));
    }

    private Reply echo(boolean on) {
        state.echo = on;
        return Reply.ok();
    }

    private Reply identify() {
        return Reply.ok(identity.manufacturer(), identity.model(), "Revision: " + identity.revision());
    }

    private Reply attachment(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CGATT: " + (state.attached ? 1 : 0));
            case TEST -> Reply.ok("+CGATT: (0,1)");
            case WRITE -> {
                boolean on = only(command, 0, 1) == 1;
                if (on && !card.isReady()) {
                    throw new AtError(CmeError.SIM_PIN_REQUIRED, "the card is locked");
                }
                yield Reply.okThen(() -> attach.accept(on));
            }
            case EXECUTE -> throw AtError.notSupported("+CGATT has no execution command");
        };
    }

    private Reply registration(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CEREG: " + state.registrationUrc + "," + registration());
            case TEST -> Reply.ok("+CEREG: (0-5)");
            case WRITE -> set(command, 0, 5, value -> state.registrationUrc = value);
            case EXECUTE -> throw AtError.notSupported("+CEREG has no execution command");
        };
    }

    private String registration() {
        if (!state.attached) {
            return "0";
        }
        if (!state.registered) {
            return "2";
        }
        if (state.registrationUrc < 2) {
            return "1";
        }
        return "1" + REGISTERED_WHERE + (state.registrationUrc < 4 ? "" : network.grantedTimers());
    }

    /** The unsolicited result when the registration has changed; empty if the TE does not want it. */
    String registrationUrc() {
        return state.registrationUrc == 0 ? "" : "+CEREG: " + registration();
    }

    private Reply connection(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CSCON: " + state.connectionUrc + "," + (state.attached ? 1 : 0));
            case TEST -> Reply.ok("+CSCON: (0,1)");
            case WRITE -> set(command, 0, 1, value -> state.connectionUrc = value);
            case EXECUTE -> throw AtError.notSupported("+CSCON has no execution command");
        };
    }

    private Reply signal(AtCommand command) {
        return switch (command.form()) {
            case EXECUTE -> Reply.ok("+CSQ: 20,0");
            case TEST -> Reply.ok("+CSQ: (0-31,99),(0-7,99)");
            default -> throw AtError.notSupported("no such form of +CSQ");
        };
    }

    /** 27.007 section 8.4, with the voltage in millivolts as BC66 firmware has it. */
    private Reply battery(AtCommand command) {
        return switch (command.form()) {
            case EXECUTE -> Reply.ok("+CBC: 0,88,3512");
            case TEST -> Reply.ok("+CBC: (0-2),(1-100),<voltage>");
            default -> throw AtError.notSupported("no such form of +CBC");
        };
    }

    private Reply serialNumber(AtCommand command) {
        return switch (command.form()) {
            case EXECUTE -> Reply.ok(identity.imei());
            case TEST -> Reply.ok("+CGSN: (0,1)");
            case WRITE ->
                only(command, 0, 1) == 0 ? Reply.ok(identity.serialNumber()) : Reply.ok("+CGSN: " + identity.imei());
            case READ -> throw AtError.notSupported("+CGSN has no read command");
        };
    }

    private Reply errors(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CMEE: " + state.errorLevel);
            case TEST -> Reply.ok("+CMEE: (0,1,2)");
            case WRITE -> set(command, 0, 2, value -> state.errorLevel = value);
            case EXECUTE -> throw AtError.notSupported("+CMEE has no execution command");
        };
    }

    private Reply functionality(AtCommand command) {
        if (command.form() != AtCommand.Form.READ) {
            throw AtError.notSupported("no such form of +CFUN");
        }
        return Reply.ok("+CFUN: 1");
    }

    private Reply cell(AtCommand command) {
        if (command.form() != AtCommand.Form.WRITE) {
            throw AtError.notSupported("no such form of +QENG");
        }
        only(command, 0, 0);
        return Reply.ok(CELL);
    }

    private Reply sleep(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+QSCLK: " + state.sleepMode);
            case TEST -> Reply.ok("+QSCLK: (0-2)");
            case WRITE -> set(command, 0, 2, value -> state.sleepMode = value);
            case EXECUTE -> throw AtError.notSupported("+QSCLK has no execution command");
        };
    }

    private Reply reset(AtCommand command) {
        switch (command.form()) {
            case EXECUTE -> {}
            case WRITE -> only(command, 1, 1);
            default -> throw AtError.notSupported("no such form of +QRST");
        }
        return Reply.okThen(restart);
    }

    private static Reply set(AtCommand command, int min, int max, IntConsumer setter) {
        setter.accept(only(command, min, max));
        return Reply.ok();
    }

    private static int only(AtCommand command, int min, int max) {
        Arguments arguments = Arguments.parse(command.arguments());
        int value = arguments.integer(min, max);
        arguments.end();
        return value;
    }
}

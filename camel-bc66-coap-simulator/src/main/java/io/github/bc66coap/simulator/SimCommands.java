// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Map;

import io.github.bc66coap.simulator.at.Arguments;
import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Reply;

/** The commands for the SIM's PIN (3GPP TS 27.007, sections 8.3 and 8.65). */
final class SimCommands implements CommandSet {
    private static final int MIN_PIN_DIGITS = 4;
    private static final int MAX_PIN_DIGITS = 8;

    private final SimCard card;
    private final Runnable unlocked;

    /** @param unlocked run when the card has got its PIN, behind the {@code OK} */
    SimCommands(SimCard card, Runnable unlocked) {
        this.card = card;
        this.unlocked = unlocked;
    }

    @Override
    public Map<String, Command> commands() {
        return Map.of("+CPIN", this::pin, "+CPINR", this::tries);
    }

    private Reply pin(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CPIN: " + card.code());
            case TEST -> Reply.ok();
            case WRITE -> enter(command);
            case EXECUTE -> throw AtError.notSupported("+CPIN has no execution command");
        };
    }

    /** Real modules take a PIN without quotes, too. */
    private Reply enter(AtCommand command) {
        Arguments arguments = Arguments.parse(command.arguments(), false);
        String given = password(arguments);
        String newPin = arguments.left() > 0 ? password(arguments) : null;
        arguments.end();
        if (card.isReady()) {
            throw AtError.notAllowed("no PIN is asked for");
        }
        if (newPin != null && card.code().equals("SIM PUK")) {
            card.unblock(given, newPin);
        } else {
            card.verify(given);
        }
        return Reply.okThen(unlocked);
    }

    private static String password(Arguments arguments) {
        String text = arguments.string(MIN_PIN_DIGITS, MAX_PIN_DIGITS);
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw AtError.arguments("a PIN has digits only");
        }
        return text;
    }

    private Reply tries(AtCommand command) {
        String pin = "+CPINR: SIM PIN," + card.pinTries() + "," + SimCard.PIN_TRIES;
        String puk = "+CPINR: SIM PUK," + card.pukTries() + "," + SimCard.PUK_TRIES;
        return switch (command.form()) {
            case EXECUTE -> Reply.ok(pin, puk);
            case TEST -> Reply.ok();
            case WRITE -> one(command, pin, puk);
            case READ -> throw AtError.notSupported("+CPINR has no read command");
        };
    }

    private static Reply one(AtCommand command, String pin, String puk) {
        Arguments arguments = Arguments.parse(command.arguments());
        String code = arguments.string(1, 10);
        arguments.end();
        return switch (code) {
            case "SIM PIN" -> Reply.ok(pin);
            case "SIM PUK" -> Reply.ok(puk);
            default -> throw AtError.arguments("no such password");
        };
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;

/**
 * How long to wait for what, counted from when the last byte has left.
 *
 * @param command for the reply of an ordinary command, more than 0
 * @param send for the outcome of a command that needs the network, more than 0
 * @param idleGap how long silence in the middle of a notification lasts before the rest is taken for lost, more than 0
 */
public record AtTiming(Duration command, Duration send, Duration idleGap) {
    /** Cards are slow, and there are modules whose makers allow 9 s: a late refusal must not pass for none. */
    private static final Duration SIM = Duration.ofSeconds(10);

    public AtTiming {
        requirePositive("command", command);
        requirePositive("send", send);
        requirePositive("idleGap", idleGap);
    }

    Duration of(AtCommand.Patience patience) {
        return switch (patience) {
            case COMMAND -> command;
            case SEND -> send;
            case SIM -> command.compareTo(SIM) > 0 ? command : SIM;
        };
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than 0 but is " + value);
        }
    }
}

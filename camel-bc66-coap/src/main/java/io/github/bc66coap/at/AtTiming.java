// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;

/**
 * How long to wait, counted from when the last byte has left.
 *
 * @param command for the reply of an ordinary command, more than 0
 * @param send for the outcome of a command that needs the network, more than 0
 * @param idleGap how much silence inside a notification means that its rest is lost, more than 0
 */
public record AtTiming(Duration command, Duration send, Duration idleGap) {
    /** Cards are slow; some vendors allow 9 s. A late refusal must not be missed. */
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

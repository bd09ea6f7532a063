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

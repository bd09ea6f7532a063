// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.math.BigDecimal;
import java.time.Duration;

import io.github.bc66coap.coap.BlockOption;

/** The ranges of options. Their descriptions name the same ranges. */
final class OptionRanges {
    /** Nothing waits for ever, and no sum or multiple of durations overflows. */
    private static final Duration LONGEST = Duration.ofHours(24);
    /** The note promises a reply within 300 ms. Waking up and some firmware take longer. */
    private static final Duration LONGEST_OF_A_COMMAND = Duration.ofMinutes(10);

    private static final int MAX_PORT = 65_535;
    /** With 100 ports, a module can restart every three seconds without reusing a port within five minutes. */
    private static final int MAX_PORTS = 100;

    private static final int MAX_RENEW_AFTER = 1000;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private OptionRanges() {}

    /**
     * Checks the durations and numbers of an endpoint, for producers and consumers.
     *
     * @throws IllegalArgumentException naming the first option out of its range
     */
    static void check(Bc66CoapConfiguration options) {
        require("attachTimeout", Duration.ZERO, LONGEST, options.getAttachTimeout());
        require("commandTimeout", SHORTEST, LONGEST_OF_A_COMMAND, options.getCommandTimeout());
        require("sendTimeout", SHORTEST, LONGEST, options.getSendTimeout());
        require("responseTimeout", SHORTEST, LONGEST, options.getResponseTimeout());
        require("reconnectDelay", SHORTEST, LONGEST, options.getReconnectDelay());
        require("reconnectMaxDelay", SHORTEST, LONGEST, options.getReconnectMaxDelay());
        require("keepAliveInterval", Duration.ZERO, LONGEST, options.getKeepAliveInterval());
        require("separateAfter", Duration.ZERO, LONGEST, options.getSeparateAfter());
        require("observerPatience", Duration.ZERO, LONGEST, options.getObserverPatience());
        require("replyTimeout", SHORTEST, LONGEST, options.getReplyTimeout());
        require("baudRate", 300, 4_000_000, options.getBaudRate());
        require("localPort", 1, MAX_PORT, options.getLocalPort());
        require("localPorts", 1, MAX_PORTS, options.getLocalPorts());
        if (options.getPskIdentity() != null && options.getLocalPort() > MAX_PORT - options.getLocalPorts() + 1) {
            throw refused("localPorts", "so few from port " + options.getLocalPort() + " on", options.getLocalPorts());
        }
        require("dtlsRenewAfter", 0, MAX_RENEW_AFTER, options.getDtlsRenewAfter());
        require("queueSize", 1, 10_000, options.getQueueSize());
        if (options.getPort() != null) {
            require("port", 1, MAX_PORT, options.getPort());
        }
        if (options.getBlockSize() != 0 && !BlockOption.isSize(options.getBlockSize())) {
            throw refused("blockSize", "0, 16, 32, 64, 128, 256, 512 or 1024", options.getBlockSize());
        }
    }

    /** Checks the option of the component. */
    static void checkSignalInterval(Duration value) {
        require("healthCheckSignalInterval", Duration.ZERO, LONGEST, value);
    }

    private static void require(String option, Duration from, Duration to, Duration value) {
        if (value == null || value.compareTo(from) < 0 || value.compareTo(to) > 0) {
            throw refused(option, text(from) + " to " + text(to), value == null ? null : text(value));
        }
    }

    private static void require(String option, int from, int to, int value) {
        if (value < from || value > to) {
            throw refused(option, from + " to " + to, value);
        }
    }

    private static IllegalArgumentException refused(String option, String range, Object value) {
        return new IllegalArgumentException("option " + option + ": must be " + range + " but is " + value);
    }

    /** The duration as users write it. */
    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillisPart() != 0) {
            return BigDecimal.valueOf(seconds).movePointRight(3).add(BigDecimal.valueOf(duration.toMillisPart()))
                    + "ms";
        }
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}

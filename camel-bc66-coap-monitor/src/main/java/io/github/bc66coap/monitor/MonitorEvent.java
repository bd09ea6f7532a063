// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that happened between a route and a CoAP peer.
 *
 * <p>Events contain no secrets: their source removes keys and PINs. Some fields are for the page only and are not saved to a file:
 * {@link AtLine#text()}, {@link RouteStep#detail()}, and the option values of {@link CoapMessage}.
 *
 * <p>A text may come from a peer and contain any characters. It is cut at {@value #LONGEST} characters.
 */
public sealed interface MonitorEvent {
    /** Longer texts are cut. */
    int LONGEST = 4096;

    /** More options of a message are left out. */
    int MOST_OPTIONS = 64;

    Origin origin();

    /** The memory it needs, approximately, in bytes. */
    int weight();

    /**
     * The origin of an event.
     *
     * @param device the module: its serial port or address, as routes name it
     * @param exchange any text that all events of one exchange share; {@code null} if not known
     */
    record Origin(Instant time, String device, String exchange) {
        public Origin {
            Objects.requireNonNull(time);
            device = cut(Objects.requireNonNull(device));
            exchange = cut(exchange);
        }

        private int weight() {
            return 64 + bytes(device) + bytes(exchange);
        }
    }

    /** The direction, seen from the route. */
    enum Direction {
        /** Towards the network: from the route to the module's line, or from the module to the peer. */
        OUT,
        /** From the network. */
        IN
    }

    /**
     * A line of text between the computer and the module.
     *
     * @param direction {@code OUT} is to the module
     * @param text without secrets
     * @param redacted the text without the content of messages, for files
     */
    record AtLine(Origin origin, Direction direction, String text, String redacted) implements MonitorEvent {
        public AtLine {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(direction);
            text = cut(Objects.requireNonNull(text));
            redacted = cut(Objects.requireNonNull(redacted));
        }

        @Override
        public int weight() {
            return origin.weight() + bytes(text) + bytes(redacted);
        }
    }

    /**
     * A CoAP message. Each retransmission is an event of its own.
     *
     * @param direction {@code OUT} is to the peer
     * @param peer address and port; {@code null} if not known
     * @param type {@code CON}, {@code NON}, {@code ACK} or {@code RST}
     * @param code for people: {@code GET} or {@code 2.05}; {@code 0.00} of an empty message
     * @param messageId 0 to 65535; negative if not known
     * @param token hexadecimal, empty if there is none, {@code null} if not known
     * @param path of a request, with a slash at the front; {@code null} if there is none or not known
     * @param options all known options, including those of the path
     * @param contentFormat the number; negative if there is none or not known
     * @param payloadLength in bytes
     */
    record CoapMessage(
            Origin origin,
            Direction direction,
            String peer,
            String type,
            String code,
            int messageId,
            String token,
            String path,
            List<Option> options,
            int contentFormat,
            int payloadLength)
            implements MonitorEvent {
        public CoapMessage {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(direction);
            peer = cut(peer);
            type = cut(Objects.requireNonNull(type));
            code = cut(Objects.requireNonNull(code));
            token = cut(token);
            path = cut(path);
            options = List.copyOf(options.subList(0, Math.min(options.size(), MOST_OPTIONS)));
        }

        @Override
        public int weight() {
            return origin.weight()
                    + 64
                    + bytes(peer)
                    + bytes(type)
                    + bytes(code)
                    + bytes(token)
                    + bytes(path)
                    + options.stream().mapToInt(Option::weight).sum();
        }
    }

    /**
     * An option of a message.
     *
     * @param number the option number
     * @param name for people; the number if it has no name
     * @param length of its value in bytes
     * @param value for people: text, number or hexadecimal; {@code null} if hidden
     */
    record Option(int number, String name, int length, String value) {
        public Option {
            name = cut(Objects.requireNonNull(name));
            value = cut(value);
        }

        private int weight() {
            return 32 + bytes(name) + bytes(value);
        }
    }

    /**
     * A message that a route sends or receives.
     *
     * @param direction {@code OUT} is from the route
     * @param route its ID
     * @param summary a text that may be in a file: {@code POST /readings}
     * @param detail the body; {@code null} if there is none
     */
    record RouteStep(Origin origin, Direction direction, String route, String summary, String detail)
            implements MonitorEvent {
        public RouteStep {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(direction);
            route = cut(Objects.requireNonNull(route));
            summary = cut(Objects.requireNonNull(summary));
            detail = cut(detail);
        }

        @Override
        public int weight() {
            return origin.weight() + bytes(route) + bytes(summary) + bytes(detail);
        }
    }

    /**
     * A new state of the module.
     *
     * @param phase one of a few words: {@code READY}
     * @param reason for people; {@code null} if there is none
     */
    record State(Origin origin, String phase, Level level, String reason) implements MonitorEvent {
        /** How good a state is. */
        public enum Level {
            GOOD,
            /** Getting ready, or asleep. */
            BUSY,
            /** Not working. */
            BAD
        }

        public State {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(level);
            phase = cut(Objects.requireNonNull(phase));
            reason = cut(reason);
        }

        @Override
        public int weight() {
            return origin.weight() + bytes(phase) + bytes(reason);
        }
    }

    /**
     * A remark: an injected fault, the reason why a command was refused, an action on the page.
     *
     * @param text for people, without secrets and without the content of messages
     */
    record Note(Origin origin, Level level, String text) implements MonitorEvent {
        public enum Level {
            INFO,
            WARN
        }

        public Note {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(level);
            text = cut(Objects.requireNonNull(text));
        }

        @Override
        public int weight() {
            return origin.weight() + bytes(text);
        }
    }

    /**
     * Regular figures for the plots. Unknown values are {@code null}.
     *
     * @param rate CoAP messages a second, in both directions, since the last sample
     * @param latency mean time from request to response, in milliseconds, of requests that ended since the last sample
     * @param queue waiting sends
     * @param signal strength in dBm
     */
    record Sample(Origin origin, Double rate, Double latency, Integer queue, Integer signal) implements MonitorEvent {
        public Sample {
            Objects.requireNonNull(origin);
        }

        @Override
        public int weight() {
            return origin.weight() + 64;
        }
    }

    private static String cut(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return text.substring(0, end) + "…";
    }

    private static int bytes(String text) {
        return text == null ? 0 : 48 + 2 * text.length();
    }
}

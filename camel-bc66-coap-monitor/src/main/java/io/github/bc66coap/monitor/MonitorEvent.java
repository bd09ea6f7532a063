// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that happened on the way between a route and a CoAP peer.
 *
 * <p>A source puts nothing secret into an event: keys and PINs are hidden where it is made. What is only for the eyes of those who
 * look at the page and not for a file that they pass on has fields of its own, which the page doesn't save: {@link AtLine#text()},
 * {@link RouteStep#detail()}, and values of {@link CoapMessage}.
 *
 * <p>Texts may be a peer's: of any characters. They are cut at {@value #LONGEST} characters.
 */
public sealed interface MonitorEvent {
    /** Longer texts are cut. */
    int LONGEST = 4096;

    /** More options of a message are left out. */
    int MOST_OPTIONS = 64;

    /** When, in which module, and in which exchange. */
    Origin origin();

    /** About so many bytes of memory. */
    int weight();

    /**
     * What all events tell.
     *
     * @param time when it happened
     * @param device which module: its serial port or address, as routes name it
     * @param exchange what belongs to one exchange has the same; any text, or {@code null} where it isn't known
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

    /** Which way something goes: from the route over the module to the peer, or back. */
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
     * @param redacted the same without what messages say: what a file may tell
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
     * A CoAP message; each retransmission is one of its own.
     *
     * @param direction {@code OUT} is to the peer
     * @param peer address and port; {@code null} if not known
     * @param type {@code CON}, {@code NON}, {@code ACK} or {@code RST}
     * @param code for people: {@code GET} or {@code 2.05}; {@code 0.00} of an empty message
     * @param messageId 0 to 65535; negative if not known
     * @param token hexadecimal, empty if there is none, {@code null} if not known
     * @param path of a request, with a slash at the front; {@code null} if there is none or not known
     * @param options all of them, those of the path included, as far as they are known
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
     * @param name for people; the number again where it has none
     * @param length of its value in bytes
     * @param value for people: text, number or hexadecimal; {@code null} if it isn't to be shown
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
     * What a route sends, gets or answers.
     *
     * @param direction {@code OUT} is from the route
     * @param route its ID
     * @param summary what may be told in a file: {@code POST /readings}
     * @param detail more of it: the body; {@code null} if there is none
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
     * The module is in another state from now on.
     *
     * @param phase a word or two, of which there are few: {@code READY}
     * @param level how good that is
     * @param reason for people; {@code null} if there is nothing to say
     */
    record State(Origin origin, String phase, Level level, String reason) implements MonitorEvent {
        /** How good a state is. */
        public enum Level {
            /** All is well. */
            GOOD,
            /** On its way there, or asleep. */
            BUSY,
            /** Doesn't work. */
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
     * Something to know: a fault that was made to happen, why a command was refused, what somebody did on the page.
     *
     * @param level how much it matters
     * @param text for people, without secrets and without what messages say
     */
    record Note(Origin origin, Level level, String text) implements MonitorEvent {
        /** How much it matters. */
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
     * Figures, for the plots; regularly. What isn't known is {@code null}.
     *
     * @param rate CoAP messages a second, both ways, since the last sample
     * @param latency mean time from request to response of those that ended since the last sample, in milliseconds
     * @param queue sends that wait
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

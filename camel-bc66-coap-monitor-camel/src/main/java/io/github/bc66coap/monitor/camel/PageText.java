// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Option;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.MonitorEvent.State;

/** Converts lines, messages, routes and states for the page. Hides payloads, unless they are allowed. */
final class PageText {
    /** Options that don't carry content. */
    private static final Set<Integer> HARMLESS = Set.of(
            OptionDefinition.OBSERVE.number(),
            OptionDefinition.URI_PORT.number(),
            OptionDefinition.URI_PATH.number(),
            OptionDefinition.LOCATION_PATH.number(),
            OptionDefinition.CONTENT_FORMAT.number(),
            OptionDefinition.MAX_AGE.number(),
            OptionDefinition.ACCEPT.number(),
            OptionDefinition.BLOCK1.number(),
            OptionDefinition.BLOCK2.number(),
            OptionDefinition.SIZE1.number(),
            OptionDefinition.SIZE2.number());

    private static final String OPTIONS = "AT+QCOAPOPTION=";
    private static final Pattern OPTION = Pattern.compile(",([0-9]{1,5}),\"([^\"]*)\"");

    private final boolean payloads;

    /** @param payloads whether the content of messages is shown */
    PageText(boolean payloads) {
        this.payloads = payloads;
    }

    MonitorEvent line(Origin origin, AtTrace.Entry line) {
        String redacted = withoutValues(line.redacted());
        return new MonitorEvent.AtLine(
                origin, direction(line.direction()), payloads ? line.whole() : redacted, redacted);
    }

    MonitorEvent message(Origin origin, ModemEvent.Message message) {
        CoapOptions options = message.options();
        return new MonitorEvent.CoapMessage(
                origin,
                direction(message.direction()),
                message.peer() == null ? null : message.peer().toString(),
                message.type().name(),
                code(message.code()),
                message.messageId().value(),
                message.token() == null ? null : message.token().hex(),
                message.code().isRequest() ? options.uriPath() : null,
                options.list().stream().map(this::option).toList(),
                options.contentFormat().orElse(-1),
                message.payload().length());
    }

    MonitorEvent step(Origin origin, Direction direction, String route, String summary, byte[] body) {
        return new MonitorEvent.RouteStep(
                origin, direction, route, summary, payloads && body.length > 0 ? text(body) : null);
    }

    static MonitorEvent state(Origin origin, ModemState state) {
        State.Level level =
                switch (state.phase()) {
                    case READY -> State.Level.GOOD;
                    case STOPPED, WAITING -> State.Level.BAD;
                    default -> State.Level.BUSY;
                };
        return new State(origin, state.phase().name(), level, state.reason().isEmpty() ? null : state.reason());
    }

    /** The result for a route, without the content of the response. */
    static String outcome(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Answered answered) {
            return code(answered.response().code());
        }
        if (outcome instanceof SendOutcome.Sent) {
            return outcome.toString();
        }
        return "failed: " + (outcome == null ? "its message ID was used a short time ago" : outcome);
    }

    static String request(Code code, CoapOptions options) {
        return code(code) + " " + options.uriPath();
    }

    static String code(Code code) {
        boolean method = code.isRequest() && code.detail() <= Method.values().length;
        return method ? Method.ofNumber(code.detail()).name() : code.toString();
    }

    private Option option(CoapOption option) {
        String name = OptionDefinition.ofNumber(option.number())
                .map(OptionDefinition::title)
                .orElseGet(() -> Integer.toString(option.number()));
        boolean shown = payloads || HARMLESS.contains(option.number());
        return new Option(
                option.number(),
                name,
                option.value().getBytes(StandardCharsets.UTF_8).length,
                shown ? option.value() : null);
    }

    /** The command that sets options contains their values in clear. */
    private static String withoutValues(String line) {
        return line.startsWith(OPTIONS)
                ? OPTION.matcher(line).replaceAll(option -> Matcher.quoteReplacement(withoutValue(option)))
                : line;
    }

    private static String withoutValue(MatchResult option) {
        return HARMLESS.contains(Integer.parseInt(option.group(1)))
                ? option.group()
                : "," + option.group(1) + ",<" + option.group(2).length() + " bytes>";
    }

    private static Direction direction(AtTrace.Direction direction) {
        return direction == AtTrace.Direction.SENT ? Direction.OUT : Direction.IN;
    }

    /** UTF-8 text or, if it isn't that, hexadecimal digits. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return HexFormat.of().withUpperCase().formatHex(body);
        }
    }
}

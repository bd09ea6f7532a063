// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.TraceEvent.Direction;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.MessageType;

/**
 * Finds the exchange of an event: of a message by token and message ID, of the lines of a send by their HEAD, of a
 * notification by its message ID. Not thread-safe.
 */
final class Exchanges {
    private static final int MOST = 512;

    /** Block2 and Block1: a piece of what is one exchange (RFC 7959). */
    private static final Set<Integer> BLOCKS = Set.of(23, 27);

    /** Message ID and token (note, section 2.3.4), of which other modes have one or none. */
    private static final Pattern HEAD = Pattern.compile(
            "AT\\+QCOAPHEAD=(?:5,([0-9]{1,5}),[0-9],\"?([0-9A-F]*)\"?|3,([0-9]{1,5})|2,[0-9],\"?([0-9A-F]*)\"?|4,([0-9]{1,5}))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern UNIT = Pattern.compile("AT\\+QCOAP(?:OPTION|SEND)=.*", Pattern.CASE_INSENSITIVE);

    /** The address may be missing (note, section 3). */
    private static final Pattern NOTIFICATION = Pattern.compile(
            "\\+QCOAPURC: \"(?:req|rsp)\",(?:\"?[0-9A-Fa-f.:]{2,45}\"?,[0-9]{1,5},)?([0-3]),[0-9.]{1,4},([0-9]{1,5})(?:,.*)?");

    private final Map<String, String> byToken = bounded();
    private final Map<String, String> byMessage = bounded();
    /** Whose message it was: what comes again is a retransmission of the same. */
    private final Map<String, String> senders = bounded();

    private String unit;
    private long count;

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** Of a message. */
    String of(TraceEvent.Coap coap) {
        CoapMessage message = coap.message();
        boolean sent = coap.direction() == Direction.SENT;
        boolean answers = message.type() == MessageType.ACK || message.type() == MessageType.RST;
        String id = key(sent != answers, message.messageId());
        String token = message.token().length == 0 ? null : message.tokenText();
        boolean another = beginsAnother(coap);
        String sender = coap.peer() + " " + token;
        String exchange = another && !sender.equals(senders.get(id)) ? null : byMessage.get(id);
        if (exchange == null && token != null && !another) {
            exchange = byToken.get(token);
        }
        if (exchange == null) {
            exchange = next();
        }
        byMessage.put(id, exchange);
        senders.put(id, sender);
        if (token != null) {
            byToken.put(token, exchange);
        }
        return exchange;
    }

    /**
     * Each client in the network chooses its own message IDs and tokens. Two clients may use the same ones, and a
     * client may use one token for everything.
     */
    private static boolean beginsAnother(TraceEvent.Coap coap) {
        CoapMessage message = coap.message();
        return coap.direction() == Direction.RECEIVED
                && message.isRequest()
                && message.options().stream().noneMatch(option -> BLOCKS.contains(option.number()));
    }

    /** Of a line on the serial line; {@code null} if it belongs to none. */
    String of(TraceEvent.AtText line) {
        return line.direction() == Direction.RECEIVED ? ofCommand(line.text()) : ofResult(line.text());
    }

    /** Of a token in hexadecimal, or {@code null}; {@code null} if it isn't known. */
    String ofToken(String token) {
        return token == null ? null : byToken.get(token.toUpperCase(Locale.ROOT));
    }

    /** Of the command that is being carried out; {@code null} if it belongs to none. */
    String ofCommand() {
        return unit;
    }

    private String ofCommand(String line) {
        Matcher head = HEAD.matcher(line);
        if (head.matches()) {
            unit = unit(first(head.group(1), head.group(3), head.group(5)), first(head.group(2), head.group(4), ""));
        } else if (!UNIT.matcher(line).matches()) {
            unit = null;
        }
        return unit;
    }

    private String unit(String messageId, String token) {
        String exchange = token.isEmpty() ? null : byToken.get(token.toUpperCase(Locale.ROOT));
        if (exchange == null && token.isEmpty() && messageId != null) {
            // the answer to a request without a token has its message ID
            exchange = byMessage.get(key(false, Integer.parseInt(messageId)));
        }
        if (exchange == null) {
            exchange = next();
        }
        if (!token.isEmpty()) {
            byToken.put(token.toUpperCase(Locale.ROOT), exchange);
        } else if (messageId != null) {
            byMessage.put(key(true, Integer.parseInt(messageId)), exchange);
        }
        return exchange;
    }

    private String ofResult(String line) {
        Matcher notification = NOTIFICATION.matcher(line);
        if (notification.matches()) {
            boolean answers = Integer.parseInt(notification.group(1)) >= MessageType.ACK.ordinal();
            return byMessage.get(key(answers, Integer.parseInt(notification.group(2))));
        }
        if (line.startsWith("+QCOAPURC")) {
            return null;
        }
        String of = unit;
        if (line.startsWith("+QCOAPSEND:")) {
            unit = null;
        }
        return of;
    }

    private String next() {
        return Long.toString(++count);
    }

    private static String key(boolean ours, int messageId) {
        return (ours ? "module " : "peer ") + messageId;
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.CoapOutcomeUnknownException;
import io.github.bc66coap.camel.CoapResponseException;

/** Makes a record of what has become of a command: an answer, or a dead letter with the command as it came. */
public final class Outcome {
    private static final String PROPERTY = "outcome";

    private final Object command;
    private final Object correlation;
    private final String offset;

    private Outcome(Exchange exchange) {
        Message message = exchange.getMessage();
        command = message.getBody();
        correlation = message.getHeader(RecordHeaders.CORRELATION);
        offset = CommandOffset.of(exchange).toString();
    }

    /** Keeps what is needed of a command when it is done. */
    public static void of(Exchange exchange) {
        exchange.setProperty(PROPERTY, new Outcome(exchange));
    }

    /** There was a response of 2.xx, which is the body now. */
    public static void answered(Exchange exchange) {
        Message message = exchange.getMessage();
        kept(exchange).put(message);
        message.setHeader(RecordHeaders.CODE, message.getHeader(Bc66CoapConstants.RESPONSE_CODE));
    }

    /** Something went wrong, a response of 4.xx or 5.xx among it. */
    public static void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = exchange.getMessage();
        Outcome outcome = kept(exchange);
        outcome.put(message);
        message.setBody(outcome.command);
        message.setHeader(
                KafkaConstants.OVERRIDE_TOPIC,
                exchange.getContext().resolvePropertyPlaceholders("{{kafka.dead-letters}}"));
        message.setHeader(RecordHeaders.REASON, String.valueOf(failure.getMessage()));
        message.setHeader(RecordHeaders.ERROR, error(failure));
        if (failure instanceof CoapResponseException refused) {
            message.setHeader(RecordHeaders.CODE, refused.getCode().toString());
        }
    }

    /** The kind of a failure; {@code unknown} if the command may have been done. */
    public static String error(Exception failure) {
        boolean unknown = failure instanceof CoapOutcomeUnknownException || failure instanceof OutcomeUnknownException;
        return unknown ? "unknown" : failure.getClass().getSimpleName();
    }

    private static Outcome kept(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Outcome.class);
    }

    private void put(Message message) {
        message.setHeader(RecordHeaders.CORRELATION, correlation);
        message.setHeader(RecordHeaders.COMMAND, offset);
    }
}

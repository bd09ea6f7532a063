// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.nio.charset.StandardCharsets;

import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.CoapResponseException;
import io.github.bc66coap.examples.kafka.Outcome;
import io.github.bc66coap.examples.kafka.RecordHeaders;

/** A command that has come, until its outcome has been written. */
final class CommandTask {
    private final ConsumerRecord<String, String> command;
    private boolean begun;
    private Exception failure;
    private byte[] answer;
    private String code;

    CommandTask(ConsumerRecord<String, String> command) {
        this.command = command;
    }

    /** {@code null} if it has none. */
    String device() {
        return command.key();
    }

    String text() {
        return command.value();
    }

    TopicPartition partition() {
        return new TopicPartition(command.topic(), command.partition());
    }

    long offset() {
        return command.offset();
    }

    /** Whether it has been noted that it may have been sent. */
    boolean isBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** Takes what its exchange has ended with. */
    void end(Exchange exchange) {
        if (exchange.getException() != null) {
            fail(exchange.getException());
            return;
        }
        answer = exchange.getMessage().getBody(byte[].class);
        code = exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
    }

    void fail(Exception reason) {
        failure = reason;
        code = reason instanceof CoapResponseException refused
                ? refused.getCode().toString()
                : null;
    }

    /** The record that says what has become of it. */
    ProducerRecord<String, byte[]> outcome(FleetTopics topics) {
        ProducerRecord<String, byte[]> outcome = failure == null
                ? new ProducerRecord<>(topics.answers(), device(), answer)
                : new ProducerRecord<>(topics.deadLetters(), device(), text() == null ? null : bytes(text()));
        Header correlation = command.headers().lastHeader(RecordHeaders.CORRELATION);
        if (correlation != null) {
            outcome.headers().add(correlation);
        }
        outcome.headers().add(RecordHeaders.COMMAND, bytes(command.partition() + ":" + offset()));
        if (code != null) {
            outcome.headers().add(RecordHeaders.CODE, bytes(code));
        }
        if (failure != null) {
            outcome.headers().add(RecordHeaders.REASON, bytes(String.valueOf(failure.getMessage())));
            outcome.headers().add(RecordHeaders.ERROR, bytes(Outcome.error(failure)));
        }
        return outcome;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

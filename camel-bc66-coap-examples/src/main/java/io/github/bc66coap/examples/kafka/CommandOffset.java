// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offset of a command. It is committed twice: as it is, with a note, before the command is sent, and as that of the
 * next command when its outcome has been written. Kafka keeps a text with each offset, and the note is that text. Both
 * happen in the thread of the consumer.
 */
public final class CommandOffset implements KafkaManualCommit {
    static final String BEGUN = "begun";

    private final Consumer<?, ?> consumer;
    private final TopicPartition partition;
    private final long offset;
    private final Duration patience;

    private CommandOffset(Consumer<?, ?> consumer, TopicPartition partition, long offset, Duration patience) {
        this.consumer = consumer;
        this.partition = partition;
        this.offset = offset;
        this.patience = patience;
    }

    /** For the option {@code kafkaManualCommitFactory}. */
    public static final class Factory implements KafkaManualCommitFactory {
        @Override
        public KafkaManualCommit newInstance(
                CamelExchangePayload exchange, KafkaRecordPayload command, CommitManager commitManager) {
            return new CommandOffset(
                    exchange.consumer,
                    command.partition,
                    command.recordOffset,
                    Duration.ofMillis(command.commitTimeout));
        }
    }

    /**
     * Notes that the command is going to be sent.
     *
     * @throws OutcomeUnknownException if it was begun before; it may have been sent or not
     */
    public static void begin(Exchange exchange) throws OutcomeUnknownException {
        of(exchange).begin();
    }

    /** The command has its outcome, or it isn't for this device. */
    public static void commit(Exchange exchange) {
        of(exchange).commit();
    }

    static CommandOffset of(Exchange exchange) {
        return exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, CommandOffset.class);
    }

    private void begin() throws OutcomeUnknownException {
        OffsetAndMetadata note = consumer.committed(Set.of(partition), patience).get(partition);
        if (note != null && note.offset() == offset && note.metadata().equals(BEGUN)) {
            throw new OutcomeUnknownException();
        }
        commit(new OffsetAndMetadata(offset, BEGUN));
    }

    @Override
    public void commit() {
        commit(new OffsetAndMetadata(offset + 1));
    }

    private void commit(OffsetAndMetadata next) {
        consumer.commitSync(Map.of(partition, next), patience);
    }

    /** Partition and offset, which say which command of the topic it is. */
    @Override
    public String toString() {
        return partition.partition() + ":" + offset;
    }
}

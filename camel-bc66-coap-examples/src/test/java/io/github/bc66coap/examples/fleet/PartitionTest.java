// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionTest {
    private final Partition partition = new Partition(null);

    private static CommandTask task(long offset) {
        return new CommandTask(new ConsumerRecord<>("commands", 0, offset, "meter", "{}"));
    }

    private CommandTask taken(long offset) {
        CommandTask task = task(offset);
        assertThat(partition.take(task)).isTrue();
        return task;
    }

    private void done(int from, int to) {
        for (int offset = from; offset < to; offset++) {
            CommandTask task = taken(offset);
            task.begin();
            partition.written(task);
        }
    }

    @Test
    void theOffsetIsThatOfTheFirstCommandWithoutAnOutcome() {
        CommandTask zero = taken(0);
        CommandTask one = taken(1);
        CommandTask two = taken(2);
        assertThat(partition.offset(List.of(zero, two), List.of())).isEqualTo(new OffsetAndMetadata(0, "b0 b2"));
        zero.begin();
        two.begin();

        assertThat(partition.offset(List.of(one), List.of(two))).isEqualTo(new OffsetAndMetadata(0, "b0 b1 d2"));
        one.begin();
        partition.written(two);
        assertThat(partition.offset(List.of(), List.of(zero))).isEqualTo(new OffsetAndMetadata(1, "b0 d1"));
        partition.written(zero);
        assertThat(partition.offset(List.of(), List.of(one))).isEqualTo(new OffsetAndMetadata(3, ""));
    }

    /** Offsets of transactions that others have written are no commands. */
    @Test
    void gapsBetweenOffsetsAreNoCommands() {
        CommandTask five = taken(5);
        five.begin();
        assertThat(partition.offset(List.of(), List.of(five))).isEqualTo(new OffsetAndMetadata(6, ""));
        partition.written(five);
        CommandTask nine = taken(9);
        assertThat(partition.offset(List.of(nine), List.of())).isEqualTo(new OffsetAndMetadata(9, "b0"));
    }

    @Test
    void theNextOwnerKnowsBegunAndDoneCommands() {
        Partition next = new Partition(new OffsetAndMetadata(7, "b0 d1 b3"));
        CommandTask begun = task(7);
        CommandTask untouched = task(9);
        CommandTask alsoBegun = task(10);

        assertThat(next.take(begun)).isTrue();
        assertThat(next.wasBegun(begun)).isTrue();
        assertThat(next.take(task(8))).isFalse();
        assertThat(next.take(untouched)).isTrue();
        assertThat(next.wasBegun(untouched)).isFalse();
        assertThat(next.take(alsoBegun)).isTrue();
        assertThat(next.wasBegun(alsoBegun)).isTrue();

        // and the owner after that one, too
        assertThat(next.offset(List.of(untouched), List.of(begun))).isEqualTo(new OffsetAndMetadata(9, "b0 b1"));
    }

    @Test
    void offsetMetadataOfUnknownFormIsIgnored() {
        Partition next = new Partition(new OffsetAndMetadata(7, "b d-1 b99999 x0 begun"));
        CommandTask task = task(7);
        assertThat(next.take(task)).isTrue();
        assertThat(next.wasBegun(task)).isFalse();
    }

    @Test
    void aPartitionIsFullBeforeItsMetadataIsTooLongForKafka() {
        CommandTask first = taken(0);
        done(1, 255);
        assertThat(partition.isFull()).isFalse();
        taken(255);
        assertThat(partition.isFull()).isTrue();
        // one more fetch may come in between
        done(256, 356);
        assertThat(partition.offset(List.of(first), List.of()).metadata()).hasSizeLessThan(4096);
        partition.written(first);
        assertThat(partition.isFull()).isFalse();
    }
}

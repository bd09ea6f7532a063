// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far the commands of a partition are. Those of different devices overtake each other, so the committed offset, which
 * is that of the first one without an outcome, has a note: which commands from there on are begun ({@code b}) and which
 * are done ({@code d}), each by its distance from the offset, such as {@code b0 d1 d3 b4}.
 */
final class Partition {
    /** How many offsets the note may cover; Kafka keeps 4096 characters. */
    private static final int WINDOW = 256;

    private final Set<Long> begunBefore = new HashSet<>();
    private final TreeSet<Long> done = new TreeSet<>();
    private final SortedMap<Long, CommandTask> open = new TreeMap<>();
    private long next;

    /** @param committed {@code null} if nothing was */
    Partition(OffsetAndMetadata committed) {
        if (committed == null) {
            return;
        }
        next = committed.offset();
        for (String note : committed.metadata().split(" ")) {
            if (note.matches("[bd][0-9]{1,3}")) {
                long offset = committed.offset() + Integer.parseInt(note.substring(1));
                (note.charAt(0) == 'b' ? begunBefore : done).add(offset);
            }
        }
    }

    /** Takes a command; whether it still needs an outcome. */
    boolean take(CommandTask task) {
        next = task.offset() + 1;
        if (done.contains(task.offset())) {
            return false;
        }
        open.put(task.offset(), task);
        return true;
    }

    /** Whether another process has begun it, and ended before its outcome was written. */
    boolean wasBegun(CommandTask task) {
        return begunBefore.contains(task.offset());
    }

    /** Whether no more can be noted until the first ones are done. */
    boolean isFull() {
        return !open.isEmpty() && next - open.firstKey() >= WINDOW;
    }

    /** What is to be committed when these commands are begun and those are done. */
    OffsetAndMetadata offset(Collection<CommandTask> begin, Collection<CommandTask> finished) {
        Set<Long> ended = finished.stream().map(CommandTask::offset).collect(Collectors.toSet());
        long first = open.keySet().stream()
                .filter(offset -> !ended.contains(offset))
                .findFirst()
                .orElse(next);
        LongStream begun = open.values().stream()
                .filter(task -> task.isBegun() || begin.contains(task) || wasBegun(task))
                .mapToLong(CommandTask::offset)
                .filter(offset -> !ended.contains(offset));
        Stream<String> notes = Stream.concat(
                begun.mapToObj(offset -> "b" + (offset - first)),
                Stream.concat(done.stream(), ended.stream())
                        .filter(offset -> offset > first)
                        .map(offset -> "d" + (offset - first)));
        return new OffsetAndMetadata(first, notes.collect(Collectors.joining(" ")));
    }

    /** The outcome of this command has been written. */
    void written(CommandTask task) {
        open.remove(task.offset());
        done.add(task.offset());
        done.headSet(open.isEmpty() ? next : open.firstKey()).clear();
    }
}

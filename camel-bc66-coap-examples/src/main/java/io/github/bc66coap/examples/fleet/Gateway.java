// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.RuntimeCamelException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

import io.github.bc66coap.examples.kafka.OutcomeUnknownException;

/**
 * One of many. The consumer group gives it partitions of the commands, and with them the devices whose keys are in them:
 * it opens their modules, and closes them before the group gives the partition to another.
 *
 * <p>Before a command is sent, a transaction notes that it is begun. Another one writes the outcome and notes that it is
 * done. Kafka refuses both when the partition has been given to another meanwhile, so every command has one outcome, and
 * none is sent twice.
 */
final class Gateway implements ConsumerRebalanceListener, AutoCloseable {
    private static final Duration PASS = Duration.ofMillis(50);
    private static final Duration LAST_OUTCOMES = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final GatewayClients clients;
    private final FleetTopics topics;
    private final Modules modules;
    private final Consumer<String> say;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    private final Map<String, Queue<CommandTask>> waiting = new HashMap<>();
    private final Set<CommandTask> sent = new HashSet<>();
    private final List<CommandTask> finished = new ArrayList<>();
    private final BlockingQueue<CommandTask> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "gateway");
    private KafkaConsumer<String, String> consumer;
    private KafkaProducer<String, byte[]> producer;
    private Devices devices;

    /**
     * @param clients makes those of Kafka
     * @param modules none yet
     * @param say gets the modules that it has
     */
    Gateway(GatewayClients clients, FleetTopics topics, Modules modules, Consumer<String> say) {
        this.clients = clients;
        this.topics = topics;
        this.modules = modules;
        this.say = say;
    }

    /** Joins the group. */
    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                session();
            } while (!stop.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs until it is stopped, or until Kafka refuses it. Then it leaves everything to the other gateways, and starts again. */
    private void session() {
        try (KafkaProducer<String, byte[]> outcomes = clients.producer();
                Devices lines = new Devices(clients.reader(), topics.devices());
                KafkaConsumer<String, String> commands = clients.member()) {
            producer = outcomes;
            devices = lines;
            consumer = commands;
            producer.initTransactions();
            consumer.subscribe(List.of(topics.commands()), this);
            passes();
        } catch (KafkaException e) {
            say.accept("begins anew: " + e.getMessage());
        }
    }

    private void passes() {
        try {
            while (stop.getCount() > 0) {
                pass();
            }
        } catch (KafkaException | RuntimeCamelException e) {
            say.accept("begins anew: " + e.getMessage());
            forget(Set.copyOf(partitions.keySet()));
        }
    }

    private void pass() {
        for (ConsumerRecord<String, String> command : consumer.poll(PASS)) {
            take(new CommandTask(command));
        }
        if (devices.read()) {
            openModules();
        }
        settle(startable());
        Map<Boolean, List<TopicPartition>> full = partitions.keySet().stream()
                .collect(Collectors.partitioningBy(
                        partition -> partitions.get(partition).isFull()));
        consumer.pause(full.get(true));
        consumer.resume(full.get(false));
    }

    private void take(CommandTask task) {
        Partition partition = partitions.get(task.partition());
        if (!partition.take(task)) {
            return;
        }
        if (partition.wasBegun(task)) {
            end(task, new OutcomeUnknownException());
        } else if (task.device() == null || !modules.has(task.device())) {
            end(task, new IllegalArgumentException("there is no device '" + task.device() + "'"));
        } else {
            waiting.computeIfAbsent(task.device(), device -> new ArrayDeque<>()).add(task);
        }
    }

    private void end(CommandTask task, Exception reason) {
        task.fail(reason);
        finished.add(task);
    }

    /** The first command of each device that has none under way. */
    private List<CommandTask> startable() {
        Set<String> busy = Stream.concat(sent.stream(), finished.stream())
                .map(CommandTask::device)
                .collect(Collectors.toSet());
        return waiting.entrySet().stream()
                .filter(device -> !busy.contains(device.getKey()))
                .map(device -> device.getValue().peek())
                .toList();
    }

    /** Writes the outcomes that there are, notes what is going to be sent, and sends it. */
    private void settle(Collection<CommandTask> begin) {
        for (CommandTask task = arrived.poll(); task != null; task = arrived.poll()) {
            finish(task);
        }
        if (begin.isEmpty() && finished.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = Stream.concat(begin.stream(), finished.stream())
                .map(CommandTask::partition)
                .distinct()
                .collect(Collectors.toMap(partition -> partition, partition -> offset(partition, begin)));
        producer.beginTransaction();
        try {
            finished.forEach(task -> producer.send(task.outcome(topics)));
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
        } catch (CommitFailedException e) {
            // The group is being rearranged. The next poll tells whether the partitions are still here; then this is
            // tried again.
            producer.abortTransaction();
            return;
        }
        finished.forEach(task -> partitions.get(task.partition()).written(task));
        finished.clear();
        begin.forEach(this::send);
    }

    /** Nothing is known of it any more if its partition has gone. */
    private void finish(CommandTask task) {
        if (sent.remove(task)) {
            finished.add(task);
        }
    }

    private OffsetAndMetadata offset(TopicPartition partition, Collection<CommandTask> begin) {
        return partitions.get(partition).offset(of(partition, begin), of(partition, finished));
    }

    private static List<CommandTask> of(TopicPartition partition, Collection<CommandTask> tasks) {
        return tasks.stream().filter(task -> task.partition().equals(partition)).toList();
    }

    private void send(CommandTask task) {
        Queue<CommandTask> queue = waiting.get(task.device());
        queue.remove();
        if (queue.isEmpty()) {
            waiting.remove(task.device());
        }
        task.begin();
        sent.add(task);
        modules.send(task.device(), task.text()).whenComplete((exchange, failure) -> {
            if (failure == null) {
                task.end(exchange);
            } else {
                task.fail(new OutcomeUnknownException());
            }
            arrived.add(task);
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        consumer.committed(Set.copyOf(added))
                .forEach((partition, committed) -> partitions.put(partition, new Partition(committed)));
        openModules();
    }

    /** What is under way has some time for its outcome; what waits is for the next one. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> gone) {
        waiting.values().removeIf(queue -> gone.contains(queue.peek().partition()));
        long end = System.nanoTime() + LAST_OUTCOMES.toNanos();
        while (isUnderWay(gone) && System.nanoTime() < end) {
            awaitOutcome();
        }
        closeModules(gone);
        // what was still under way has ended with this
        settle(List.of());
        forget(gone);
    }

    private boolean isUnderWay(Collection<TopicPartition> some) {
        return sent.stream().anyMatch(task -> some.contains(task.partition()));
    }

    private void awaitOutcome() {
        try {
            CommandTask task = arrived.poll(PASS.toMillis(), TimeUnit.MILLISECONDS);
            if (task != null) {
                finish(task);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Another one has them already. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> gone) {
        forget(gone);
    }

    private void forget(Collection<TopicPartition> gone) {
        closeModules(gone);
        waiting.values().removeIf(queue -> gone.contains(queue.peek().partition()));
        sent.removeIf(task -> gone.contains(task.partition()));
        finished.removeIf(task -> gone.contains(task.partition()));
        partitions.keySet().removeAll(gone);
    }

    private void openModules() {
        have(partitions.keySet());
    }

    private void closeModules(Collection<TopicPartition> gone) {
        Set<TopicPartition> rest = new HashSet<>(partitions.keySet());
        rest.removeAll(gone);
        have(rest);
    }

    private void have(Set<TopicPartition> some) {
        devices.have(some.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
        if (modules.become(devices.lines())) {
            say.accept("has " + modules);
        }
    }

    /** Gives what it has back to the group, and leaves it. */
    @Override
    public void close() throws InterruptedException {
        stop.countDown();
        thread.join();
    }
}

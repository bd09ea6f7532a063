// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.util.List;

import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.KafkaTopics;
import io.github.bc66coap.examples.sandbox.WrongSettingException;

/**
 * The topics that all gateways share.
 *
 * @param devices compacted: where the module of each device is
 * @param commands has as many partitions as {@code devices}
 */
record FleetTopics(String devices, String commands, String telemetry, String answers, String deadLetters) {
    static FleetTopics of(String prefix) {
        return new FleetTopics(
                prefix + ".devices",
                prefix + ".commands",
                prefix + ".telemetry",
                prefix + ".answers",
                prefix + ".dead-letters");
    }

    /**
     * Makes those that a broker doesn't have.
     *
     * @throws WrongSettingException if that can't be, or they don't fit together
     */
    void require(HostAndPort broker, int partitions) throws InterruptedException {
        List<String> made = KafkaTopics.require(broker, List.of(commands, telemetry, answers, deadLetters), partitions);
        int many = made.contains(commands) ? partitions : KafkaTopics.partitions(broker, commands);
        if (KafkaTopics.requireCompacted(broker, List.of(devices), many).isEmpty()
                && KafkaTopics.partitions(broker, devices) != many) {
            throw new WrongSettingException(devices + " must have as many partitions as " + commands + ": " + many);
        }
    }
}

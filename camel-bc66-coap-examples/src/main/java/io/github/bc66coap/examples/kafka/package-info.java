/** A module behind Kafka: topics for telemetry, commands, answers, and commands that failed. */
package io.github.bc66coap.examples.kafka;

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** A module behind Kafka: topics for telemetry, commands, answers, and commands that failed. */
package io.github.bc66coap.examples.kafka;

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Many gateways that share nothing but Kafka: whoever has a partition of the commands has the modules of the devices whose
 * keys are in it.
 *
 * <p>The thread of a {@link io.github.bc66coap.examples.fleet.Gateway} owns the Kafka clients and all state; routes run on
 * Camel's threads and put their outcomes into a queue.
 */
package io.github.bc66coap.examples.fleet;

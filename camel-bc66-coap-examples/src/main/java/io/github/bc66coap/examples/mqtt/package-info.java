// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** A module behind an MQTT 5 broker: the same routes in Java, with typed endpoints, and in YAML. */
package io.github.bc66coap.examples.mqtt;

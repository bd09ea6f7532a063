// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;

/**
 * A value of a while ago.
 *
 * @param value what it was
 * @param age how long ago
 */
public record Reading<T>(T value, Duration age) {}

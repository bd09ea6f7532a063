// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;

/**
 * Something that was so a while ago.
 *
 * @param value what was so
 * @param age how long ago
 */
public record Reading<T>(T value, Duration age) {}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;

/**
 * How long something took. A percentile is at most an eighth too high, never too low, and no more than the longest, which is exact to the
 * microsecond. Up to 8 microseconds percentiles are exact; beyond 71 minutes all are one.
 *
 * @param count how many were measured
 * @param p50 half of them took no longer
 * @param p90 nine tenths of them took no longer
 * @param p99 all but one in a hundred took no longer
 * @param longest the longest
 */
public record Percentiles(long count, Duration p50, Duration p90, Duration p99, Duration longest) {}

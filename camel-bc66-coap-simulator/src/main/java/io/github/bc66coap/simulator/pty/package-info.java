// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The pseudo-terminal, by calls into the C library (Linux and macOS).
 *
 * <p>One daemon thread per terminal reads; writers write without blocking, under a lock; descriptors are closed only
 * after the reader has ended.
 */
package io.github.bc66coap.simulator.pty;

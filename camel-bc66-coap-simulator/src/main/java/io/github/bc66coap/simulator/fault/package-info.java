// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What goes wrong, on purpose: {@link io.github.bc66coap.simulator.fault.Fault} names it,
 * {@link io.github.bc66coap.simulator.fault.FaultPlan} decides when.
 *
 * <p>Three places know of faults: {@link io.github.bc66coap.simulator.fault.LineFaults} between the module and its
 * line, {@link io.github.bc66coap.simulator.fault.ResultFaults} (with
 * {@link io.github.bc66coap.simulator.fault.ReplyTiming}) where results are printed, and
 * {@link io.github.bc66coap.simulator.fault.NetworkFaults} between a context and its socket. The module itself does not.
 *
 * <p>All of it runs on the core thread.
 */
package io.github.bc66coap.simulator.fault;

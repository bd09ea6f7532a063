/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
/**
 * What goes wrong, on purpose: {@link io.github.bc66coap.simulator.fault.Fault} names it,
 * {@link io.github.bc66coap.simulator.fault.FaultPlan} decides when.
 *
 * <p>Three places know of faults: {@link io.github.bc66coap.simulator.fault.LineFaults} between the module and its
 * line, {@link io.github.bc66coap.simulator.fault.ResultFaults} (with
 * {@link io.github.bc66coap.simulator.fault.ReplyTiming}) where results are printed, and
 * {@link io.github.bc66coap.simulator.fault.NetworkFaults} between a context and its socket. The module itself does not.
 *
 * <p>All of it works on the core.
 */
package io.github.bc66coap.simulator.fault;

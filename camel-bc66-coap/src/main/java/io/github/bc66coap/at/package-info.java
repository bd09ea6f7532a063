// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The AT engine: framing, commands and replies, prompts, deadlines, echo. It knows no CoAP.
 *
 * <p>Threads. One {@link EventLoop} owns a line: all classes here run in it, without locks, unless they say otherwise. The real one, {@link
 * SelectorLoop}, is one thread that many lines share, each through a {@link LoopShare}. No line can starve another: in each round, a line gets one
 * bounded read, and tasks and timers get bounded turns.
 *
 * <p>The loop itself reads and writes a connection ({@link ChannelWire}); closing one does not block. A transport that blocks has up to three threads
 * ({@link TransportWire}). The first reads and hands over to the loop, in order; it waits when the loop lags behind, so that memory stays bounded.
 * The second writes what the loop can't write at once, and drives control lines; it ends when idle, and nothing overtakes its work. The third closes
 * the line, which may hang, and tells the loop when that is done.
 *
 * <p>A write that succeeds at once completes its future before it returns; one that fails completes it later. Listeners and callbacks of futures run
 * in the loop and must not block it.
 *
 * <p>A command ends exactly once: with a result code, its outcome, a deadline, or the end of the line. Deadlines start when the last byte of the
 * command has left. Each incoming byte extends them by the time it took on the line, within bounds.
 */
package io.github.bc66coap.at;

/**
 * The AT engine: framing, commands and replies, prompts, deadlines, echo. It knows no CoAP.
 *
 * <p>Threads. One {@link io.github.bc66coap.at.EventLoop} owns a line: all classes here work in it, without locks, unless they say
 * otherwise. The real one, {@link io.github.bc66coap.at.SelectorLoop}, is one thread that many lines share, each by a
 * {@link io.github.bc66coap.at.LoopShare}. No line can starve another: each gets one bounded read a round, and tasks and timers get
 * bounded turns.
 *
 * <p>The loop itself reads and writes a connection ({@link io.github.bc66coap.at.ChannelWire}); closing one does not block. A transport
 * that blocks has threads ({@link io.github.bc66coap.at.TransportWire}). One reads and hands over to the loop, in order; it waits when
 * the loop lags behind, so that memory stays bounded. A second one writes what the loop may not write at once, and drives control lines;
 * it ends when idle, and nothing overtakes its work. A third one closes the line, which may hang, and tells the loop when it is done.
 *
 * <p>A write that is done at once completes its future before it returns; a failing one completes it later. Listeners and callbacks of
 * futures run in the loop and must not block it.
 *
 * <p>A command ends exactly once: with a result code, its outcome, a deadline, or the end of the line. Deadlines start when the last
 * byte has left. Incoming bytes extend them by their time on the line, within bounds.
 */
package io.github.bc66coap.at;

/**
 * The AT engine: framing, commands and replies, prompts, deadlines, echo. It knows no CoAP.
 *
 * <p>Threads. One {@link io.github.bc66coap.at.EventLoop} owns a line: decoder, engine, conversation and deadlines live
 * in it, without locks, and are called from nowhere else. The real one, {@link io.github.bc66coap.at.SelectorLoop}, is one thread that
 * many lines share, each by a {@link io.github.bc66coap.at.LoopShare}: what one leaves behind when it ends is gone, and none can starve
 * another, as each gets one bounded read a round, and tasks and timers get bounded turns.
 *
 * <p>A connection is served by the loop itself, reading and writing ({@link io.github.bc66coap.at.ChannelWire}); closing it doesn't
 * block. Around a transport that blocks, {@link io.github.bc66coap.at.TransportWire} has one thread that only reads and hands over to
 * the loop, in order; it waits when the loop lags behind, so that what is in flight stays bounded. The loop itself writes what the line
 * takes at once. What it may not, and control lines, have a second thread, which ends when it has nothing to do, and while something is
 * there, nothing passes it. A third closes the line, which can hang as well, and tells the loop when that is done.
 *
 * <p>A write that is done at once completes its future before it returns; one that fails, later. Listeners and futures are called in the
 * loop and must not block it: others wait for it, too.
 *
 * <p>A command ends exactly once: with a result code, its outcome, a deadline, or the end of the line. Deadlines start
 * when the last byte has left, and are put off by the time that the line spends on incoming bytes, within bounds.
 */
package io.github.bc66coap.at;

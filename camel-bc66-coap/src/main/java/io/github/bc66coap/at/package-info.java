/**
 * The AT engine: framing, commands and replies, prompts, deadlines, echo. It knows no CoAP.
 *
 * <p>Threads. One {@link io.github.bc66coap.at.EventLoop} owns a line: decoder, engine, conversation and deadlines live
 * in it, without locks, and are called from nowhere else. Around it, {@link io.github.bc66coap.at.TransportWire} has one
 * thread that only reads and one that only writes and drives control lines; both hand everything over to the loop, in order. The reader waits
 * when the loop lags behind, so that what is in flight stays bounded. A third closes the line, which can hang as well, and
 * tells the loop when that is done. Listeners and futures are called in the loop and
 * must not block it.
 *
 * <p>A command ends exactly once: with a result code, its outcome, a deadline, or the end of the line. Deadlines start
 * when the last byte has left, and are put off by the time that the line spends on incoming bytes, within bounds.
 */
package io.github.bc66coap.at;

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.at.Reply;
import io.github.bc66coap.simulator.coap.SendResult;

/**
 * Decides the order of the OK of SEND, its result, and received messages. A message that is received before a result is
 * reported after it. Core thread only.
 */
final class SendResults {
    /** The note's maximum response time of the command: OK waits no longer than that for a result. */
    private static final long OK_WAITS_MILLIS = 300;

    private static final long RESULT_WAITS_MILLIS = 200;

    private final ScheduledExecutorService core;
    private final ResultOrder order;
    private final Consumer<String> print;
    private final Deque<Runnable> reports = new ArrayDeque<>();
    private boolean pending;
    /** A result that waits for a response to go first. */
    private Runnable overtaken;

    private int generation;

    SendResults(ScheduledExecutorService core, ResultOrder order, Consumer<String> print) {
        this.core = core;
        this.order = order;
        this.print = print;
    }

    /** Is a result still to come? */
    boolean pending() {
        return pending;
    }

    /**
     * Begins to send.
     *
     * @param sending sends and later tells the result
     * @param answered will the message be answered?
     */
    Reply send(Consumer<Consumer<SendResult>> sending, boolean answered) {
        // nobody could wait for a result that isn't printed
        pending = order != ResultOrder.NEVER;
        int current = generation;
        if (order == ResultOrder.BEFORE_OK) {
            return new Reply.Later(reply -> sendBefore(sending, reply, current));
        }
        return Reply.okThen(() -> sending.accept(result -> ifCurrent(current, () -> sent(result, answered))));
    }

    private void sendBefore(Consumer<Consumer<SendResult>> sending, Consumer<Reply> reply, int current) {
        boolean[] replied = new boolean[1];
        core.schedule(
                () -> {
                    if (!replied[0]) {
                        replied[0] = true;
                        reply.accept(Reply.ok());
                    }
                },
                OK_WAITS_MILLIS,
                TimeUnit.MILLISECONDS);
        sending.accept(result -> ifCurrent(current, () -> {
            if (replied[0]) {
                tell(result);
            } else {
                replied[0] = true;
                reply.accept(new Reply.Done(List.of(line(result)), this::told));
            }
        }));
    }

    private void sent(SendResult result, boolean answered) {
        if (order == ResultOrder.NEVER) {
            return;
        }
        if (order == ResultOrder.AFTER_RESPONSE && answered && result == SendResult.SUCCESS) {
            Runnable telling = () -> tell(result);
            overtaken = telling;
            core.schedule(() -> tellOvertaken(telling), RESULT_WAITS_MILLIS, TimeUnit.MILLISECONDS);
            if (!reports.isEmpty()) {
                reports.poll().run();
                tellOvertaken(telling);
            }
        } else {
            tell(result);
        }
    }

    private void tellOvertaken(Runnable telling) {
        if (overtaken == telling) {
            overtaken = null;
            telling.run();
        }
    }

    private void tell(SendResult result) {
        print.accept(line(result));
        told();
    }

    private static String line(SendResult result) {
        return "+QCOAPSEND: " + result.number();
    }

    private void told() {
        pending = false;
        while (!pending && !reports.isEmpty()) {
            reports.poll().run();
        }
    }

    /** Reports something, in its turn. */
    void report(Runnable report) {
        if (overtaken != null) {
            report.run();
            tellOvertaken(overtaken);
        } else if (pending) {
            reports.add(report);
        } else {
            report.run();
        }
    }

    /** Gives up a result that is still to come. */
    void clear() {
        generation++;
        pending = false;
        overtaken = null;
        reports.clear();
    }

    private void ifCurrent(int then, Runnable action) {
        if (then == generation) {
            action.run();
        }
    }
}

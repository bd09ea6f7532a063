// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.bc66coap.simulator.at.Printer;

/**
 * Loses results, repeats them, reorders them, or prints them at another point. Core thread only.
 *
 * <p>A URC waits for its point for {@link FaultTimes#hold()} at most. The fault has struck when the URC is printed
 * there, not when it begins to wait.
 */
public final class ResultFaults implements Printer {
    private static final List<Fault> POINTS =
            List.of(Fault.URC_IN_ECHO, Fault.URC_IN_REPLY, Fault.URC_BEFORE_PROMPT, Fault.URC_WITH_OK);

    private record HeldUrc(Fault point, byte[] urc) {}

    private final ScheduledExecutorService core;
    private final FaultPlan plan;
    private final Printer next;
    private final List<HeldUrc> waiting = new ArrayList<>();
    private byte[] waitingOk;

    /** In front of a printer. */
    public ResultFaults(ScheduledExecutorService core, FaultPlan plan, Printer next) {
        this.core = core;
        this.plan = plan;
        this.next = next;
    }

    @Override
    public void print(Kind kind, byte[] bytes) {
        if (plan.isQuiet() && waiting.isEmpty() && waitingOk == null) {
            next.print(kind, bytes);
            return;
        }
        switch (kind) {
            case ECHO -> echo(bytes);
            case OK -> ok(bytes);
            case PROMPT -> {
                release(Fault.URC_BEFORE_PROMPT);
                next.print(kind, bytes);
            }
            case UNSOLICITED -> unsolicited(bytes);
            default -> next.print(kind, bytes);
        }
    }

    private void echo(byte[] bytes) {
        int half = bytes.length / 2;
        if (half > 0 && isWaiting(Fault.URC_IN_ECHO)) {
            next.print(Kind.ECHO, Arrays.copyOf(bytes, half));
            release(Fault.URC_IN_ECHO);
            next.print(Kind.ECHO, Arrays.copyOfRange(bytes, half, bytes.length));
        } else {
            next.print(Kind.ECHO, bytes);
        }
    }

    private void ok(byte[] bytes) {
        waitingOk = null;
        release(Fault.URC_IN_REPLY);
        if (plan.strikes(Fault.MISSING_OK)) {
            return;
        }
        if (isSend() && plan.strikes(Fault.EARLY_RESULT)) {
            waitingOk = bytes;
            return;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes);
        take(Fault.URC_WITH_OK).forEach(all::writeBytes);
        next.print(Kind.OK, all.toByteArray());
    }

    private boolean isSend() {
        return plan.command().startsWith("AT+QCOAPSEND=");
    }

    private void unsolicited(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith("+QCOAPSEND")) {
            result(bytes);
        } else if (text.startsWith("+QCOAPURC")) {
            urc(bytes);
        } else {
            next.print(Kind.UNSOLICITED, bytes);
        }
    }

    private void result(byte[] bytes) {
        if (!plan.strikes(Fault.MISSING_RESULT)) {
            next.print(Kind.UNSOLICITED, bytes);
        }
        if (waitingOk != null) {
            next.print(Kind.OK, waitingOk);
            waitingOk = null;
        }
    }

    private void urc(byte[] bytes) {
        for (Fault point : POINTS) {
            if (plan.holds(point)) {
                hold(new HeldUrc(point, bytes));
                return;
            }
        }
        next.print(Kind.UNSOLICITED, bytes);
        if (plan.strikes(Fault.DUPLICATE_URC)) {
            next.print(Kind.UNSOLICITED, bytes);
        }
    }

    private void hold(HeldUrc urc) {
        waiting.add(urc);
        core.schedule(
                () -> {
                    if (waiting.removeIf(held -> held == urc)) {
                        plan.givesUp(urc.point());
                        next.print(Kind.UNSOLICITED, urc.urc());
                    }
                },
                plan.times().hold().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private boolean isWaiting(Fault point) {
        return waiting.stream().anyMatch(held -> held.point() == point);
    }

    private void release(Fault point) {
        take(point).forEach(urc -> next.print(Kind.UNSOLICITED, urc));
    }

    private List<byte[]> take(Fault point) {
        List<byte[]> taken = new ArrayList<>();
        for (Iterator<HeldUrc> all = waiting.iterator(); all.hasNext(); ) {
            HeldUrc held = all.next();
            if (held.point() == point) {
                all.remove();
                plan.struck(point);
                taken.add(held.urc());
            }
        }
        return taken;
    }
}

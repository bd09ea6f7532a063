// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

/**
 * The replies that a command accepts besides its final result code. Everything else that arrives meanwhile is a
 * notification.
 *
 * @param informationPrefixes how the command's information responses start, for example {@code +CSQ:}; an empty string
 *     stands for free text, which is any line that doesn't start with {@code +}, as notifications do
 * @param required how many information responses a positive reply holds at least; an earlier {@code OK} belongs to some
 *     other command
 * @param outcomePrefix how the outcome of a two-phase command starts, for example {@code +QCOAPSEND:}; it comes beside
 *     {@code OK}, mostly behind it. {@code null} when the command has one phase
 * @param outcomeSays whether the outcome says more than {@code OK} does, so that it is missed when it doesn't come
 */
public record ReplyForm(List<String> informationPrefixes, int required, String outcomePrefix, boolean outcomeSays) {

    /** Nothing but a final result code. */
    public static final ReplyForm RESULT_ONLY = new ReplyForm(List.of(), 0, null);

    /** One whose outcome, if there is one, says more than {@code OK} does. */
    public ReplyForm(List<String> informationPrefixes, int required, String outcomePrefix) {
        this(informationPrefixes, required, outcomePrefix, outcomePrefix != null);
    }

    public ReplyForm {
        informationPrefixes = List.copyOf(informationPrefixes);
    }

    /** One or more information responses that start with one of {@code prefixes}. */
    public static ReplyForm information(String... prefixes) {
        return new ReplyForm(List.of(prefixes), 1, null);
    }

    /** {@code OK} and an outcome that starts with {@code prefix}. */
    public static ReplyForm twoPhase(String prefix) {
        return new ReplyForm(List.of(), 0, prefix);
    }

    /** As {@link #twoPhase}, of a command whose outcome has nothing to say but that it is done, as {@code OK} says. */
    public static ReplyForm twoPhaseAtMost(String prefix) {
        return new ReplyForm(List.of(), 0, prefix, false);
    }

    boolean acceptsInformation(String line) {
        for (String prefix : informationPrefixes) {
            if (prefix.isEmpty() ? !line.startsWith("+") : line.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    boolean isTwoPhase() {
        return outcomePrefix != null;
    }

    boolean acceptsOutcome(String line) {
        return isTwoPhase() && line.startsWith(outcomePrefix);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

/**
 * The lines that a command accepts besides its final result code. Every other line is a notification.
 *
 * @param informationPrefixes of the command's information responses, for example {@code +CSQ:}; an empty string stands for free text:
 *     any line that doesn't start with {@code +}
 * @param required how many information responses a positive reply has at least; an earlier {@code OK} belongs to another command
 * @param outcomePrefix of a two-phase command's outcome, for example {@code +QCOAPSEND:}, which mostly follows {@code OK};
 *     {@code null} for a command of one phase
 * @param outcomeSays whether the outcome says more than {@code OK}, so that its absence matters
 */
public record ReplyForm(List<String> informationPrefixes, int required, String outcomePrefix, boolean outcomeSays) {

    /** Nothing but a final result code. */
    public static final ReplyForm RESULT_ONLY = new ReplyForm(List.of(), 0, null);

    /** One whose outcome, if any, says more than {@code OK}. */
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

    /** As {@link #twoPhase}, for an outcome that says no more than {@code OK}. */
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

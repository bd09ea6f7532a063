// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.UrcRule;

/** Finds the end of a {@code +QCOAPURC} notification by the announced length of its data, whatever they hold. */
public final class CoapUrcRule implements UrcRule {
    private final boolean showResponseOptions;

    /**
     * @param showResponseOptions whether {@code rsp} may show options; if not, a length always follows the message ID, so no payload can
     *     look like options
     */
    public CoapUrcRule(boolean showResponseOptions) {
        this.showResponseOptions = showResponseOptions;
    }

    @Override
    public Verdict inspect(byte[] line, int length) {
        return new Reading(showResponseOptions).read(line, length, false);
    }

    @Override
    public Verdict conclude(byte[] line, int length) {
        Verdict verdict = inspect(line, length);
        return verdict instanceof NeedMore ? new Reading(showResponseOptions).read(line, length, true) : verdict;
    }

    @Override
    public UrcRule resumable() {
        return new ResumableRule(this);
    }

    /** Reads one notification as far as it has come. */
    private static final class Reading {
        private static final Verdict ONE_MORE = new NeedMore(1);

        private final Cursor cursor = new Cursor();
        private final UrcGrammar grammar;

        Reading(boolean showResponseOptions) {
            grammar = new UrcGrammar(cursor, showResponseOptions);
        }

        void restart() {
            grammar.restart();
        }

        Verdict read(byte[] line, int length, boolean silent) {
            cursor.extend(line, length, silent);
            try {
                if (grammar.read()) {
                    return new Complete(cursor.position(), grammar.isTruncated());
                }
            } catch (Cursor.MalformedException e) {
                return Verdict.NOT_MINE;
            }
            boolean one = cursor.needed() == 1 && cursor.stops().isEmpty();
            return one ? ONE_MORE : new NeedMore(cursor.needed(), cursor.stops());
        }
    }

    /** Continues within a line where it stopped. */
    private static final class ResumableRule implements UrcRule {
        private final CoapUrcRule rule;
        private final Reading reading;

        ResumableRule(CoapUrcRule rule) {
            this.rule = rule;
            this.reading = new Reading(rule.showResponseOptions);
        }

        @Override
        public Verdict inspect(byte[] line, int length) {
            if (length == 1) {
                reading.restart();
            }
            return reading.read(line, length, false);
        }

        @Override
        public Verdict conclude(byte[] line, int length) {
            return rule.conclude(line, length);
        }
    }
}

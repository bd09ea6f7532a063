// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.UrcRule;

/**
 * Tells where a {@code +QCOAPURC} notification ends: its data belong to it by their announced length, whatever they hold.
 * Stateless.
 */
public final class CoapUrcRule implements UrcRule {
    private final boolean showResponseOptions;

    /**
     * @param showResponseOptions whether {@code rsp} may show options; {@code false}: what follows the message ID is always
     *     a length, so that no payload can pass for options
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
        return new Resumable(this);
    }

    /** One notification, read as far as it has come. */
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
            } catch (Cursor.Malformed e) {
                return Verdict.NOT_MINE;
            }
            boolean one = cursor.needed() == 1 && cursor.stops().isEmpty();
            return one ? ONE_MORE : new NeedMore(cursor.needed(), cursor.stops());
        }
    }

    /** Goes on where it has stopped, as long as it is asked about one line. */
    private static final class Resumable implements UrcRule {
        private final CoapUrcRule rule;
        private final Reading reading;

        Resumable(CoapUrcRule rule) {
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

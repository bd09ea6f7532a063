/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
        return decide(new Cursor(line, length, false));
    }

    @Override
    public Verdict conclude(byte[] line, int length) {
        Verdict verdict = inspect(line, length);
        return verdict instanceof NeedMore ? decide(new Cursor(line, length, true)) : verdict;
    }

    private Verdict decide(Cursor cursor) {
        try {
            Urc urc = new UrcGrammar(cursor, showResponseOptions).read();
            return new Complete(cursor.position(), UrcParser.isTruncated(urc));
        } catch (Cursor.Undecided e) {
            return new NeedMore(e.bytes(), e.stops());
        } catch (Cursor.Malformed e) {
            return Verdict.NOT_MINE;
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.AtFormatException;

/** Reads {@code +QCOAPURC} notifications whose end a {@link CoapUrcRule} has found. Not thread-safe. */
public final class UrcParser {
    private final Cursor cursor = new Cursor();
    private final UrcGrammar grammar;
    private byte[] line = new byte[256];

    /** @param showResponseOptions as for {@link CoapUrcRule#CoapUrcRule(boolean)} */
    public UrcParser(boolean showResponseOptions) {
        grammar = new UrcGrammar(cursor, showResponseOptions);
    }

    /**
     * Reads a notification.
     *
     * @param urc the notification without its line end
     * @param truncated whether fewer bytes are already known to have arrived than announced
     * @throws AtFormatException when {@code urc} isn't a notification
     */
    public Urc parse(byte[] urc, boolean truncated) {
        // the grammar finds the end by the line end
        int length = urc.length + 2;
        if (length > line.length) {
            line = new byte[length];
        }
        System.arraycopy(urc, 0, line, 0, urc.length);
        line[urc.length] = '\r';
        line[urc.length + 1] = '\n';
        grammar.restart();
        cursor.extend(line, length, true);
        try {
            if (grammar.read() && cursor.position() == urc.length) {
                Urc read = grammar.urc(truncated);
                if (!(read instanceof RequestUrc request && request.code().codeClass() != 0)) {
                    return read;
                }
            }
        } catch (Cursor.MalformedException e) {
            // reported below
        }
        throw new AtFormatException("expected a +QCOAPURC notification, but " + urc.length + " bytes are none");
    }
}

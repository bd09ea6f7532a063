// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;

/** The server answered with 4.xx or 5.xx. */
public final class CoapResponseException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    private final transient Code code;
    private final transient CoapOptions options;
    private final byte[] body;

    CoapResponseException(String peer, Code code, CoapOptions options, byte[] body) {
        super(peer + " answered with " + code);
        this.code = code;
        this.options = options;
        this.body = body.clone();
    }

    /** The response code. Not serialised: {@code null} after deserialisation, but the message contains it. */
    public Code getCode() {
        return code;
    }

    /** The response's options that the module shows. Not serialised: {@code null} after deserialisation. */
    public CoapOptions getOptions() {
        return options;
    }

    /** The response's payload; empty if it has none. */
    public byte[] getBody() {
        return body.clone();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

/** A platform's request that fails, with the code of the response. */
public final class Lwm2mException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code of the response, as {@code 4.15}
     * @param message reason; the response's diagnostic payload
     */
    public Lwm2mException(String code, String message) {
        super(message);
        this.code = code;
    }

    Lwm2mException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static Lwm2mException badRequest(String message) {
        return new Lwm2mException("4.00", message);
    }

    static Lwm2mException notAllowed(String message) {
        return new Lwm2mException("4.05", message);
    }

    /** The code of the response, as {@code 4.15}. */
    public String getCode() {
        return code;
    }
}

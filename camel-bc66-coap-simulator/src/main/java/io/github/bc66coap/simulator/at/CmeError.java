// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

/** Reasons of a refusal, as {@code +CME ERROR} tells them (3GPP TS 27.007, section 9.2). */
public enum CmeError {
    OPERATION_NOT_ALLOWED(3, "operation not allowed"),
    OPERATION_NOT_SUPPORTED(4, "operation not supported"),
    SIM_PIN_REQUIRED(11, "SIM PIN required"),
    SIM_PUK_REQUIRED(12, "SIM PUK required"),
    SIM_FAILURE(13, "SIM failure"),
    INCORRECT_PASSWORD(16, "incorrect password"),
    INCORRECT_PARAMETERS(50, "incorrect parameters"),
    UNKNOWN(100, "unknown");

    private final int code;
    private final String text;

    CmeError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number shown with {@code AT+CMEE=1}. */
    public int code() {
        return code;
    }

    /** The text shown with {@code AT+CMEE=2}. */
    public String text() {
        return text;
    }
}

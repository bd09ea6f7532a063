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

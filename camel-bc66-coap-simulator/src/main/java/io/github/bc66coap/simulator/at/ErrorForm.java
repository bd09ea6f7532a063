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

/** How a refusal is worded. */
public enum ErrorForm {
    /** {@code ERROR}, or as {@code AT+CMEE} wants it (3GPP TS 27.007, section 9.1). */
    BY_LEVEL {
        @Override
        String text(int level, CmeError reason) {
            return switch (level) {
                case 1 -> CME.text(level, reason);
                case 2 -> CME_TEXT.text(level, reason);
                default -> "ERROR";
            };
        }
    },
    /** {@code +CME ERROR: 50}, whatever was asked for. */
    CME {
        @Override
        String text(int level, CmeError reason) {
            return "+CME ERROR: " + reason.code();
        }
    },
    /** {@code +CMEE ERROR: 50}. */
    CMEE {
        @Override
        String text(int level, CmeError reason) {
            return "+CMEE ERROR: " + reason.code();
        }
    },
    /** {@code +CME ERROR: incorrect parameters}, whatever was asked for. */
    CME_TEXT {
        @Override
        String text(int level, CmeError reason) {
            return "+CME ERROR: " + reason.text();
        }
    };

    /**
     * The text.
     *
     * @param level the one of {@code AT+CMEE}
     */
    abstract String text(int level, CmeError reason);
}

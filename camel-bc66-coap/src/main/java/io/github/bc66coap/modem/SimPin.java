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
package io.github.bc66coap.modem;

import java.util.regex.Pattern;

/**
 * The PIN that unlocks a SIM.
 *
 * @param digits 4 to 8 of them (3GPP TS 31.101 section 9.5.1); never shown
 */
public record SimPin(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9]{4,8}");

    /** @throws IllegalArgumentException when they aren't, without showing them */
    public SimPin {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("a PIN has 4 to 8 digits and nothing else");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}

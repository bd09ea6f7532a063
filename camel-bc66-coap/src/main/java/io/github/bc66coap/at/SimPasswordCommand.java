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
package io.github.bc66coap.at;

/**
 * Has the SIM check a password, of which it takes a few wrong ones only, for example {@code AT+CPIN=} (3GPP TS 27.007
 * section 8.3). The password is never shown.
 */
public record SimPasswordCommand(AtLine line) implements ActionCommand {
    private static final int MAX_PIN_DIGITS = 8;

    /**
     * Gives the SIM its PIN.
     *
     * @param pin 4 to 8 digits (3GPP TS 31.101 section 9.5.1)
     */
    public static SimPasswordCommand pin(String pin) {
        return new SimPasswordCommand(
                AtLine.write("+CPIN").secret("the PIN", pin, MAX_PIN_DIGITS).build());
    }

    @Override
    public Patience patience() {
        return Patience.SIM;
    }
}

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

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.AtLine;

/** A write command of which nothing but its line matters once it has been made. */
public final class WriteCommand implements ActionCommand {
    private final AtLine line;

    WriteCommand(AtLine line) {
        this.line = line;
    }

    @Override
    public AtLine line() {
        return line;
    }

    @Override
    public String toString() {
        return line.redacted();
    }
}

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
package io.github.bc66coap.camel;

import io.github.bc66coap.modem.CommandOutcome;

/** The module answered a command with something that can't be read. What the command did is not known. */
public final class AtReplyException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    private final String command;
    private final String answer;

    AtReplyException(CommandOutcome.Unreadable<?> unreadable) {
        super(unreadable.toString());
        this.command = unreadable.command();
        this.answer = unreadable.answer();
    }

    /** The command line, secrets redacted. */
    public String getCommand() {
        return command;
    }

    /** What the module said, shortened, with ? for what isn't printable ASCII. */
    public String getAnswer() {
        return answer;
    }
}

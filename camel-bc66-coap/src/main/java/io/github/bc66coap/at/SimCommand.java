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

import java.util.List;

/** {@code AT+CPIN?}: what the SIM waits for, {@code READY} when for nothing (3GPP TS 27.007 section 8.3). */
public record SimCommand() implements AtCommand<String> {
    /** It waits for nothing. */
    public static final String READY = "READY";
    /** It waits for its PIN. */
    public static final String PIN = "SIM PIN";

    private static final String PREFIX = "+CPIN:";

    @Override
    public AtLine line() {
        return AtLine.of("AT+CPIN?");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX);
    }

    @Override
    public String decode(AtReply reply) {
        List<String> lines = reply.information();
        // a module that is starting says it unasked, too: the last line is the answer, or news that is newer still
        return lines.get(lines.size() - 1)
                .substring(PREFIX.length())
                .replace("\"", "")
                .replaceAll("[^ -~]", "?")
                .strip();
    }
}

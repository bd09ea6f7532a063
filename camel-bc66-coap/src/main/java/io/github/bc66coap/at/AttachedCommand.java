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

/** {@code AT+CGATT?}: is the packet-switched service attached? (3GPP TS 27.007 section 10.1.9) */
public record AttachedCommand() implements AtCommand<Boolean> {
    private static final String PREFIX = "+CGATT:";

    @Override
    public AtLine line() {
        return AtLine.of("AT+CGATT?");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX);
    }

    @Override
    public Boolean decode(AtReply reply) {
        return switch (reply.information().get(0).substring(PREFIX.length()).strip()) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new AtFormatException("+CGATT: must be followed by 0 or 1");
        };
    }
}

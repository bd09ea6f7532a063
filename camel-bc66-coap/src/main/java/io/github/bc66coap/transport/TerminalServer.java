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
package io.github.bc66coap.transport;

import java.util.Optional;
import java.util.regex.Pattern;

/** What terminal servers say on the line itself when they can't give it. */
public final class TerminalServer {
    /** Those of ser2net, versions 3 and 4; what follows the colon is the system's. */
    private static final Pattern ERROR =
            Pattern.compile("(Port already in use|Port's device (already in use|failed open)|Device open failure).*");

    private static final int LONGEST = 80;

    private TerminalServer() {}

    /**
     * Tells a server's error from what a module says.
     *
     * @param line without its end
     * @return the error, printable and at most 80 characters long; empty when {@code line} is none
     */
    public static Optional<String> error(String line) {
        return Optional.of(line.strip())
                .filter(text -> ERROR.matcher(text).matches())
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[^ -~]", "?"));
    }
}

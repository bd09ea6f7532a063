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

    /**
     * What to consider when a module doesn't answer behind a server that can't be told the rate: ser2net sets 9600 baud unless its
     * connector says another.
     *
     * @return begins with a semicolon; empty for other lines
     */
    public static String rateHint(String device) {
        return device.regionMatches(true, 0, "tcp://", 0, "tcp://".length())
                ? "; over tcp:// the server's own rate holds, with ser2net 9600 unless its connector names one;"
                        + " rfc2217:// sets it"
                : "";
    }
}

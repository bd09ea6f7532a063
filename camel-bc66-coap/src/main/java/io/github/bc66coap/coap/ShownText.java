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
package io.github.bc66coap.coap;

/** A text that may be a stranger's, in the form that messages and logs show it in. */
public final class ShownText {
    private static final int LONGEST = 100;

    private ShownText() {}

    /**
     * The text in one line: what moves a cursor, ends a line or doesn't print is a question mark, and behind 100 characters
     * there is an ellipsis.
     */
    public static String of(Object text) {
        String all = String.valueOf(text);
        String start = all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
        return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}

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

/** The final result codes of 3GPP TS 27.007 section 9 and their variants in the field. */
enum FinalResult {
    OK,
    ERROR;

    /** The result code that {@code line} is, or {@code null}. */
    static FinalResult of(String line) {
        String text = line.stripTrailing();
        if (text.equals("OK")) {
            return OK;
        }
        if (text.equals("ERROR")
                || text.startsWith("+CME ERROR:")
                || text.startsWith("+CMEE ERROR:")
                || text.startsWith("+CMS ERROR:")) {
            return ERROR;
        }
        return null;
    }
}

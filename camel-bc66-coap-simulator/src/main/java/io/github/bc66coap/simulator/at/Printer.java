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
package io.github.bc66coap.simulator.at;

/** Where the module prints, bytes framed and ready, each with what it is. */
@FunctionalInterface
public interface Printer {
    /** What is printed. */
    enum Kind {
        /** What the TE typed, come back. */
        ECHO,
        /** Lines of information in front of the result. */
        INFORMATION,
        /** The result of a good command. */
        OK,
        /** The result of a refused one. */
        ERROR,
        /** The prompt of the data mode. */
        PROMPT,
        /** Something that comes by itself, the results of {@code +QCOAPSEND} and {@code +QCOAPDEL} among it. */
        UNSOLICITED,
        /** Something printed as it is. */
        RAW
    }

    /** Prints. */
    void print(Kind kind, byte[] bytes);
}

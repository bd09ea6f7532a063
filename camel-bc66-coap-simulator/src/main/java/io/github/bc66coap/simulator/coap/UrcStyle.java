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
package io.github.bc66coap.simulator.coap;

/**
 * In which respects URCs may differ from the note's.
 *
 * @param quotedAddress is the IP address in quotes?
 * @param quotedToken is the token in quotes?
 * @param decimalMode is the mode decimal, not two hexadecimal digits?
 * @param requestOptionsAlways do requests show options whatever {@code Showrspopt} says?
 * @param blocksShown do requests show Block1, Block2, Size1 and Size2?
 * @param zeroCount is the count of a response's options printed if it is 0?
 * @param data how data is printed
 * @param limitsAll do the 1300 bytes count from the plus sign, or else from the first byte of data?
 * @param quotedRecovered is the name of the recovery URC in quotes?
 */
public record UrcStyle(
        boolean quotedAddress,
        boolean quotedToken,
        boolean decimalMode,
        boolean requestOptionsAlways,
        boolean blocksShown,
        boolean zeroCount,
        DataForm data,
        boolean limitsAll,
        boolean quotedRecovered) {
    /** The note's style; the decisions are explained at {@link NoteUrcFormat}. */
    public static final UrcStyle NOTE = new UrcStyle(false, true, false, true, false, true, DataForm.NOTE, true, false);
}

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
package io.github.bc66coap.modem;

import io.github.bc66coap.modem.ModemState.Phase;

/**
 * Why a module isn't ready, for as long as that is so.
 *
 * @param reason for people; empty when there is none
 * @param phase the last phase that it bears on: whoever gets further has left it behind
 */
record Trouble(String reason, Phase phase) {
    static final Trouble NONE = new Trouble("", Phase.STOPPED);

    /** Whether it no longer says anything of a module that has come to {@code reached}. */
    boolean isPast(Phase reached) {
        return reached.compareTo(phase) > 0;
    }
}

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

/**
 * Whether a secret has gone out whose echo, maybe damaged, could still come. It outlives the line: a terminal server may
 * keep what the module said while nobody was connected. Belongs to the event loop.
 */
public final class SecretEcho {
    private int sent;
    private int settled;

    boolean mayCome() {
        return settled < sent;
    }

    /** One more has left. */
    void sent() {
        sent++;
    }

    /** How many have left. */
    int count() {
        return sent;
    }

    /**
     * The module answers in order: once it has answered a later command, no echo of an earlier one can come.
     *
     * @param earlier how many had left before the command that has been answered
     */
    void settle(int earlier) {
        settled = Math.max(settled, earlier);
    }
}

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

/** The end of this process: from the signal or the call to exit on, until all that wants to finish has. */
public final class ProcessEnd {

    private ProcessEnd() {}

    /** Whether it has begun. A line that is lost from then on isn't worth opening again. */
    public static boolean hasBegun() {
        Thread hook = new Thread(() -> {}, "bc66coap-end-probe");
        try {
            // the one way to ask: the runtime takes no more hooks when it runs them
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}

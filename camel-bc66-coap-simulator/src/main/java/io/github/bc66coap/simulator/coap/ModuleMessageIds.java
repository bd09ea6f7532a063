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

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/** Message IDs that the module makes itself. */
public final class ModuleMessageIds {
    private static final int ALL = 0x10000;

    private ModuleMessageIds() {}

    /** Each at random, as the note says (section 2.3.4). */
    public static IntSupplier random() {
        return () -> ThreadLocalRandom.current().nextInt(ALL);
    }

    /** The first at random, each further one higher, as in the note's examples (section 4.4). */
    public static IntSupplier sequential() {
        int[] next = {ThreadLocalRandom.current().nextInt(ALL)};
        return () -> next[0]++ % ALL;
    }
}

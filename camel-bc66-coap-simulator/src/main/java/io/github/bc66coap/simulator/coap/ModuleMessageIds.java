// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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

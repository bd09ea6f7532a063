// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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

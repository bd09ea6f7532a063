// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

/** The shutdown of this process, from the signal or the call to exit until its hooks have finished. */
public final class ProcessEnd {

    private ProcessEnd() {}

    /** Whether it has begun. A line that is lost after that is not opened again. */
    public static boolean hasBegun() {
        Thread hook = new Thread(() -> {}, "bc66coap-end-probe");
        try {
            // the only way to ask: the runtime accepts no more hooks once it runs them
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}

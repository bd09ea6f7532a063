// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** Sees what happens in modems, and changes nothing. What it throws is logged and has no further effect. */
@FunctionalInterface
public interface ModemWatcher {

    /**
     * Called in the modem's event loop, without a lock; modems of one pool may call at the same time. It must not block: to do more than
     * put the event aside, use another thread.
     *
     * @param device the modem's
     */
    void onEvent(String device, ModemEvent event);
}

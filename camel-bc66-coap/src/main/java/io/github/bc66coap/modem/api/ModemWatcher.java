// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** Is told what goes on in modems, as it happens. It changes nothing: what it throws is logged, and goes no further. */
@FunctionalInterface
public interface ModemWatcher {

    /**
     * Something has happened. Called in the modem's event loop, without a lock; modems of one pool may call at the same time. It must
     * not block: who wants to do more than to put the event aside does so in a thread of his own.
     *
     * @param device the modem's
     */
    void onEvent(String device, ModemEvent event);
}

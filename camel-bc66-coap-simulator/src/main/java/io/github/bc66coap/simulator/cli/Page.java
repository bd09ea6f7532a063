// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.cli;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.github.bc66coap.monitor.http.MonitorServer;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.monitor.Bc66Page;

/**
 * The page of {@code --http}. A class of its own, because the program also runs without the monitor on its class path.
 */
final class Page implements AutoCloseable {
    private final InetSocketAddress address;
    private final Bc66Page page = new Bc66Page();

    /** @throws IllegalArgumentException if it is no address, or there is no monitor */
    static Page at(String address) {
        try {
            return new Page(address);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException("--http needs camel-bc66-coap-monitor on the class path", e);
        }
    }

    private Page(String address) {
        this.address = MonitorServer.address(address);
    }

    /** Can other computers open it? */
    boolean isForOthers() {
        return !address.getAddress().isLoopbackAddress();
    }

    void trace(TraceEvent event) {
        page.trace(event);
    }

    /** @throws IllegalStateException if the address can't be had */
    String open(VirtualBc66 module) {
        try {
            return page.open(address, module);
        } catch (IOException e) {
            page.close();
            throw new IllegalStateException(
                    "cannot open the page at " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        page.close();
    }
}

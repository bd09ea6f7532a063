// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.CamelContext;

import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.TransportFactories;

/** The line to a module whose DTR is wired to PSM_EINT, which a pseudo-terminal has not. */
final class PsmEintWire implements ModemTransport {
    private final ModemTransport line;
    private final VirtualBc66 module;

    private PsmEintWire(ModemTransport line, VirtualBc66 module) {
        this.line = line;
        this.module = module;
    }

    /** Where all modules sleep until they are pulsed, the endpoints of this one wake it by that wire. */
    static void layIfNeeded(CamelContext context, VirtualBc66 module) {
        if (Quirks.ofSystemProperty().has(Quirk.DEEP_SLEEP)) {
            context.getRegistry().bind(module.device(), of(module));
            context.getComponent(Bc66CoapConstants.SCHEME, Bc66CoapComponent.class)
                    .getConfiguration()
                    .setWakeUp(WakeUp.DTR);
        }
    }

    /** Opens lines to this module, whatever they are called. */
    static ModemTransportFactory of(VirtualBc66 module) {
        return (device, settings) ->
                new PsmEintWire(TransportFactories.builtIn().open(module.device(), settings), module);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return line.read(buffer);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        line.write(bytes);
    }

    @Override
    public Duration transmitTime(int bytes) {
        return line.transmitTime(bytes);
    }

    @Override
    public String describe() {
        return line.describe();
    }

    @Override
    public boolean setControlLine(ControlLine wire, boolean active) {
        if (wire == ControlLine.DTR && active) {
            CompletableFuture.runAsync(module::pulse);
        }
        return true;
    }

    @Override
    public void close() {
        line.close();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

/**
 * {@code AT+QCOAPOPEN=?}: whether the firmware speaks the CoAP dialect of the vendor's other modules, in which clients are opened
 * towards servers. It has {@code AT+QCOAPSEND} and others by the same names, with other arguments. Asked only to tell why this one
 * isn't understood.
 */
public record OpenDialect() implements TestCommand<Boolean> {
    @Override
    public String name() {
        return "+QCOAPOPEN";
    }

    /** Always {@code true}: who answers knows it. */
    @Override
    public Boolean supported(List<String> fields) {
        return true;
    }
}

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

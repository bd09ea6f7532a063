// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import org.apache.camel.main.MainListener;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** What the application does when it starts. */
@Recorder
public class Bc66CoapRecorder {

    public RuntimeValue<MainListener> secretOptions() {
        return new RuntimeValue<>(new SecretOptions());
    }
}

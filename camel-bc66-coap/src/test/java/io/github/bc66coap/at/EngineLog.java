// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.bc66coap.simulator.testkit.LogRecorder;

/** Takes all that the engine logs during a test, down to TRACE. */
public final class EngineLog implements BeforeEachCallback, AfterEachCallback {
    private LogRecorder recorder;

    @Override
    public void beforeEach(ExtensionContext context) {
        recorder = new LogRecorder(Level.TRACE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        recorder.close();
    }

    /** The messages alone, without what was thrown. */
    public List<String> lines() {
        return recorder.messages(AtEngine.class);
    }
}

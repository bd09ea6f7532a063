// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears. */
class RecordingListener implements AtListener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void onNotification(byte[] bytes, boolean truncated) {
        heard.add((truncated ? "cut " : "urc ") + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onLine(String line) {
        heard.add("line " + line);
    }

    @Override
    public void onRestart() {
        heard.add("restart");
    }

    @Override
    public void onLost(String reason) {
        heard.add("lost " + reason);
    }
}

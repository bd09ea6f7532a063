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

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
package io.github.bc66coap.modem;

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

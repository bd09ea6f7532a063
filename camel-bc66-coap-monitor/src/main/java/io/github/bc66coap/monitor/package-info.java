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
/**
 * What happens between route, module and CoAP peer, as events that a page shows. Knows neither the component nor the simulator, nor
 * Camel but for its JSON library.
 *
 * <p>Threads: events are immutable. {@link io.github.bc66coap.monitor.EventLog} takes them from any thread and waits for no reader.
 * An {@link io.github.bc66coap.monitor.EventStream} belongs to the thread that reads it, which waits in there.
 */
package io.github.bc66coap.monitor;

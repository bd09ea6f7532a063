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
 * The page of {@link io.github.bc66coap.monitor} on a running gateway: what the component's modems tell, served by {@code
 * platform-http}. Looks only; nothing can be done on it.
 *
 * <p>Threads. Modems tell {@link io.github.bc66coap.monitor.camel.Feed} in their event loops; it puts each event into a bounded queue,
 * without a lock. One thread of the monitor's own empties that ten times a second, and takes figures once a second; what it makes of events
 * ({@link io.github.bc66coap.monitor.camel.DeviceEvents}, {@link io.github.bc66coap.monitor.camel.Exchanges}) belongs to it alone.
 * The server's threads read the log, which waits for none of them, and answer at once. Start and stop are the context's.
 */
package io.github.bc66coap.monitor.camel;

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
 * A page that shows what a virtual BC66 does, and lets one do things to it. Needs {@code camel-bc66-coap-monitor}, which nothing else in
 * here does.
 *
 * <p>Threads: what the module traces is translated on its core, one event after the other; actions run on threads of the page's server.
 */
package io.github.bc66coap.simulator.monitor;

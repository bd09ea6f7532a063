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
 * A gateway to install: Camel's main with a folder of routes beside a module. {@link io.github.bc66coap.gateway.Gateway} has the
 * commands, {@link io.github.bc66coap.gateway.RouteFiles} keeps the routes as their files are, {@code Check} looks at all that has to
 * be right before.
 *
 * <p>Threads: {@code RouteFiles} works on one thread of its own, and what it tells of the files is immutable, for any thread. All else
 * belongs to the thread that started it.
 */
package io.github.bc66coap.gateway;

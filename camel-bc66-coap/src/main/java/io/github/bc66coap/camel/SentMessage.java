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
package io.github.bc66coap.camel;

import java.time.Duration;

/**
 * What was to be sent, as failures tell of it.
 *
 * @param peer to whom
 * @param name method and path, or code, for people
 * @param patience how long a response was waited for
 * @param pskIdentity {@code null} without DTLS
 */
record SentMessage(String peer, String name, Duration patience, String pskIdentity) {}

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

/**
 * A real CoAP server of a stack of its own. All have the same resources: {@code /store} keeps what is put, {@code /query} says what it
 * was asked, {@code /slow} takes its time, {@code /separate} answers by a message of its own, of the type in the query, {@code /error}
 * by the code in the query, and {@code /observed} can be observed.
 */
interface PeerServer extends AutoCloseable {
    /** No request's body may be longer. */
    int MAX_BODY = 128 * 1024;

    int port();

    /** Changes what is observed. */
    void change(String to);

    /** Ends all observations by 4.04. */
    void vanish();

    int observers();

    @Override
    void close();
}

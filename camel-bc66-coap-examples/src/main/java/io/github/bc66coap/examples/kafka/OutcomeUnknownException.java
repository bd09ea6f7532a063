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
package io.github.bc66coap.examples.kafka;

/** A command was begun, and its outcome was never written: whoever began it has ended in between. It isn't sent again. */
public final class OutcomeUnknownException extends Exception {
    private static final long serialVersionUID = 1L;

    /** It was begun by another process, or by this one before it lost the command. */
    public OutcomeUnknownException() {
        super("it is not known whether the command was sent: the gateway ended before its outcome was known");
    }
}

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
package io.github.bc66coap.transport;

import java.io.IOException;

/** A line that has been opened, but must not be used. The message is the whole reason, with the cure. */
public final class UnusableLineException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason one sentence that names the device, what is wrong and what helps */
    public UnusableLineException(String reason) {
        super(reason);
    }
}

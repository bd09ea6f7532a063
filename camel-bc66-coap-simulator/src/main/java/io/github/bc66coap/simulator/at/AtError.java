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
package io.github.bc66coap.simulator.at;

/** A command is refused. */
public final class AtError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CmeError reason;
    private final boolean fromHost;

    /** Refuses for this reason; the message is for log and trace only, and must not hold what may be a secret. */
    public AtError(CmeError reason, String message) {
        this(reason, message, false);
    }

    private AtError(CmeError reason, String message, boolean fromHost) {
        super(message, null, false, false);
        this.reason = reason;
        this.fromHost = fromHost;
    }

    /** The computer that the module runs on doesn't let it; a real module would have no such reason. */
    public static AtError fromHost(String message) {
        return new AtError(CmeError.OPERATION_NOT_ALLOWED, message, true);
    }

    /** The arguments are not as the note says. */
    public static AtError arguments(String message) {
        return new AtError(CmeError.INCORRECT_PARAMETERS, message);
    }

    /** The command is fine, the moment is not. */
    public static AtError notAllowed(String message) {
        return new AtError(CmeError.OPERATION_NOT_ALLOWED, message);
    }

    /** There is no such command, or not in this form. */
    public static AtError notSupported(String message) {
        return new AtError(CmeError.OPERATION_NOT_SUPPORTED, message);
    }

    /** Is it the computer's doing, and not the TE's? */
    public boolean isFromHost() {
        return fromHost;
    }

    /** The reason. */
    public CmeError reason() {
        return reason;
    }
}

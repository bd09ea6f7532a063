// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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

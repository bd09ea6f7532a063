// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.HashSet;
import java.util.Set;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.qcoap.QcoapSend;

/**
 * What a module may still say or wait for because of commands that nobody waits for any longer. It outlives the line: a module does not
 * notice that its line is closed and opened again.
 */
final class OutstandingReplies {
    private final Set<Object> replies = new HashSet<>();
    /** At the start the maximum: whoever used the module before may have left it in data mode. */
    private int data = QcoapSend.MAX_DATA_MODE_BYTES;

    private boolean filled;

    /** The command's reply may still come. If it has data, the module may still wait for all of them. */
    void add(AtCommand<?> command) {
        replies.add(command.kind());
        byte[] bytes = command.data();
        if (bytes != null) {
            data = bytes.length;
        }
    }

    /** The reply to such a command may still come, too. */
    void addReply(AtCommand<?> command) {
        replies.add(command.kind());
    }

    /** Whether the reply to such a command may still come. */
    boolean isReply(AtCommand<?> command) {
        return replies.contains(command.kind());
    }

    /** How many bytes the module may wait for in data mode; 0: it is not in data mode. */
    int data() {
        return data;
    }

    /** Whether the module is filled for the first time since it was known to wait for nothing; true once. */
    boolean isFilledForTheFirstTime() {
        boolean first = !filled;
        filled = true;
        return first;
    }

    boolean isNothing() {
        return replies.isEmpty();
    }

    void clear() {
        replies.clear();
        data = 0;
        filled = false;
    }
}

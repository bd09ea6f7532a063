// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Token;

/**
 * {@code AT+QCOAPHEAD}: sets the message ID and token of the next message (note, section 2.3.4). Firmware differs in whether they also
 * apply to all later messages. The modes in which the module chooses either of them are not used.
 *
 * @param token may be empty, as in the response to a request without token
 */
public record QcoapHead(MessageId messageId, Token token) implements ActionCommand {
    private static final int WITHOUT_TOKEN = 3;
    private static final int WITH_TOKEN = 5;

    @Override
    public CommandLine line() {
        CommandLine.Builder line = CommandLine.write("+QCOAPHEAD")
                .number(token.isEmpty() ? WITHOUT_TOKEN : WITH_TOKEN)
                .number(messageId.value());
        if (!token.isEmpty()) {
            line.number(token.length()).string("token", token.hex(), 2 * Token.MAX_LENGTH);
        }
        return line.build();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.ReplyForm;

/**
 * The test commands that a session sends (note, section 2.1.2). Firmware words its replies differently, so nothing is read from one but
 * its fields: none if the reply isn't a single line.
 */
public enum TestCommand implements AtCommand<List<String>> {
    CREATE,
    HEAD,
    OPTION,
    /** Known only to firmware with the CoAP dialect of the vendor's other modules, which reuses names such as {@code AT+QCOAPSEND}. */
    OPEN;

    private final String command = "+QCOAP" + name();

    @Override
    public Object kind() {
        return this;
    }

    @Override
    public CommandLine line() {
        return CommandLine.of("AT" + command + "=?");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(command + ":");
    }

    @Override
    public List<String> decode(AtReply reply) {
        return reply.information().size() == 1 ? InformationText.only(reply, command + ":") : List.of();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.ReplyForm;

/** {@code AT+QCOAPDATASTATUS?}: asks for the status of the last CON (note, section 2.3.8). */
public record QcoapDataStatus() implements AtCommand<ConStatus> {
    private static final CommandLine LINE = CommandLine.of("AT+QCOAPDATASTATUS?");
    private static final String PREFIX = "+QCOAPDATASTATUS:";

    // an example in the note has this name of the LwM2M command set, so firmware may use it
    private static final String ALIAS = "+QLWDATASTATUS:";

    @Override
    public CommandLine line() {
        return LINE;
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX, ALIAS);
    }

    @Override
    public ConStatus decode(AtReply reply) {
        return ConStatus.ofNumber(
                InformationText.integer(InformationText.field(InformationText.only(reply, PREFIX, ALIAS), 0)));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.ReplyForm;

/**
 * {@code AT+QCOAPDEL}: deletes the CoAP context (note, section 2.3.2). Its outcome is an error number, so far always 0; some firmware
 * prints none.
 */
public record QcoapDel() implements AtCommand<Integer> {
    private static final String OUTCOME = "+QCOAPDEL:";
    private static final int DONE = 0;

    @Override
    public CommandLine line() {
        return CommandLine.of("AT+QCOAPDEL");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.twoPhaseAtMost(OUTCOME);
    }

    @Override
    public Integer decode(AtReply reply) {
        return reply.outcome() == null ? DONE : InformationText.outcome(reply, OUTCOME);
    }
}

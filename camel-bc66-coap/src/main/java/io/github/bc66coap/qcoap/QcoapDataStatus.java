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
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtLine;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.ReplyForm;

/** {@code AT+QCOAPDATASTATUS?}: what became of the last CON (note, section 2.3.8). */
public record QcoapDataStatus() implements AtCommand<ConStatus> {
    private static final AtLine LINE = AtLine.of("AT+QCOAPDATASTATUS?");
    private static final String PREFIX = "+QCOAPDATASTATUS:";

    // an example of the note has the name of the LwM2M command set, so some firmware may have it, too
    private static final String ALIAS = "+QLWDATASTATUS:";

    @Override
    public AtLine line() {
        return LINE;
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX, ALIAS);
    }

    @Override
    public ConStatus decode(AtReply reply) {
        return ConStatus.ofNumber(Replies.integer(Replies.field(Replies.only(reply, PREFIX, ALIAS), 0)));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.ReplyForm;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.QcoapCfg.Setting;
import io.github.bc66coap.qcoap.QcoapCfg.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CommandRepliesTest {
    private static final QcoapSend SEND =
            QcoapSend.of(MessageType.CON, Code.GET, new Peer("192.0.2.1", 5683), new byte[0]);

    /** What firmware has been seen to say, or could: all of it is a reply. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "(1-65535),(0,1),<psk_id>,<psk> = 4",
                "(1-65535) = 1",
                "<1-65535> = 1",
                "<local_port>,<mode>,<psk_id>,<psk> = 4",
                "(1-x),(0,y) = 2",
                "(( = 1",
                "\" = 1",
                "'' = 1",
                "(1-99999999999),(-) = 2"
            })
    void anyReplyToATestCommandIsReadAsFields(String said, int fields) {
        assertThat(TestCommand.CREATE.decode(information("+QCOAPCREATE: " + said)))
                .hasSize(fields);
    }

    @Test
    void severalLinesOfATestCommandHaveNoFields() {
        assertThat(TestCommand.CREATE.decode(
                        information("+QCOAPCREATE: (1-65535),(0,1)", "+QCOAPCREATE: (1-65535),(0,1)")))
                .isEmpty();
    }

    @Test
    void cfgReportsBothSettings() {
        assertThat(new QcoapCfg.Read().decode(information("+QCOAPCFG: \"Showra\",0", "+QCOAPCFG: \"Showrspopt\",0")))
                .isEqualTo(new State(false, false));
        assertThat(new QcoapCfg.Read().decode(information("+QCOAPCFG:showrspopt,1", "+QCOAPCFG:\"Showra\",0")))
                .isEqualTo(new State(false, true));
    }

    @ParameterizedTest
    @CsvSource({"0,NOT_SENT", "1,WAITING", "2,FAILED", "3,TIMEOUT", "4,SUCCESS", "5,RESET"})
    void dataStatusHasSixValues(int number, ConStatus status) {
        QcoapDataStatus command = new QcoapDataStatus();
        assertThat(command.decode(information("+QCOAPDATASTATUS: " + number))).isEqualTo(status);
        assertThat(command.decode(information("+QCOAPDATASTATUS:" + number))).isEqualTo(status);
        assertThat(command.decode(information("+QLWDATASTATUS:" + number))).isEqualTo(status);
        assertThat(status.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0,true,false", "2,false,true", "3,false,false", "1,false,false", "99,false,false"})
    void theErrOfASendTellsItsOutcome(int err, boolean sent, boolean handshakeFailure) {
        for (String line : List.of("+QCOAPSEND: " + err, "+QCOAPSEND:" + err)) {
            QcoapSend.Outcome outcome = SEND.decode(new AtReply(List.of(), line));
            assertThat(outcome.err()).isEqualTo(err);
            assertThat(outcome.isSent()).isEqualTo(sent);
            assertThat(outcome.isHandshakeFailure()).isEqualTo(handshakeFailure);
        }
    }

    @Test
    void aMissingOutcomeCountsAsSuccess() {
        QcoapSend.Outcome outcome = SEND.decode(new AtReply(List.of(), null));
        assertThat(outcome.isSent()).isTrue();
        assertThat(outcome.isHandshakeFailure()).isFalse();
        assertThat(new QcoapDel().decode(new AtReply(List.of(), null))).isZero();
    }

    @Test
    void aSendWithoutAHandshakeHasLessPatienceAndTheSameLine() {
        QcoapSend data = QcoapSend.dataMode(MessageType.CON, Code.POST, new Peer("192.0.2.1", 5683), new byte[] {7});
        assertThat(data.withoutHandshake().line()).isEqualTo(data.line());
        assertThat(data.withoutHandshake().data()).containsExactly(7);
        assertThat(data.withoutHandshake().patience()).isEqualTo(AtCommand.Patience.COMMAND);
    }

    @Test
    void theErrOfADelTellsItsOutcome() {
        assertThat(new QcoapDel().decode(new AtReply(List.of(), "+QCOAPDEL: 0")))
                .isZero();
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments(QcoapCreate.plain(1), ReplyForm.RESULT_ONLY),
                arguments(TestCommand.CREATE, ReplyForm.information("+QCOAPCREATE:")),
                arguments(new QcoapDel(), ReplyForm.twoPhaseAtMost("+QCOAPDEL:")),
                arguments(new QcoapAddres("/a"), ReplyForm.RESULT_ONLY),
                arguments(new QcoapHead(new MessageId(1), Token.EMPTY), ReplyForm.RESULT_ONLY),
                arguments(TestCommand.HEAD, ReplyForm.information("+QCOAPHEAD:")),
                arguments(new QcoapOption(CoapOptions.builder().add(6, "0").build()), ReplyForm.RESULT_ONLY),
                arguments(TestCommand.OPTION, ReplyForm.information("+QCOAPOPTION:")),
                arguments(new QcoapCfg(Setting.SHOW_ADDRESS, true), ReplyForm.RESULT_ONLY),
                arguments(new QcoapCfg.Read(), ReplyForm.information("+QCOAPCFG:")),
                arguments(SEND, ReplyForm.twoPhase("+QCOAPSEND:")),
                arguments(new QcoapDataStatus(), ReplyForm.information("+QCOAPDATASTATUS:", "+QLWDATASTATUS:")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void eachCommandAcceptsItsOwnReplies(AtCommand<?> command, ReplyForm form) {
        assertThat(command.replies()).isEqualTo(form);
        assertThat(command.patience())
                .isEqualTo(command == SEND ? AtCommand.Patience.SEND : AtCommand.Patience.COMMAND);
        if (form.equals(ReplyForm.RESULT_ONLY)) {
            assertThat(command.decode(new AtReply(List.of(), null))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+QCOAPDATASTATUS: 6", "+QCOAPDATASTATUS: ", "+QCOAPDATASTATUS: x", "+CSQ: 1", ""})
    void refusesAnUnreadableStatus(String line) {
        malformed(new QcoapDataStatus(), new AtReply(List.of(line), null));
    }

    @Test
    void refusesRepliesOfTheWrongForm() {
        malformed(new QcoapDataStatus(), new AtReply(List.of(), null));
        malformed(new QcoapDataStatus(), information("+QCOAPDATASTATUS: 1", "+QCOAPDATASTATUS: 4"));
        malformed(new QcoapCfg.Read(), information("+QCOAPCFG: \"Showra\",0"));
        malformed(new QcoapCfg.Read(), information("+QCOAPCFG: \"Showra\",2", "+QCOAPCFG: \"Showrspopt\",0"));
        malformed(new QcoapCfg.Read(), information("+QCOAPCFG: \"Showra\"", "+QCOAPCFG: \"Showrspopt\",0"));
        malformed(SEND, new AtReply(List.of(), "+QCOAPSEND: -1"));
        malformed(new QcoapDel(), new AtReply(List.of(), "+QCOAPSEND: 0"));
    }

    private static void malformed(AtCommand<?> command, AtReply reply) {
        assertThatExceptionOfType(AtFormatException.class).isThrownBy(() -> command.decode(reply));
    }

    private static AtReply information(String... lines) {
        return new AtReply(List.of(lines), null);
    }
}

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
import io.github.bc66coap.qcoap.QcoapCfg.Setting;
import io.github.bc66coap.qcoap.QcoapCfg.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CommandRepliesTest {
    private static final QcoapSend.Write SEND =
            QcoapSend.withoutPayload(MessageType.CON, Code.GET, new Peer("192.0.2.1", 5683));

    @Test
    void createTellsPortsAndModes() {
        QcoapCreate.Supported supported =
                QcoapCreate.test().decode(information("+QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>"));
        assertThat(supported.localPorts().contains(1)).isTrue();
        assertThat(supported.localPorts().contains(65535)).isTrue();
        assertThat(supported.localPorts().contains(0)).isFalse();
        assertThat(supported.psk()).isTrue();
        assertThat(QcoapCreate.test()
                        .decode(information("+QCOAPCREATE:(1-65535),(0)"))
                        .psk())
                .isFalse();
    }

    @Test
    void theOtherTestCommandsTellTheirRanges() {
        assertThat(QcoapAddres.test()
                        .decode(information("+QCOAPADDRES: (1-50),<resource>"))
                        .lengths()
                        .max())
                .isEqualTo(50);
        QcoapHead.Supported head = QcoapHead.test().decode(information("+QCOAPHEAD: (1-5),(0-65535),(1-8),<token>"));
        assertThat(head.modes().max()).isEqualTo(5);
        assertThat(head.messageIds().contains(0)).isTrue();
        assertThat(head.tokenLengths().max()).isEqualTo(8);
        QcoapOption.Supported option = QcoapOption.test()
                .decode(information(
                        "+QCOAPOPTION: (1-12),(1,3-8,11,12,14,15,17,20,23,27,28,35,39,60),<opt_value>,..."));
        assertThat(option.counts().max()).isEqualTo(12);
        assertThat(option.numbers().contains(6)).isTrue();
        assertThat(option.numbers().contains(9)).isFalse();
        QcoapSend.Supported send = QcoapSend.test()
                .decode(information("+QCOAPSEND: (0-3),<method/rspcode>,<ip_addr>,(1-65535),(0-1024),<data>"));
        assertThat(send.types().max()).isEqualTo(3);
        assertThat(send.ports().max()).isEqualTo(65535);
        assertThat(send.lengths().max()).isEqualTo(1024);
        QcoapCfg.Supported cfg =
                QcoapCfg.test().decode(information("+QCOAPCFG: \"Showra\",(0,1)", "+QCOAPCFG: \"Showrspopt\",(0-1)"));
        assertThat(cfg.showAddress().contains(1)).isTrue();
        assertThat(cfg.showResponseOptions().contains(1)).isTrue();
    }

    /** What firmware has been seen to say, or could: none of it tells anything, and all of it is an answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+QCOAPCREATE: (1-65535)",
                "+QCOAPCREATE: <1-65535>",
                "+QCOAPCREATE: <local_port>,<mode>,<psk_id>,<psk>",
                "+QCOAPCREATE: (1-x),(0,y)",
                "+QCOAPCREATE: ((",
                "+QCOAPCREATE: \"",
                "+QCOAPCREATE:",
                "+QCOAPCREATE: (1-99999999999),(-)"
            })
    void whatATestCommandSaysThatCannotBeReadIsNotKnown(String line) {
        QcoapCreate.Supported supported = QcoapCreate.test().decode(information(line));
        assertThat(supported.modes().isKnown()).isFalse();
        assertThat(supported.psk()).as("it may be").isTrue();
        assertThat(QcoapHead.test()
                        .decode(information(line.replace("CREATE", "HEAD")))
                        .tokenLengths())
                .isEqualTo(IntRanges.UNKNOWN);
        assertThat(QcoapCfg.test()
                        .decode(information(line.replace("CREATE", "CFG")))
                        .showAddress())
                .isEqualTo(IntRanges.UNKNOWN);
    }

    @Test
    void severalLinesOfATestCommandTellNothing() {
        assertThat(QcoapCreate.test()
                        .decode(information("+QCOAPCREATE: (1-65535),(0,1)", "+QCOAPCREATE: (1-65535),(0,1)"))
                        .localPorts()
                        .isKnown())
                .isFalse();
    }

    @Test
    void cfgTellsItsState() {
        assertThat(QcoapCfg.read().decode(information("+QCOAPCFG: \"Showra\",0", "+QCOAPCFG: \"Showrspopt\",0")))
                .isEqualTo(new State(false, false));
        assertThat(QcoapCfg.read().decode(information("+QCOAPCFG:showrspopt,1", "+QCOAPCFG:\"Showra\",0")))
                .isEqualTo(new State(false, true));
        assertThat(QcoapCfg.query(Setting.SHOW_ADDRESS).decode(information("+QCOAPCFG: \"Showra\",1")))
                .isTrue();
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
    @CsvSource({"0,SUCCESS,true", "2,DTLS_HANDSHAKE_FAILURE,false", "3,FAILURE,false", "1,OTHER,false", "99,OTHER,false"
    })
    void sendHasAnOutcome(int err, QcoapSend.Result result, boolean success) {
        for (String line : List.of("+QCOAPSEND: " + err, "+QCOAPSEND:" + err)) {
            QcoapSend.Outcome outcome = SEND.decode(new AtReply(List.of(), line));
            assertThat(outcome.err()).isEqualTo(err);
            assertThat(outcome.result()).isEqualTo(result);
            assertThat(outcome.isSuccess()).isEqualTo(success);
        }
    }

    @Test
    void anOutcomeMayBeMissing() {
        QcoapSend.Outcome outcome = SEND.decode(new AtReply(List.of(), null));
        assertThat(outcome.result()).isEqualTo(QcoapSend.Result.NOT_TOLD);
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(new QcoapDel().decode(new AtReply(List.of(), null))).isZero();
    }

    @Test
    void aSendWithoutAHandshakeHasLessPatienceAndTheSameLine() {
        QcoapSend.Write data =
                QcoapSend.dataMode(MessageType.CON, Code.POST, new Peer("192.0.2.1", 5683), new byte[] {7});
        assertThat(data.withoutHandshake().line()).isEqualTo(data.line());
        assertThat(data.withoutHandshake().data()).containsExactly(7);
        assertThat(data.withoutHandshake().patience()).isEqualTo(AtCommand.Patience.COMMAND);
    }

    @Test
    void delHasAnOutcome() {
        assertThat(new QcoapDel().decode(new AtReply(List.of(), "+QCOAPDEL: 0")))
                .isZero();
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments(QcoapCreate.plain(1), ReplyForm.RESULT_ONLY),
                arguments(QcoapCreate.test(), ReplyForm.information("+QCOAPCREATE:")),
                arguments(new QcoapDel(), ReplyForm.twoPhaseAtMost("+QCOAPDEL:")),
                arguments(new QcoapAddres("/a"), ReplyForm.RESULT_ONLY),
                arguments(QcoapAddres.test(), ReplyForm.information("+QCOAPADDRES:")),
                arguments(QcoapHead.randomToken(new MessageId(1)), ReplyForm.RESULT_ONLY),
                arguments(QcoapHead.test(), ReplyForm.information("+QCOAPHEAD:")),
                arguments(new QcoapOption(CoapOptions.builder().add(6, 0).build()), ReplyForm.RESULT_ONLY),
                arguments(QcoapOption.test(), ReplyForm.information("+QCOAPOPTION:")),
                arguments(QcoapCfg.set(Setting.SHOW_ADDRESS, true), ReplyForm.RESULT_ONLY),
                arguments(QcoapCfg.query(Setting.SHOW_ADDRESS), ReplyForm.information("+QCOAPCFG:")),
                arguments(QcoapCfg.read(), ReplyForm.information("+QCOAPCFG:")),
                arguments(QcoapCfg.test(), ReplyForm.information("+QCOAPCFG:")),
                arguments(SEND, ReplyForm.twoPhase("+QCOAPSEND:")),
                arguments(QcoapSend.test(), ReplyForm.information("+QCOAPSEND:")),
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
    void refusesAStatusItCannotRead(String line) {
        malformed(new QcoapDataStatus(), new AtReply(List.of(line), null));
    }

    @Test
    void refusesRepliesOfAnotherForm() {
        malformed(new QcoapDataStatus(), new AtReply(List.of(), null));
        malformed(new QcoapDataStatus(), information("+QCOAPDATASTATUS: 1", "+QCOAPDATASTATUS: 4"));
        malformed(QcoapCfg.read(), information("+QCOAPCFG: \"Showra\",0"));
        malformed(QcoapCfg.read(), information("+QCOAPCFG: \"Showra\",2", "+QCOAPCFG: \"Showrspopt\",0"));
        malformed(QcoapCfg.query(Setting.SHOW_ADDRESS), information("+QCOAPCFG: \"Showra\""));
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

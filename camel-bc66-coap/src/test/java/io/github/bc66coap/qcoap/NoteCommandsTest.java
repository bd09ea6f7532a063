// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.QcoapCfg.Setting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The command lines of the note's chapters 2 and 4 that a session sends, letter by letter; misprints as they must have been meant.
 */
class NoteCommandsTest {
    private static final String CORE_LINKS = "3c2f3e3b72743d226f6d612e6c776d326d222c3c2f312f303e2c3c2f332f303e2c"
            + "3c2f342f303e2c3c2f352f303e2c3c2f31392f303e2c3c2f31392f313e";
    private static final String SHORT_LINKS = "3c2f3e3b72743d226f6d612e6c776d326d222c3c2f30";

    private static final byte[] NOTHING = new byte[0];

    static Stream<Arguments> lines() {
        return Stream.of(
                // 2.3.1
                arguments("AT+QCOAPCREATE=?", TestCommand.CREATE),
                arguments("AT+QCOAPCREATE=56830,0", QcoapCreate.plain(56830)),
                arguments(
                        "AT+QCOAPCREATE=56830,1,\"867997030111859\",\"010203040506\"",
                        QcoapCreate.psk(56830, "867997030111859", "010203040506")),
                // 2.3.2
                arguments("AT+QCOAPDEL", new QcoapDel()),
                // 2.3.3
                arguments("AT+QCOAPADDRES=4,\"/t/d\"", new QcoapAddres("/t/d")),
                // 2.3.4
                arguments("AT+QCOAPHEAD=?", TestCommand.HEAD),
                arguments("AT+QCOAPHEAD=3,13940", new QcoapHead(id(13940), Token.EMPTY)),
                arguments("AT+QCOAPHEAD=5,13940,4,\"02040608\"", new QcoapHead(id(13940), token("02040608"))),
                // 2.3.5
                arguments("AT+QCOAPOPTION=?", TestCommand.OPTION),
                arguments("AT+QCOAPOPTION=1,11,\"rd\"", option(11, "rd")),
                arguments("AT+QCOAPOPTION=2,11,\"rd\",15,\"ep=86370303\"", option(11, "rd", 15, "ep=86370303")),
                arguments("AT+QCOAPOPTION=2,11,\".well-know\",11,\"core\"", option(11, ".well-know", 11, "core")),
                // 2.3.6
                arguments("AT+QCOAPCFG?", new QcoapCfg.Read()),
                arguments("AT+QCOAPCFG=\"Showra\",1", new QcoapCfg(Setting.SHOW_ADDRESS, true)),
                arguments("AT+QCOAPCFG=\"Showrspopt\",1", new QcoapCfg(Setting.SHOW_RESPONSE_OPTIONS, true)),
                // 2.3.7
                arguments(
                        "AT+QCOAPSEND=1,1,\"139.196.41.136\",5683,0",
                        QcoapSend.of(MessageType.NON, Code.GET, peer("139.196.41.136", 5683), NOTHING)),
                // printed with the port inside the address's quotes
                arguments(
                        "AT+QCOAPSEND=0,2,\"139.196.41.136\",5683,2,\"0102\"",
                        QcoapSend.of(MessageType.CON, Code.POST, peer("139.196.41.136", 5683), hex("0102"))),
                arguments(
                        "AT+QCOAPSEND=1,1,\"139.196.41.136\",5683,4",
                        QcoapSend.dataMode(
                                MessageType.NON, Code.GET, peer("139.196.41.136", 5683), "0102".getBytes(US_ASCII))),
                // 2.3.8
                arguments("AT+QCOAPDATASTATUS?", new QcoapDataStatus()),
                arguments(
                        "AT+QCOAPSEND=0,1,\"139.196.41.136\",5683,0",
                        QcoapSend.of(MessageType.CON, Code.GET, peer("139.196.41.136", 5683), NOTHING)),
                // 4.1
                arguments("AT+QCOAPOPTION=1,11,\"validate\"", option(11, "validate")),
                arguments(
                        "AT+QCOAPSEND=0,1,\"139.196.187.107\",5683,0",
                        QcoapSend.of(MessageType.CON, Code.GET, peer("139.196.187.107", 5683), NOTHING)),
                arguments("AT+QCOAPHEAD=3,5566", new QcoapHead(id(5566), Token.EMPTY)),
                arguments("AT+QCOAPHEAD=5,6677,4,\"30323436\"", new QcoapHead(id(6677), token("30323436"))),
                arguments("AT+QCOAPOPTION=1,11,\"test\"", option(11, "test")),
                // 4.2
                arguments("AT+QCOAPADDRES=6,\"/4/0/2\"", new QcoapAddres("/4/0/2")),
                arguments("AT+QCOAPADDRES=6,\"/4/0/3\"", new QcoapAddres("/4/0/3")),
                arguments("AT+QCOAPADDRES=6,\"/4/0/8\"", new QcoapAddres("/4/0/8")),
                arguments("AT+QCOAPADDRES=6,\"/3/0/9\"", new QcoapAddres("/3/0/9")),
                arguments("AT+QCOAPADDRES=6,\"/3/0/7\"", new QcoapAddres("/3/0/7")),
                arguments("AT+QCOAPADDRES=7,\"/19/0/0\"", new QcoapAddres("/19/0/0")),
                arguments("AT+QCOAPADDRES=7,\"/19/1/0\"", new QcoapAddres("/19/1/0")),
                arguments(
                        "AT+QCOAPOPTION=6,11,\"rd\",12,\"42\",15,\"lwm2m=1.0\","
                                + "15,\"ep=867725030002525;460041850403693\",15,\"b=U\",15,\"lt=86400\"",
                        option(
                                11,
                                "rd",
                                12,
                                "42",
                                15,
                                "lwm2m=1.0",
                                15,
                                "ep=867725030002525;460041850403693",
                                15,
                                "b=U",
                                15,
                                "lt=86400")),
                arguments(
                        "AT+QCOAPSEND=0,2,\"180.101.147.115\",5683,62,\"" + CORE_LINKS + '"',
                        QcoapSend.of(MessageType.CON, Code.POST, peer("180.101.147.115", 5683), hex(CORE_LINKS))),
                arguments(
                        "AT+QCOAPHEAD=5,62084,8,\"1A98EB114F501C07\"",
                        new QcoapHead(id(62084), token("1A98EB114F501C07"))),
                arguments(
                        "AT+QCOAPSEND=2,205,\"180.101.147.115\",5683,0",
                        QcoapSend.of(MessageType.ACK, Code.CONTENT, peer("180.101.147.115", 5683), NOTHING)),
                // 4.3
                arguments(
                        "AT+QCOAPCREATE=56830,1,\"867997030314412\",\"010203040506070809\"",
                        QcoapCreate.psk(56830, "867997030314412", "010203040506070809")),
                arguments(
                        "AT+QCOAPOPTION=6,11,\"rd\",12,\"40\",15,\"lwm2m=1.0\",15,\"ep=867997030314412\","
                                + "15,\"b=U\",15,\"lt=86400\"",
                        option(
                                11,
                                "rd",
                                12,
                                "40",
                                15,
                                "lwm2m=1.0",
                                15,
                                "ep=867997030314412",
                                15,
                                "b=U",
                                15,
                                "lt=86400")),
                arguments(
                        "AT+QCOAPSEND=0,2,\"180.101.147.115\",5684,62,\"" + CORE_LINKS + '"',
                        QcoapSend.of(MessageType.CON, Code.POST, peer("180.101.147.115", 5684), hex(CORE_LINKS))),
                arguments(
                        "AT+QCOAPHEAD=5,9620,8,\"2160BCAE7A128C04\"",
                        new QcoapHead(id(9620), token("2160bcae7a128c04"))),
                arguments(
                        "AT+QCOAPSEND=2,205,\"180.101.147.115\",5684,0",
                        QcoapSend.of(MessageType.ACK, Code.CONTENT, peer("180.101.147.115", 5684), new byte[0])),
                arguments("AT+QCOAPHEAD=5,9621,4,\"ABE58C92\"", new QcoapHead(id(9621), token("ABE58C92"))),
                arguments(
                        "AT+QCOAPSEND=2,205,\"180.101.147.115\",5684,8,\"3936373739333135\"",
                        QcoapSend.of(
                                MessageType.ACK, Code.CONTENT, peer("180.101.147.115", 5684), hex("3936373739333135"))),
                arguments(
                        "AT+QCOAPSEND=0,205,\"180.101.147.115\",5684,3,\"010203\"",
                        QcoapSend.of(MessageType.CON, Code.CONTENT, peer("180.101.147.115", 5684), hex("010203"))),
                arguments("AT+QCOAPHEAD=5,9624,2,\"4733\"", new QcoapHead(id(9624), token("4733"))),
                arguments(
                        "AT+QCOAPSEND=2,204,\"180.101.147.115\",5684,0",
                        QcoapSend.of(MessageType.ACK, Code.CHANGED, peer("180.101.147.115", 5684), NOTHING)),
                // 4.4; printed "Showsport" and "It=2700"
                arguments(
                        "AT+QCOAPOPTION=5,11,\"rd\",12,\"40\",15,\"ep=863405040004373\",15,\"b=U\",15,\"lt=2700\"",
                        option(11, "rd", 12, "40", 15, "ep=863405040004373", 15, "b=U", 15, "lt=2700")),
                arguments(
                        "AT+QCOAPSEND=0,2,\"220.180.239.212\",8063,22,\"" + SHORT_LINKS + '"',
                        QcoapSend.of(MessageType.CON, Code.POST, peer("220.180.239.212", 8063), hex(SHORT_LINKS))),
                arguments("AT+QCOAPCFG=\"Showrspopt\",0", new QcoapCfg(Setting.SHOW_RESPONSE_OPTIONS, false)),
                arguments("AT+QCOAPCFG=\"Showra\",0", new QcoapCfg(Setting.SHOW_ADDRESS, false)),
                arguments("AT+QCOAPOPTION=2,11,\"hello\",15,\"name=aaaa\"", option(11, "hello", 15, "name=aaaa")),
                arguments(
                        "AT+QCOAPSEND=0,1,\"220.180.239.212\",8098,0",
                        QcoapSend.of(MessageType.CON, Code.GET, peer("220.180.239.212", 8098), NOTHING)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void encodesExactlyAsTheNote(String line, AtCommand<?> command) {
        assertThat(command.line().text()).isEqualTo(line);
    }

    @Test
    void onlyDataModeHasData() {
        assertThat(lines().map(arguments -> (AtCommand<?>) arguments.get()[1]).filter(c -> c.data() != null))
                .singleElement()
                .satisfies(
                        command -> assertThat(command.data()).asString(US_ASCII).isEqualTo("0102"));
    }

    private static QcoapOption option(Object... numbersAndValues) {
        CoapOptions.Builder options = CoapOptions.builder();
        for (int i = 0; i < numbersAndValues.length; i += 2) {
            options.add((int) numbersAndValues[i], (String) numbersAndValues[i + 1]);
        }
        return new QcoapOption(options.build());
    }

    private static Token token(String hex) {
        return Token.fromHex(hex);
    }

    private static MessageId id(int value) {
        return new MessageId(value);
    }

    private static Peer peer(String host, int port) {
        return new Peer(host, port);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}

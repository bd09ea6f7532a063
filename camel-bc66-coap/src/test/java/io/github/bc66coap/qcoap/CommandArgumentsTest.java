// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CommandArgumentsTest {
    private static final Peer PEER = new Peer("192.0.2.1", 5683);

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(() -> QcoapCreate.plain(0), "localPort must be in 1 to 65535 but is 0"),
                refusal(() -> QcoapCreate.plain(65536), "localPort must be in 1 to 65535 but is 65536"),
                refusal(() -> QcoapCreate.psk(0, "id", "00"), "localPort must be in 1 to 65535 but is 0"),
                refusal(() -> QcoapCreate.psk(1, "", "00"), "pskId must be 1 to 150 bytes long but has 0"),
                refusal(
                        () -> QcoapCreate.psk(1, "é".repeat(76), "00"),
                        "pskId must be 1 to 150 bytes long but has 152"),
                refusal(
                        () -> QcoapCreate.psk(1, "a\"b", "00"),
                        "pskId holds a double quote, which an AT command can't carry"),
                refusal(
                        () -> QcoapCreate.psk(1, "id", ""),
                        "psk must be 2 to 256 hexadecimal digits, an even number, but has 0"),
                refusal(
                        () -> QcoapCreate.psk(1, "id", "abc"),
                        "psk must be 2 to 256 hexadecimal digits, an even number, but has 3"),
                refusal(
                        () -> QcoapCreate.psk(1, "id", "00".repeat(129)),
                        "psk must be 2 to 256 hexadecimal digits, an even number, but has 258"),
                refusal(
                        () -> QcoapCreate.psk(1, "id", "zz"),
                        "psk must be in hexadecimal digits but holds something else"),
                refusal(() -> new QcoapAddres(""), "resource must be 1 to 50 bytes long but has 0"),
                refusal(() -> new QcoapAddres("/".repeat(51)), "resource must be 1 to 50 bytes long but has 51"),
                refusal(() -> new QcoapAddres("é".repeat(26)), "resource must be 1 to 50 bytes long but has 52"),
                refusal(() -> new QcoapAddres("/\r"), "resource holds the control character 0x0D at index 1"),
                refusal(() -> new QcoapOption(CoapOptions.EMPTY), "number of options must be in 1 to 12 but is 0"),
                refusal(() -> new QcoapOption(paths(13)), "number of options must be in 1 to 12 but is 13"),
                refusal(
                        () -> new QcoapOption(CoapOptions.builder().add(9, "x").build()),
                        "option 9 is not one of those that the module can send"),
                refusal(
                        () -> new QcoapOption(
                                CoapOptions.builder().add(15, "a\"").build()),
                        "option 15 (Uri-Query) holds a double quote, which an AT command can't carry"),
                refusal(
                        () -> send(Code.of(0, 5), 0),
                        "code must be a method or response code that the module knows but is 0.05"),
                refusal(
                        () -> send(Code.of(4, 9), 0),
                        "code must be a method or response code that the module knows but is 4.09"),
                refusal(() -> send(Code.GET, 1025), "payload in data mode must be 1 to 1024 bytes long but has 1025"),
                refusal(
                        () -> QcoapSend.dataMode(MessageType.CON, Code.PUT, PEER, new byte[0]),
                        "payload in data mode must be 1 to 1024 bytes long but has 0"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalsNameTheArgument(Supplier<AtCommand<?>> command, String message) {
        assertThatIllegalArgumentException().isThrownBy(command::get).withMessage(message);
    }

    @Test
    void acceptsTheVeryLimits() {
        QcoapCreate.psk(65535, "é".repeat(75), "Ab".repeat(128));
        QcoapCreate.plain(1);
        assertThat(new QcoapAddres("é".repeat(25)).line().text()).startsWith("AT+QCOAPADDRES=50,\"é");
        new QcoapHead(new MessageId(65535), Token.fromHex("0102030405060708"));
        new QcoapHead(new MessageId(0), Token.fromHex("01"));
        new QcoapOption(paths(12));
    }

    @Test
    void aHeadWithoutTokenLeavesTheTokenOut() {
        assertThat(new QcoapHead(new MessageId(7), Token.EMPTY).line().text()).isEqualTo("AT+QCOAPHEAD=3,7");
    }

    @Test
    void theKeyIsNeverShown() {
        QcoapCreate command = QcoapCreate.psk(1, "id", "C0FFEE");
        assertThat(command.line().text()).isEqualTo("AT+QCOAPCREATE=1,1,\"id\",\"C0FFEE\"");
        assertThat(command.line().redacted()).isEqualTo("AT+QCOAPCREATE=1,1,\"id\",\"***\"");
        assertThat(command).hasToString("AT+QCOAPCREATE=1,1,\"id\",\"***\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QcoapCreate.psk(1, "id", "C0FFEX"))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("C0FF"));
    }

    @Test
    void smallPayloadsAreInlineAndLargeUseDataMode() {
        assertThat(send(Code.PUT, 0).line().text()).endsWith(",0");
        assertThat(send(Code.PUT, 0).data()).isNull();
        assertThat(send(Code.PUT, 1).line().text()).endsWith(",1,\"00\"");
        assertThat(send(Code.PUT, 512).line().text()).endsWith(",512,\"" + "00".repeat(512) + '"');
        assertThat(send(Code.PUT, 512).data()).isNull();
        assertThat(send(Code.PUT, 513).line().text()).endsWith(",513");
        assertThat(send(Code.PUT, 513).data()).hasSize(513);
        assertThat(send(Code.PUT, 1024).line().text()).endsWith(",1024");
    }

    @Test
    void inlineDigitsAreInLowerCase() {
        byte[] payload = {(byte) 0xC0, (byte) 0xFF};
        assertThat(QcoapSend.of(MessageType.CON, Code.PUT, PEER, payload).line().text())
                .endsWith(",2,\"c0ff\"");
    }

    @Test
    void aPayloadIsCopied() {
        byte[] payload = {1};
        QcoapSend command = QcoapSend.dataMode(MessageType.CON, Code.PUT, PEER, payload);
        payload[0] = 2;
        command.data()[0] = 3;
        assertThat(command.data()).containsExactly(1);
    }

    @Test
    void codesOfTheNoteAndOfBlockwiseTransferAreTaken() {
        Set<Integer> taken = new HashSet<>();
        for (int number = 0; number < 800; number++) {
            if (number % 100 < 32) {
                try {
                    send(Code.ofNumber(number), 0);
                    taken.add(number);
                } catch (IllegalArgumentException e) {
                    continue;
                }
            }
        }
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        0, 1, 2, 3, 4, 201, 202, 203, 204, 205, 231, 400, 401, 402, 403, 404, 405, 406, 408, 412, 413,
                        415, 500, 501, 502, 503, 504, 505);
    }

    @Property(seed = "1")
    void stringsMakeOneWellFormedLineOrAreRefused(@ForAll String text, @ForAll @IntRange(max = 70) int option) {
        wellFormedOrRefused(() -> new QcoapAddres(text));
        wellFormedOrRefused(() -> QcoapCreate.psk(1, text, "00"));
        wellFormedOrRefused(() -> QcoapCreate.psk(1, "id", text));
        wellFormedOrRefused(
                () -> new QcoapOption(CoapOptions.builder().add(option, text).build()));
    }

    @Property(seed = "1")
    void numbersAndBytesMakeOneWellFormedLineOrAreRefused(
            @ForAll int number,
            @ForAll @Size(max = 9) byte[] token,
            @ForAll @Size(max = 1100) byte[] payload,
            @ForAll MessageType type) {
        wellFormedOrRefused(() -> QcoapCreate.plain(number));
        wellFormedOrRefused(() -> new QcoapHead(new MessageId(number), Token.of(token)));
        wellFormedOrRefused(() -> QcoapSend.of(type, Code.ofNumber(number), PEER, payload));
        wellFormedOrRefused(() -> QcoapSend.of(type, Code.CONTENT, new Peer("2001:db8::1", number), payload));
        wellFormedOrRefused(() -> QcoapSend.of(type, Code.CONTENT, PEER, payload));
        wellFormedOrRefused(() -> QcoapSend.dataMode(type, Code.CONTENT, PEER, payload));
    }

    private static void wellFormedOrRefused(Supplier<AtCommand<?>> command) {
        AtCommand<?> made;
        try {
            made = command.get();
        } catch (IllegalArgumentException e) {
            return;
        }
        String text = new String(made.line().bytes(), StandardCharsets.UTF_8);
        String quoted = "\"[^\"\\x00-\\x1F\\x7F]+\"";
        assertThat(text)
                .isEqualTo(made.line().text())
                .matches("AT\\+QCOAP[A-Z]+=(\\d+|" + quoted + ")(,(\\d+|" + quoted + "))*");
    }

    private static QcoapSend send(Code code, int payloadLength) {
        return QcoapSend.of(MessageType.CON, code, PEER, new byte[payloadLength]);
    }

    private static CoapOptions paths(int count) {
        CoapOptions.Builder options = CoapOptions.builder();
        for (int i = 0; i < count; i++) {
            options.add(11, "p");
        }
        return options.build();
    }

    private static Arguments refusal(Supplier<AtCommand<?>> command, String message) {
        return arguments(command, message);
    }
}

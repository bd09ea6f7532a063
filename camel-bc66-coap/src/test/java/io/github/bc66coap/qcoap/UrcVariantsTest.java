// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.UrcRule.Complete;
import io.github.bc66coap.at.UrcRule.NeedMore;
import io.github.bc66coap.at.UrcRule.Verdict;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What modules print beside the note's examples. */
class UrcVariantsTest {
    private static final CoapUrcRule RULE = new CoapUrcRule(true);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "\"192.0.2.1\",192.0.2.1",
        "2001:DB8:0::1,2001:db8::1",
        "\"2001:db8::1\",2001:db8::1",
        "::1,::1"
    })
    void thePeerIsReadInAnyNotation(String printed, String host) {
        ResponseUrc response = response("+QCOAPURC: \"rsp\"," + printed + ",5683,1,4.04,7,3,abc");
        assertThat(response.peer()).hasValue(new Peer(host, 5683));
        assertThat(response.type()).isEqualTo(MessageType.NON);
        assertThat(response.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(response.content().bytes()).asString().isEqualTo("abc");
        RequestUrc request = request("+QCOAPURC: \"req\"," + printed + ",5683,1,4,7,00");
        assertThat(request.peer()).hasValue(new Peer(host, 5683));
        assertThat(request.code()).isEqualTo(Code.DELETE);
        assertThat(request.token()).isEqualTo(Token.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2,\"2.05\",7", "2,205,7", "2,2.05,7"})
    void theCodeIsPrintedInManyWays(String fields) {
        assertThat(response("+QCOAPURC: \"rsp\"," + fields).code()).isEqualTo(Code.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8B,2,\"4733\",7,\"7593\",11,\"19\",11,\"1\",11,\"0\",12,\"42\",2,\"FFFE\"",
                "8b,2,4733,7,\"7593\",11,\"19\",11,\"1\",11,\"0\",12,\"42\",2,FFFE",
                "139,2,4733,7,\"7593\",11,\"19\",11,\"1\",11,\"0\",12,\"42\",2,fffe",
                "139,2,\"4733\",7,7593,11,19,11,1,11,0,12,42,2,\"FFFE\""
            })
    void theModeIsHexadecimalOrDecimal(String fields) {
        RequestUrc urc = request("+QCOAPURC: \"req\",0,2,9624," + fields);
        assertThat(urc.token()).isEqualTo(Token.fromHex("4733"));
        assertThat(urc.options().uriPath()).isEqualTo("/19/1/0");
        assertThat(urc.options().contentFormat()).hasValue(42);
        assertThat(urc.content().bytes()).containsExactly(0xFF, 0xFE);
    }

    @Test
    void anAmbiguousModeIsResolvedByTheLine() {
        // 11 is 0x0B, a token and five options, or 0x11, a token and eight
        String five = ",1,AA,11,\"1\",11,\"2\",11,\"3\",11,\"4\",11,\"5\"";
        String eight = five + ",11,\"6\",11,\"7\",11,\"8\"";
        assertThat(request("+QCOAPURC: \"req\",0,1,1,11" + five).options().size())
                .isEqualTo(5);
        assertThat(request("+QCOAPURC: \"req\",0,1,1,11" + eight).options().size())
                .isEqualTo(8);
        // 10 is 0x0A, five options, or 0x10, eight
        assertThat(request("+QCOAPURC: \"req\",0,1,1,10" + five.substring(5))
                        .options()
                        .size())
                .isEqualTo(5);
        assertThat(request("+QCOAPURC: \"req\",0,1,1,10" + eight.substring(5))
                        .options()
                        .size())
                .isEqualTo(8);
        assertThat(request("+QCOAPURC: \"req\",0,1,1,1,1,AA").token()).isEqualTo(Token.fromHex("AA"));
        assertThat(request("+QCOAPURC: \"req\",0,1,1,1,8,0102030405060708")
                        .token()
                        .length())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,5,hello", ",5,hello", "5,hello", "0,5,\"68656C6C6F\"", "5,68656c6c6f", "5,\"hello\""})
    void zeroOptionsArePrintedInManyWays(String tail) {
        ResponseUrc urc = response("+QCOAPURC: \"rsp\",2,2.05,7," + tail);
        assertThat(urc.options().isEmpty()).isTrue();
        assertThat(urc.content().bytes()).asString().isEqualTo("hello");
        assertThat(urc.content().truncated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | false",
                ",0 | false",
                ", | false",
                ",0,0 | false",
                ",0, | false",
                ",0,\"\" | false",
                ",0,0, | false",
                ",5 | true",
                ",0,5 | true",
                ",1,12,\"50\",5 | true",
                ",1,12,\"50\",0 | false",
                ",1,12,\"50\" | false"
            })
    void aPayloadMayBeEmptyOrMissing(String tail, boolean truncated) {
        ResponseUrc urc = response("+QCOAPURC: \"rsp\",2,2.05,7" + tail);
        assertThat(urc.content().bytes()).isEmpty();
        assertThat(urc.content().truncated()).isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | true", ",8 | true", ",0 | false", ",0, | false"})
    void aRequestsPayloadMayBeEmptyOrMissing(String tail, boolean truncated) {
        RequestUrc urc = request("+QCOAPURC: \"req\",0,2,7,82,11,\"a\"" + tail);
        assertThat(urc.content().bytes()).isEmpty();
        assertThat(urc.content().truncated()).isEqualTo(truncated);
    }

    @Test
    void aPayloadIsNotTakenForOptionsThatAreNotShown() {
        byte[] stream = Urcs.bytes("+QCOAPURC: \"rsp\",2,2.05,7,7,12,\"0\"\r\r\n");
        assertThat(((ResponseUrc) Urcs.read(false, stream)).content().bytes())
                .asString()
                .isEqualTo("12,\"0\"\r");
        // a module that shows none though it may: fits no options, so it is text
        ResponseUrc text = response("+QCOAPURC: \"rsp\",2,2.05,7,6,1,\"a\"b");
        assertThat(text.content().bytes()).asString().isEqualTo("1,\"a\"b");
        ResponseUrc behindAnOption = response("+QCOAPURC: \"rsp\",2,2.05,7,7,8,\"a\",x");
        assertThat(behindAnOption.options().size()).isZero();
        assertThat(behindAnOption.content().bytes()).asString().isEqualTo("8,\"a\",x");
    }

    @Test
    void optionValuesAreRaw() {
        ResponseUrc urc = response("+QCOAPURC: \"rsp\",2,2.05,7,3,11,\"a\"b\",15,\"x=1,2\",8,\"é\"");
        assertThat(urc.options().first(OptionDefinition.URI_PATH)).isEqualTo("a\"b");
        assertThat(urc.options().first(OptionDefinition.URI_QUERY)).isEqualTo("x=1,2");
        assertThat(urc.options().first(OptionDefinition.LOCATION_PATH)).isEqualTo("é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\n\r", "\r\n"})
    void notificationsEndAtAnyLineEnd(String end) {
        for (String line : new String[] {
            "+QCOAPURC: \"rsp\",2,2.05,7",
            "+QCOAPURC: \"rsp\",2,2.05,7,1,8,\"a\"",
            "+QCOAPURC: \"rsp\",2,2.05,7,5,hello",
            "+QCOAPURC: \"rsp\",2,2.05,7,5,68656C6C6F",
            "+QCOAPURC: \"rsp\",2,2.05,7,5,\"68656C6C6F\"",
            "+QCOAPURC: \"rsp\",2,2.05,7,5,\"hello\"",
            "+QCOAPURC: recovered,0"
        }) {
            assertThat(Urcs.inspect(RULE, Urcs.bytes(line, end, "+CSQ: 1,2", end)))
                    .isEqualTo(new Complete(line.length(), false));
        }
    }

    @Test
    void textPayloadsMayHoldAnyBytes() {
        String payload = "a\r\n\r\nOK\r\n\r\n+QCOAPURC: \"rsp\",2,2.05,9,1,x\r\nERROR\r\n>\"\u0000,\n";
        for (String tail : new String[] {"", "1,12,\"50\",", "0,"}) {
            ResponseUrc urc = response("+QCOAPURC: \"rsp\",2,2.05,7," + tail + payload.length() + ',' + payload);
            assertThat(urc.content().bytes()).isEqualTo(payload.getBytes(ISO_8859_1));
        }
        RequestUrc urc = request("+QCOAPURC: \"req\",0,2,7,80," + payload.length() + ',' + payload);
        assertThat(urc.content().bytes()).isEqualTo(payload.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"1,\"A1\"", "1,A1", "2,a1B2", "2,\"a1b2\""})
    void digitsAreOfEitherCase(int length, String data) {
        assertThat(response("+QCOAPURC: \"rsp\",2,2.05,7," + length + ',' + data)
                        .content()
                        .bytes())
                .hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+QCOAPURX",
                "+QCOAPURC ",
                "+QCOAPURC: x",
                "+QCOAPURC: \"rsq",
                "+QCOAPURC: \"rsp\";",
                "+QCOAPURC: rex",
                "+QCOAPURC: \"rsp\",2,2.05,x",
                "+QCOAPURC: \"rsp\",2,2.05,65536",
                "+QCOAPURC: \"rsp\",2,9.99,",
                "+QCOAPURC: \"rsp\",4,",
                "+QCOAPURC: \"rsp\",coap.example,",
                "+QCOAPURC: \"rsp\",1.2.3.4,65536",
                "+QCOAPURC: \"rsp\",1.2.3.4,0,",
                "+QCOAPURC: \"rsp\",2,2.05,7,123456",
                "+QCOAPURC: \"req\",0,2.05,",
                "+QCOAPURC: \"req\",0,1,7,256",
                "+QCOAPURC: \"req\",0,1,7,09,9",
                "+QCOAPURC: \"req\",0,1,7,01,2,\"AAB\",",
                "+QCOAPURC: recovered,x",
                "+QCOAPURC: recovered;"
            })
    void aLineIsRejectedAtTheFirstByteThatDoesNotFit(String start) {
        byte[] line = Urcs.bytes(start);
        assertThat(Urcs.isNotMine(RULE.inspect(line, line.length))
                        || Urcs.isNotMine(RULE.inspect(Urcs.bytes(start, ","), line.length + 1)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+QCOAPURC:",
                "+QCOAPURC: ",
                "+QCOAPURC: \"rsp\"",
                "+QCOAPURC: \"rsp\",",
                "+QCOAPURC: \"rsp\",2",
                "+QCOAPURC: \"rsp\",2,2.05",
                "+QCOAPURC: \"rsp\",2,2.05,",
                "+QCOAPURC: \"rsp\",1.2.3.4,5683",
                "+QCOAPURC: \"rsp\",2,2.05,7,2,8,\"rd\"",
                "+QCOAPURC: \"rsp\",2,2.05,7,2,8,\"rd",
                "+QCOAPURC: \"req\",0,1,7",
                "+QCOAPURC: \"req\",0,1,7,09",
                "+QCOAPURC: \"req\",0,1,7,01,1",
                "+QCOAPURC: \"req\",0,1,7,02,11",
                "+QCOAPURC: \"req\",0,1,7,02,11,\"a",
                "+QCOAPURC: \"req\",0,1,7,00,5",
                "+QCOAPURC: recovered",
                "+QCOAPURC: recovered,"
            })
    void aMalformedLineEndsAtItsLineEnd(String line) {
        for (String end : new String[] {"\r\n", "\r", "\n"}) {
            byte[] stream = Urcs.bytes(line, end);
            assertThat(Urcs.isNotMine(RULE.inspect(stream, stream.length))).isTrue();
        }
    }

    @Test
    void aHeaderThatStopsIsRejectedOrTruncated() {
        String line = "+QCOAPURC: \"rsp\",2,2.05,7,2,8,\"rd\",8,\"x\"";
        for (int length = 1; length <= line.length(); length++) {
            byte[] start = Urcs.bytes(line.substring(0, length));
            assertThat(RULE.inspect(start, length)).isInstanceOf(NeedMore.class);
            Verdict verdict = RULE.conclude(start, length);
            // a count of options may as well be a length
            assertThat(Urcs.isNotMine(verdict) || verdict.equals(new Complete(length, true)))
                    .as(line.substring(0, length))
                    .isTrue();
        }
        assertThat(Urcs.isNotMine(RULE.conclude(Urcs.bytes(line), line.length())))
                .isTrue();
    }

    @Test
    void overlongLinesAreDecidedWithoutWaiting() {
        for (String start : new String[] {
            "+QCOAPURC: ",
            "+QCOAPURC:" + " ".repeat(5000),
            "+QCOAPURC: \"rsp\",2,2.05,7,1,8,\"" + "x".repeat(5000),
            "+QCOAPURC: \"rsp\",2,2.05,7,5,hello" + "x".repeat(5000),
            "+QCOAPURC: \"rsp\",2,2.05,7,60000," + "x".repeat(5000),
            "+QCOAPURC: \"rsp\",2,2.05,7,60000," + "A".repeat(5000)
        }) {
            byte[] stream = Urcs.bytes(start, "x".repeat(5000));
            Verdict verdict = RULE.inspect(stream, stream.length);
            assertThat(Urcs.isNotMine(verdict) || verdict instanceof Complete)
                    .as(start)
                    .isTrue();
        }
    }

    @Test
    void aLineThatIsNoNotificationIsRefusedWithoutItsBytes() {
        for (String line : new String[] {"", "OK", "+QCOAPURC: \"rsp\",2,2.05,7\r", "+QCOAPURC: \"rsp\",2,secret,7"}) {
            assertThatExceptionOfType(AtFormatException.class)
                    .isThrownBy(() -> new UrcParser(true).parse(Urcs.bytes(line), false))
                    .withMessageNotContaining("secret");
        }
    }

    @Test
    void payloadsAreCopied() {
        ResponseUrc urc = response("+QCOAPURC: \"rsp\",2,2.05,7,5,hello");
        urc.content().bytes()[0] = 'x';
        urc.content().bytes()[0] = 'x';
        assertThat(urc.content().bytes()).asString().isEqualTo("hello");
        assertThat(urc.messageId()).isEqualTo(new MessageId(7));
        assertThat(urc.toString()).doesNotContain("hello");
    }

    private static ResponseUrc response(String line) {
        return (ResponseUrc) Urcs.read(true, Urcs.bytes(line, "\r\n\r\nOK\r\n\r\n+CEREG: 1\r\n"));
    }

    private static RequestUrc request(String line) {
        return (RequestUrc) Urcs.read(false, Urcs.bytes(line, "\r\n\r\nOK\r\n\r\n+CEREG: 1\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n"})
    void aTextIsReadAsSoonAsItsLineEnds(String lineEnd) {
        byte[] stream = Urcs.bytes("+QCOAPURC: \"rsp\",2,2.05,1,1,12,\"0\",5,a\rb\nc", lineEnd);
        assertThat(((ResponseUrc) Urcs.read(true, stream)).content().bytes()).isEqualTo(Urcs.bytes("a\rb\nc"));
    }

    @Test
    void peersOfSuccessiveUrcsAreNotConfused() {
        UrcParser parser = new UrcParser(true);
        for (Peer peer : List.of(
                new Peer("192.0.2.1", 5683),
                new Peer("192.0.2.1", 5683),
                new Peer("192.0.2.2", 5683),
                new Peer("192.0.2.2", 5684),
                new Peer("192.0.2.1", 5684))) {
            String urc = "+QCOAPURC: \"rsp\"," + peer.host() + "," + peer.port() + ",2,2.04,7,0";
            Urc read = parser.parse(urc.getBytes(StandardCharsets.US_ASCII), false);
            assertThat(((ResponseUrc) read).peer()).hasValue(peer);
        }
    }
}

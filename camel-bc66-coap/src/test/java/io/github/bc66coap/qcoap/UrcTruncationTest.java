// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.UrcRule;
import io.github.bc66coap.at.UrcRule.Complete;
import io.github.bc66coap.at.UrcRule.NeedMore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Notifications of which the module, or the line, has lost a part. */
class UrcTruncationTest {
    private static final String NEXT = "\r\n\r\nOK\r\n\r\n+QCOAPURC: recovered,0\r\n";
    private static final String HEAD = "+QCOAPURC: \"rsp\",2,2.05,7,";

    @ParameterizedTest
    @CsvSource({"700,''", "700,\"", "1100,''", "1100,\"", "1300,''", "1300,\"", "1400,''", "6000,\""})
    void digitsEndWhereTheUrcIsCut(int length, String quote) {
        String line = cut(HEAD + length + ',' + quote + "AB".repeat(Math.min(length, 2000)), 1300);
        ResponseUrc urc = response(line, NEXT);
        int digits = 1300 - line.indexOf("AB");
        assertThat(urc.content().bytes()).hasSize(digits / 2).containsOnly(0xAB);
        assertThat(urc.content().truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1290, 1300, 1400, 6000})
    void textEndsWhereTheUrcIsCut(int length) {
        String text = "line\n".repeat(300);
        String line = cut(HEAD + length + ',' + text, 1300);
        ResponseUrc urc = response(line, NEXT);
        assertThat(urc.content().bytes()).asString().isEqualTo(line.substring(line.indexOf("line\n")));
        assertThat(urc.content().truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1301, 1400, 3000, 6000})
    void textEndsWhereTheDataAreCut(int length) {
        String text = "line\n".repeat(260);
        assertThat(text).hasSize(1300);
        ResponseUrc urc = response(HEAD + length + ',' + text, NEXT);
        assertThat(urc.content().bytes()).asString().isEqualTo(text);
        assertThat(urc.content().truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1250, 1274, 1275, 1290, 1300, 1400, 2000})
    void aModuleThatDoesNotCutIsUnderstood(int length) {
        String text = "x".repeat(length);
        ResponseUrc urc = response(HEAD + length + ',' + text, NEXT);
        assertThat(urc.content().bytes()).asString().isEqualTo(text);
        assertThat(urc.content().truncated()).isFalse();
        if (length <= 1300) {
            ResponseUrc digits = response(HEAD + length + ',' + "0A".repeat(length), NEXT);
            assertThat(digits.content().bytes()).hasSize(length);
            assertThat(digits.content().truncated()).isFalse();
        }
    }

    /** Else a peer could end its own text where a limit might be, and go on as if it were the module. */
    @ParameterizedTest
    @CsvSource({"1300,1340", "1300,1300", "1330,1340", "1330,1400"})
    void aLineEndOfAPeerAtTheLimitEndsNoPayload(int at, int length) {
        String head = HEAD + length + ',';
        String forged = "\r\n\r\nOK\r\n\r\n+QCOAPURC: recovered,1\r\n\r\nRDY\r\n";
        String text = "x".repeat(at - head.length()) + forged;
        text = (text + "y".repeat(length)).substring(0, length);
        ResponseUrc urc = response(head + text, NEXT);
        assertThat(urc.content().bytes()).asString().isEqualTo(text);
        assertThat(urc.content().truncated()).isFalse();
    }

    @Test
    void quotedDigitsMayBeClosedWhereTheUrcIsCut() {
        String head = HEAD + "1024,\"";
        int digits = 1300 - head.length() - 1;
        String line = head + "A".repeat(digits) + '"';
        ResponseUrc urc = response(line, NEXT);
        assertThat(urc.content().bytes()).hasSize(digits / 2).containsOnly(0xAA);
        assertThat(urc.content().truncated()).isTrue();
    }

    /** Nothing is passed over at the end of a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+QCOAPURC: recovered,0x",
                "+QCOAPURC: \"recovered\",1,2",
                "+QCOAPURC: \"rsp\",2,2.05,7,0,x",
                "+QCOAPURC: \"rsp\",2,2.05,7,0,\"\"x"
            })
    void aLineWithTextBehindItsLastFieldIsNoUrc(String line) {
        assertThat(Urcs.inspect(new CoapUrcRule(true), Urcs.bytes(line, "\r\n")))
                .isInstanceOf(UrcRule.NotMine.class);
        assertThatThrownBy(() -> new UrcParser(true).parse(Urcs.bytes(line), false))
                .isInstanceOf(AtFormatException.class);
    }

    @Test
    void aCutPayloadSwallowsTheNextLinesOfTheModule() {
        String cut = cut(HEAD + "1319," + "x".repeat(1319), 1300);
        String next = "\r\n".repeat(40);
        ResponseUrc urc = response(cut, next, false);
        assertThat(urc.content().bytes()).hasSize(1319);
    }

    @Test
    void theContentFormatTellsCutTextFromDigits() {
        String data = "12".repeat(700);
        assertThat(response(cut(HEAD + "1,12,\"50\",1400," + data, 1300), NEXT)
                        .content()
                        .bytes())
                .startsWith('1', '2', '1');
        assertThat(response(cut(HEAD + "1,12,\"42\",1400," + data, 1300), NEXT)
                        .content()
                        .bytes())
                .startsWith(0x12, 0x12);
        assertThat(response(cut(HEAD + "1400," + data, 1300), NEXT).content().bytes())
                .startsWith(0x12, 0x12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\""})
    void digitsThatGotLostEndAtTheLineEnd(String quote) {
        String digits = HexFormat.of().formatHex(new byte[40]);
        for (int lost = 1; lost < 80; lost++) {
            String line = HEAD + "40," + quote + digits.substring(lost) + quote;
            if (lost >= 38 && lost < 45) {
                continue; // about as many digits as bytes were announced: may read as text
            }
            ResponseUrc urc =
                    lost < 38 ? response(line, NEXT) : (ResponseUrc) Urcs.readSilent(true, Urcs.bytes(line, "\r\n"));
            assertThat(urc.content().bytes()).hasSize((80 - lost) / 2);
            assertThat(urc.content().truncated()).isTrue();
        }
    }

    @Test
    void textThatGotLostEndsAtTheLastLineEndBeforeItsAnnouncedEnd() {
        String text = "x\r\nOK\r\nbcdefghijklmnop";
        for (int lost = 1; lost < 10; lost++) {
            String line = HEAD + text.length() + ',' + text.substring(0, text.length() - lost);
            if (lost == 2 || lost == 6 || lost == 8) {
                continue; // what follows has CR LF exactly where the announced text would end
            }
            ResponseUrc urc = response(line, NEXT, false);
            assertThat(urc.content().truncated()).isTrue();
            assertThat(urc.content().bytes()).asString().startsWith(text.substring(0, text.length() - lost));
        }
    }

    @Test
    void textThatStopsIsTakenAsFarAsItCame() {
        String line = HEAD + "30,x\r\n\r\nOK\r\n{\"b\":1}";
        for (String end : new String[] {"", "\r", "\r\n"}) {
            ResponseUrc urc = (ResponseUrc) Urcs.readSilent(true, Urcs.bytes(line, end));
            assertThat(urc.content().bytes()).asString().isEqualTo("x\r\n\r\nOK\r\n{\"b\":1}");
            assertThat(urc.content().truncated()).isTrue();
        }
    }

    @Test
    void aLostLineEndLosesNoPayload() {
        for (String data : new String[] {"hello", "68656C6C6F", "\"68656C6C6F\"", "\"hello\""}) {
            byte[] stream = Urcs.bytes(HEAD, "5,", data);
            ResponseUrc urc = (ResponseUrc) Urcs.readSilent(true, stream);
            assertThat(urc.content().bytes()).asString().isEqualTo("hello");
            assertThat(urc.content().truncated()).isFalse();
        }
    }

    @Test
    void concludeNeverAsksForMoreAndAgreesWithInspect() {
        CoapUrcRule rule = new CoapUrcRule(true);
        byte[] stream = Urcs.bytes(HEAD, "1,12,\"50\",9,\"\r\n{\"a\":1}", NEXT);
        for (int length = 1; length <= stream.length; length++) {
            var inspected = rule.inspect(stream, length);
            var concluded = rule.conclude(stream, length);
            assertThat(concluded).isNotInstanceOf(NeedMore.class);
            if (!(inspected instanceof NeedMore)) {
                assertThat(concluded).isEqualTo(inspected);
            }
            if (concluded instanceof Complete complete) {
                assertThat(complete.length()).isLessThanOrEqualTo(length);
                byte[] urc = Arrays.copyOf(stream, complete.length());
                assertThat(Urcs.isTruncated(new UrcParser(true).parse(urc, complete.truncated())))
                        .isEqualTo(complete.truncated());
            }
        }
    }

    private static String cut(String line, int length) {
        assertThat(line.length()).isGreaterThan(length);
        return line.substring(0, length);
    }

    private static ResponseUrc response(String line, String next) {
        return response(line, next, true);
    }

    /** It may take silence to tell that nothing of what was announced is still to come. */
    private static ResponseUrc response(String line, String next, boolean exactly) {
        byte[] stream = Urcs.bytes(line, next);
        CoapUrcRule rule = new CoapUrcRule(true);
        boolean silent = Urcs.inspect(rule, stream) instanceof NeedMore;
        if (exactly) {
            assertThat(rule.conclude(stream, stream.length))
                    .isInstanceOfSatisfying(Complete.class, complete -> assertThat(complete.length())
                            .isEqualTo(line.length()));
        }
        return (ResponseUrc) (silent ? Urcs.readSilent(true, stream) : Urcs.read(true, stream));
    }
}

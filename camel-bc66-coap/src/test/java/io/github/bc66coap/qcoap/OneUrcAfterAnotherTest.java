// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.UrcRule;

import static org.assertj.core.api.Assertions.assertThat;

/** A rule and a parser are used for one line after the other: nothing of one is left for the next, however far that was read. */
class OneUrcAfterAnotherTest {
    /** Each sets something that another one doesn't. */
    private static final List<String> LINES = List.of(
            "\"rsp\",192.0.2.1,5683,2,2.05,7,2,12,\"0\",6,\"1\",5,hello",
            "\"rsp\",2,2.05,7,5,68656C",
            "\"rsp\",2,2.05,7,0,5,\"68656C",
            "\"rsp\",2,2.05,7,5,hel",
            "\"rsp\",2,2.05,7,6,1,\"a\"b",
            "\"rsp\",2,2.05,7,9,1,\"a\"b",
            "\"rsp\",2,2.05,7,2,8,\"rd\",8,",
            "\"rsp\",2,2.05,7",
            "\"rsp\",2,9.99,7",
            "\"req\",192.0.2.1,5683,0,3,7,85,8,\"0102030405060708\",11,\"a\",27,\"0/1/64\",3,abc",
            "\"req\",0,2,7,82,27,3,abc",
            "\"req\",0,2,7,03,1,\"AB\"11,\"a\"",
            "\"req\",0,2,7,80,5",
            "\"req\",0,1,7,10",
            "\"req\",0,1,7,00",
            "recovered,1",
            "recovered,");

    static Stream<String> lines() {
        return LINES.stream();
    }

    private static byte[] stream(String line) {
        return Urcs.bytes("+QCOAPURC: ", line, "\r\n");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theRuleForgetsALineBeforeTheNext(String first) {
        for (String second : LINES) {
            UrcRule used = new CoapUrcRule(true).resumable();
            Urcs.asNeeded(used, stream(first));
            assertThat(Urcs.asNeeded(used, stream(second)))
                    .as(second)
                    .isEqualTo(Urcs.asNeeded(new CoapUrcRule(true).resumable(), stream(second)));
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theParserForgetsANotificationBeforeTheNext(String first) {
        for (String second : LINES) {
            UrcParser used = new UrcParser(true);
            parsed(used, first);
            assertThat(parsed(used, second)).as(second).isEqualTo(parsed(new UrcParser(true), second));
        }
    }

    /** What was read, or why nothing was. */
    private static Object parsed(UrcParser parser, String line) {
        try {
            return parser.parse(Urcs.bytes("+QCOAPURC: ", line), false);
        } catch (AtFormatException e) {
            return e.getMessage();
        }
    }
}

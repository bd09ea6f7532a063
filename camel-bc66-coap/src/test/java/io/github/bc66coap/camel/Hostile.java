// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What a route may put into a header that somebody else has written. */
final class Hostile {
    private static final List<String> PIECES = List.of(
            "\";AT+QRST",
            "\";+QRST=1;\"",
            ";",
            "\"",
            "\",12,\"0",
            ",",
            "\r",
            "\n",
            "\r\n",
            "\r\nAT+QCOAPDEL\r",
            "\u0000",
            "\u001A",
            "\u001B",
            "\u007F",
            "\u0085",
            "\u009B",
            "\uD800",
            "\uDC00",
            "\u202E",
            "\u2028",
            "\u0130",
            "\u017F",
            "\uFF1B",
            "\u00E9",
            "\uD83D\uDE00",
            "%0D",
            "%0a",
            "%00",
            "%22",
            "%7F",
            "%C2%85",
            "%3B",
            "%2C",
            "%",
            "%2",
            "%zz",
            "%C3%28",
            "%ED%A0%80",
            "'",
            "\\",
            "/",
            "&",
            "?",
            "=",
            " ",
            "..",
            ".",
            "AT",
            "AT+",
            "AT+CSQ",
            "+QCOAPSEND",
            "OK",
            "ERROR",
            ">",
            "0",
            "1",
            "-1",
            "65535",
            "65536",
            "4294967296",
            "1e3",
            "0x1F",
            "2.05",
            "205",
            "GET",
            "CON",
            "NON",
            "RST",
            "127.0.0.1",
            "127.1",
            "::1",
            "::1%eth0",
            "[::1]",
            "0A0B",
            "a",
            "b=c",
            "text/plain",
            "application/json",
            "x".repeat(60));

    private Hostile() {}

    static Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(5).map(list -> String.join("", list));
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<String> lengthy = Arbitraries.integers().between(40, 400).map("y"::repeat);
        return Arbitraries.oneOf(pieces, pieces, anything, lengthy);
    }

    /** Of every kind that a header can be. */
    static Arbitrary<Object> values() {
        Arbitrary<Object> numbers = Arbitraries.of(
                0,
                -1,
                1,
                255,
                65535,
                65536,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                5L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (short) 7,
                (byte) -1,
                1.5,
                1e300,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                2.0f,
                BigInteger.TEN.pow(30),
                new BigDecimal("1E+20"));
        Arbitrary<Object> bytes =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(12).map(array -> array);
        Arbitrary<Object> texts = strings().map(text -> text);
        return Arbitraries.oneOf(texts, texts, texts, numbers, bytes, Arbitraries.of(true, 'c', List.of("a", "\"")));
    }
}

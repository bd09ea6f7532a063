// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.net.InetSocketAddress;
import java.util.List;

import io.github.bc66coap.simulator.at.Arguments;
import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Hex;
import io.github.bc66coap.simulator.coap.UrcFormat.Shown;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class CoapPropertiesTest {
    private final CoapCodec codec = new CoapCodec();

    @Provide
    Arbitrary<CoapMessage> messages() {
        Arbitrary<MessageType> types = Arbitraries.of(MessageType.CON, MessageType.NON);
        Arbitrary<Integer> codes = Arbitraries.of(1, 2, 3, 4, 0x41, 0x45, 0x84, 0xa0);
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, 65535);
        Arbitrary<byte[]> tokens = Arbitraries.bytes().array(byte[].class).ofMaxSize(8);
        Arbitrary<List<CoapOption>> paths = Arbitraries.strings()
                .alpha()
                .ofMaxLength(200)
                .map(text -> new CoapOption(11, Arguments.bytes(text)))
                .list()
                .ofMaxSize(5);
        Arbitrary<byte[]> payloads = Arbitraries.bytes().array(byte[].class).ofMaxSize(1300);
        return Combinators.combine(types, codes, ids, tokens, paths, payloads).as(CoapMessage::new);
    }

    @Property(tries = 200, seed = "1")
    void codecKeepsMessages(@ForAll("messages") CoapMessage message) {
        assertThat(codec.decode(codec.encode(message)).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Property(tries = 500, seed = "1")
    void nothingMakesTheDecoderFail(@ForAll @Size(max = 40) byte[] datagram) {
        codec.decode(datagram)
                .ifPresent(message -> assertThat(CoapCodec.isPossible(message)).isTrue());
    }

    @Property(tries = 200, seed = "1")
    void urcsKeepTheLimitAndTheLength(
            @ForAll("messages") CoapMessage message, @ForAll boolean address, @ForAll boolean options) {
        Shown shown = new Shown(address, options);
        InetSocketAddress peer = new InetSocketAddress("127.0.0.1", 5683);
        UrcFormat format = new UrcFormat(UrcStyle.NOTE);
        byte[] urc = message.isRequest() ? format.request(peer, message, shown) : format.response(peer, message, shown);
        assertThat(urc.length).isLessThanOrEqualTo(1300);
        if (message.payload().length > 0) {
            assertThat(new String(urc))
                    .contains("," + message.payload().length + ",\"")
                    .endsWith("\"");
        }
    }

    @Property(tries = 200, seed = "1")
    void numbersAreEncodedShortest(@ForAll @LongRange(min = 0, max = 4294967295L) long value) {
        CoapOption option = ConfigurableOption.MAX_AGE.encode(Long.toString(value), false);
        assertThat(option.uint()).isEqualTo(value);
        assertThat(option.value().length == 0 || option.value()[0] != 0).isTrue();
    }

    @Property(tries = 500, seed = "1")
    void anyArgumentsAreReadOrRefused(@ForAll @Size(max = 40) byte[] line) {
        String text = "AT+X=" + new String(line, java.nio.charset.StandardCharsets.ISO_8859_1);
        try {
            Arguments arguments = Arguments.parse(AtCommand.parse(text).arguments());
            assertThat(arguments.left()).isPositive();
            arguments.integer(0, Integer.MAX_VALUE);
        } catch (AtError e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    @Property(tries = 100, seed = "1")
    void hexIsReadInAnyCase(@ForAll @Size(max = 20) byte[] bytes) {
        String upper = Hex.format(bytes);
        assertThat(Hex.parse(upper).orElseThrow()).isEqualTo(bytes);
        assertThat(Hex.parse(upper.toLowerCase(java.util.Locale.ROOT)).orElseThrow())
                .isEqualTo(bytes);
        assertThat(Hex.parse(upper + "0")).isEmpty();
    }

    @Property(tries = 200, seed = "1")
    void dottedQuadsAreLiterals(@ForAll @IntRange(max = 300) int a, @ForAll @IntRange(max = 300) int b) {
        assertThat(IpLiteral.parse(a + ".0.255." + b).isPresent()).isEqualTo(a <= 255 && b <= 255);
    }
}

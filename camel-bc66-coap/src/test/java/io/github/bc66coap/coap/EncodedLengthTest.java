// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** How long options are on the air, as another codec makes them. */
class EncodedLengthTest {
    private static final int EMPTY_MESSAGE = 4;
    /** What Californium doesn't take as the size of a block. */
    private static final long NO_BLOCK_SIZE = 7;

    private static int asCaliforniumHasIt(CoapOptions options) {
        Request request = new Request(CoAP.Code.GET);
        request.setType(CoAP.Type.CON);
        request.setMID(1);
        request.setToken(Token.EMPTY);
        options.list().stream()
                .sorted(Comparator.comparingInt(CoapOption::number))
                .forEach(option -> request.getOptions().addOption(californium(option)));
        return new UdpDataSerializer().getByteArray(request).length - EMPTY_MESSAGE;
    }

    private static org.eclipse.californium.core.coap.Option californium(CoapOption option) {
        var definition = StandardOptionRegistry.getDefaultOptionRegistry().getDefinitionByNumber(1, option.number());
        return switch (OptionDefinition.ofNumber(option.number()).orElseThrow().format()) {
            case EMPTY -> definition.create(new byte[0]);
            case UINT -> definition.create(Long.parseLong(option.value()));
            case OPAQUE -> definition.create(HexFormat.of().parseHex(option.value()));
            default -> definition.create(option.value());
        };
    }

    /** Among them what is about to need one more byte, or has just got it. */
    private static String value(OptionDefinition option, Random random) {
        return switch (option.format()) {
            case EMPTY -> "";
            case OPAQUE -> "5A".repeat(random.nextInt(1, 9));
            case UINT -> {
                long power = 1L << 8 * random.nextInt(Long.bitCount(option.maxUint()) / 8 + 1);
                // Californium keeps no more in some
                long most = Math.min(option.maxUint(), Integer.MAX_VALUE);
                long value = Math.min(most, power - random.nextInt(2));
                yield Long.toString(value & ~NO_BLOCK_SIZE);
            }
            case STRING ->
                (random.nextBoolean() ? "x" : "é")
                        .repeat(List.of(1, 6, 7, 12, 13, 14, 90).get(random.nextInt(7)));
        };
    }

    @Property(tries = 500, seed = "1")
    void theLengthOfAnyOptionsIsThatOfCalifornium(@ForAll long seed, @ForAll @IntRange(max = 12) int count) {
        Random random = new Random(seed);
        CoapOptions.Builder options = CoapOptions.builder();
        List<OptionDefinition> all = List.of(OptionDefinition.values());
        for (int i = 0; i < count; i++) {
            OptionDefinition option = all.get(random.nextInt(all.size()));
            // Californium keeps one of equal tags
            boolean repeats = option.isRepeatable() && option.format() == OptionDefinition.Format.STRING;
            if (repeats || !options.build().contains(option)) {
                options.add(option.number(), value(option, random));
            }
        }
        CoapOptions made = options.build();
        assertThat(made.encodedLength()).as(made.toString()).isEqualTo(asCaliforniumHasIt(made));
    }

    @ParameterizedTest
    @CsvSource({
        "11, 1, 2",
        "11, 12, 13",
        "11, 13, 15",
        "11, 180, 182",
        "15, 1, 3",
        "35, 180, 183",
        "12, 0, 1",
    })
    void theFirstOptionHasItsNumberAndItsLengthBesideItsValue(int number, int length, int encoded) {
        String value = number == 12 ? "0" : "x".repeat(length);
        CoapOptions options = CoapOptions.of(new CoapOption(number, value));
        assertThat(options.encodedLength()).isEqualTo(encoded).isEqualTo(asCaliforniumHasIt(options));
    }

    @Test
    void theOrderOfOptionsDoesNotChangeTheLength() {
        CoapOptions sorted = CoapOptions.of(new CoapOption(3, "h"), new CoapOption(60, "1"));
        CoapOptions other = CoapOptions.of(new CoapOption(60, "1"), new CoapOption(3, "h"));
        assertThat(other.encodedLength()).isEqualTo(sorted.encodedLength());
    }
}

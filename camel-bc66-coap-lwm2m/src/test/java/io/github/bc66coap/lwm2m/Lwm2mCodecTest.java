// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class Lwm2mCodecTest {
    private static final int TEXT = 0;
    private static final int OPAQUE = 42;
    private static final int TLV = 11542;
    private static final LwM2mPath OWN = new LwM2mPath(3303, 0, 1);

    private final Lwm2mCodec codec = new Lwm2mCodec(ObjectModels.STANDARD);

    private static Lwm2mCodec of(Type type) {
        return new Lwm2mCodec(ObjectModels.STANDARD.with(OWN, type, Operations.RW, false));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(Type.STRING, "a b", "a b", "a b", "e30001612062"),
                Arguments.of(Type.INTEGER, " -69 ", -69L, "-69", "c101bb"),
                Arguments.of(Type.INTEGER, 300, 300L, "300", "c201012c"),
                Arguments.of(Type.FLOAT, "21.5", 21.5, "21.5", "c801084035800000000000"),
                Arguments.of(Type.BOOLEAN, "true", true, "1", "c10101"),
                Arguments.of(Type.BOOLEAN, false, false, "0", "c10100"),
                Arguments.of(Type.UNSIGNED_INTEGER, 127, BigInteger.valueOf(127), "127", "c1017f"),
                Arguments.of(Type.UNSIGNED_INTEGER, 255, BigInteger.valueOf(255), "255", "c20100ff"),
                Arguments.of(Type.UNSIGNED_INTEGER, 65535L, BigInteger.valueOf(65535), "65535", "c4010000ffff"),
                Arguments.of(
                        Type.UNSIGNED_INTEGER,
                        "18446744073709551615",
                        new BigInteger("18446744073709551615"),
                        "18446744073709551615",
                        "c80108ffffffffffffffff"),
                Arguments.of(
                        Type.TIME,
                        "2026-11-29T00:00:00Z",
                        Instant.parse("2026-11-29T00:00:00Z"),
                        "1795910400",
                        "c4016b0b6b00"),
                Arguments.of(Type.TIME, 60, Instant.ofEpochSecond(60), "60", "c4010000003c"),
                Arguments.of(Type.OPAQUE, "hi", "hi".getBytes(), "aGk=", "c2016869"),
                Arguments.of(Type.TIME, Instant.ofEpochMilli(-1), Instant.ofEpochSecond(-1), "-1", "c401ffffffff"),
                Arguments.of(
                        Type.TIME, 1L << 32, Instant.ofEpochSecond(1L << 32), "4294967296", "c801080000000100000000"),
                Arguments.of(Type.OBJLNK, "3:0", "3:0", "3:0", "c40100030000"),
                Arguments.of(Type.OBJLNK, "33000:1", "33000:1", "33000:1", "c40180e80001"),
                Arguments.of(Type.OBJLNK, "65535:65535", "65535:65535", "65535:65535", "c401ffffffff"));
    }

    /** What a route has, what it gets back, and what is on the air in between; text has base64 for opaque. */
    @ParameterizedTest
    @MethodSource("values")
    void aValueOfEachTypeIsEncodedAndDecoded(Type type, Object given, Object read, String text, String tlv) {
        Lwm2mCodec own = of(type);

        assertThat(ascii(own.encode(OWN, given, TEXT))).isEqualTo(text);
        assertThat(own.decode(OWN, text.getBytes(), TEXT)).isEqualTo(read);
        if (type != Type.STRING) {
            assertThat(own.encode(OWN, given, TLV)).asHexString().isEqualToIgnoringCase(tlv);
            assertThat(own.decode(OWN, bytes(tlv), TLV)).isEqualTo(read);
        } else {
            assertThat(own.decode(OWN, own.encode(OWN, given, TLV), TLV)).isEqualTo(read);
        }
    }

    @Test
    void opaqueBytesStayUnchanged() {
        assertThat(of(Type.OPAQUE).encode(OWN, bytes("ff00"), OPAQUE)).isEqualTo(bytes("ff00"));
        assertThat(of(Type.OPAQUE).decode(OWN, bytes("ff00"), OPAQUE)).isEqualTo(bytes("ff00"));
        assertThat(of(Type.OPAQUE).decode(OWN, bytes("ff00"), null))
                .as("no Content-Format")
                .isEqualTo(bytes("ff00"));
        assertThat(of(Type.INTEGER).decode(OWN, "5".getBytes(), null)).isEqualTo(5L);
    }

    /** Other clients and servers write them in one byte. */
    @Test
    void anUnsignedNumberInOneByteIsNotSignExtended() {
        assertThat(of(Type.UNSIGNED_INTEGER).decode(OWN, bytes("c101ff"), TLV)).isEqualTo(BigInteger.valueOf(255));
    }

    @Test
    void anInstanceIsAMapOfItsResources() {
        LwM2mPath device = new LwM2mPath(3, 0);
        Map<Integer, Object> values = Map.of(0, "Example", 9, 88L, 11, Map.of(0, 0L));

        assertThat(codec.decode(device, codec.encode(device, values, TLV), TLV)).isEqualTo(values);
        assertThat(codec.usualFormat(device, values)).isEqualTo(TLV);
    }

    @Test
    void aResourceOfSeveralInstancesIsAMap() {
        LwM2mPath voltages = new LwM2mPath(3, 0, 7);

        byte[] both = codec.encode(voltages, Map.of("0", "3512", "1", 5000), TLV);
        assertThat(codec.decode(voltages, both, TLV)).isEqualTo(Map.of(0, 3512L, 1, 5000L));
        assertThat(codec.decode(voltages, codec.encode(voltages, 3512, TLV), TLV))
                .isEqualTo(Map.of(0, 3512L));
        assertThat(ascii(codec.encode(voltages, 3512, TEXT))).isEqualTo("3512");
        assertThat(codec.decode(voltages, "3512".getBytes(), TEXT)).isEqualTo(Map.of(0, 3512L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(voltages, Map.of(0, 1, 1, 2), TEXT))
                .withMessage("/3/0/7 is more than one value, which needs TLV (11542)");
    }

    @Test
    void object19IsKnownAsInTheNote() {
        assertThat(codec.usualFormat(new LwM2mPath(19, 0, 0), "x")).isEqualTo(OPAQUE);
        assertThat(codec.decode(new LwM2mPath(19, 1, 0), bytes("ff"), OPAQUE)).isEqualTo(bytes("ff"));
    }

    /** No value can be read from it. */
    @ParameterizedTest
    @CsvSource({
        "/3/0/9, 3838, 11543, a format of others",
        "/3/0/9, 3838, 110, a format of others",
        "/3/0/9, 38352e30, 0, a fraction",
        "/3/0/9, 616263, 0, a word",
        "/3/0/9, '', 0, nothing",
        "/3/0/9, 39393939393939393939393939393939393939, 0, more than 64 bits",
        "/3/0/9, d9a1, 0, a digit of another script",
        "/3303/0/1, 3564, 0, a number of Java's source code",
        "/3303/0/1, 3078317033, 0, a hexadecimal number",
        "/3303/0/1, 2035, 0, a space",
        "/3/0/13, 39323233333732303336383534373735383037, 0, a time in which milliseconds exceed 64 bits",
        "/3/0/13, c80d087fffffffffffffff, 11542, a time in which milliseconds exceed 64 bits",
        "/1/0/6, 32, 0, a boolean of 2",
        "/3/0/13, 6e6f6f6e, 0, no time",
        "/5/0/0, 6147, 0, no base64",
        "/5/0/1, ff, 0, no UTF-8",
        "/3/0, 3838, 0, text of an instance",
        "/19/0, 3838, 42, opaque of an instance",
        "/1/0/6, c10602, 11542, a boolean of 2",
        "/1/0/6, c006, 11542, an empty boolean",
        "/1/0/2, c002, 11542, an empty number",
        "/1/0/2, c8020901010101010101010101, 11542, a number of 9 bytes",
        "/3303/0/1, c3010102, 11542, a length that is too long",
        "/3303/0/1, c201ffff, 11542, a float of 2 bytes",
        "/3/0/13, c00d, 11542, an empty time",
        "/5/0/1, c101ff, 11542, no UTF-8",
        "/3/0, ffffffff, 11542, no TLV",
        "/3/0, 08, 11542, half a header",
    })
    void anUnreadablePayloadIsRefusedWith415(String path, String payload, int format, String why) {
        assertThat(refusal(path, payload, format)).as(why).isEqualTo("4.15");
    }

    /** It can be read, but is not what the model has at that path. */
    @ParameterizedTest
    @CsvSource({
        "/3/0/9, 3838, 42, bytes for a number",
        "/3303/0/1, 4e614e, 0, not a number",
        "/3303/0/1, 3165343030, 0, an infinite number",
        "/3303/0/1, c801087ff8000000000000, 11542, not a number",
        "/3/0/9, '', 11542, no value",
        "/3/0/9, c10855, 11542, another resource",
        "/3/0/9, 080303c10955, 11542, another instance",
        "/3/0, 080303c10955, 11542, another instance",
        "/3/0/9, c10955c10955, 11542, a resource twice",
        "/3/0, c10955c10955, 11542, a resource twice",
        "/3/0/9, 8309410055, 11542, instances of what has one value",
        "/3/0/7, c20701f4, 11542, one value of what has instances",
        "/3/0, 410055, 11542, an instance of no resource",
    })
    void aPayloadAgainstTheModelIsRefusedWith400(String path, String payload, int format, String why) {
        assertThat(refusal(path, payload, format)).as(why).isEqualTo("4.00");
    }

    private static String refusal(String path, String payload, int format) {
        return catchThrowableOfType(
                        Lwm2mException.class, () -> of(Type.FLOAT).decode(new LwM2mPath(path), bytes(payload), format))
                .getCode();
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 1.5",
        "INTEGER, 9223372036854775808",
        "UNSIGNED_INTEGER, -1",
        "FLOAT, warm",
        "BOOLEAN, 2",
        "TIME, noon",
        "OBJLNK, 3"
    })
    void aRoutesValueOfTheWrongTypeIsRefused(Type type, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(type).encode(OWN, value, TEXT))
                .withMessageStartingWith("/3303/0/1: ");
    }

    @Test
    void withoutAModelTheJavaTypeDecidesTheEncoding() {
        LwM2mPath unknown = new LwM2mPath(4000, 0, 1);

        assertThat(List.<Object>of("text", 5L, 1.5, true))
                .map(value -> ascii(codec.encode(unknown, value, TEXT)))
                .containsExactly("text", "5", "1.5", "1");
        assertThat(codec.encode(unknown, bytes("ff"), OPAQUE)).isEqualTo(bytes("ff"));
    }
}

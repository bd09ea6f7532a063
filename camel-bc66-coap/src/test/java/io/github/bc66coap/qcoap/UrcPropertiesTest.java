// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.UrcRule.Complete;
import io.github.bc66coap.at.UrcRule.NeedMore;
import io.github.bc66coap.at.UrcRule.Verdict;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a module prints is read as what it meant, for any split of the stream, and whatever lines follow. */
class UrcPropertiesTest {
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\r",
            "\n",
            ",",
            "\"",
            "OK",
            "ERROR",
            "+QCOAPURC: \"rsp\",2,2.05,7,3,abc\r\n",
            "\r\n\r\nOK\r\n",
            ">",
            "+QCOAPSEND: 0",
            "0A",
            "1,8,\"x\"",
            "12,\"50\",",
            "{\"a\":1}",
            "text",
            "\u0000",
            "\u00e9",
            "AB12");

    /** The forms in which data are printed. */
    enum Form {
        TEXT,
        QUOTED_TEXT,
        UPPER,
        QUOTED_UPPER,
        LOWER,
        QUOTED_LOWER;

        byte[] print(byte[] payload) {
            return switch (this) {
                case TEXT -> payload;
                case QUOTED_TEXT -> Urcs.bytes("\"", payload, "\"");
                case UPPER -> Urcs.bytes(HexFormat.of().withUpperCase().formatHex(payload));
                case QUOTED_UPPER ->
                    Urcs.bytes("\"", HexFormat.of().withUpperCase().formatHex(payload), "\"");
                case LOWER -> Urcs.bytes(HexFormat.of().formatHex(payload));
                case QUOTED_LOWER -> Urcs.bytes("\"", HexFormat.of().formatHex(payload), "\"");
            };
        }
    }

    /** How a peer is printed. */
    enum Address {
        HIDDEN,
        PLAIN,
        QUOTED;

        static final Peer PEER = new Peer("2001:db8::7", 5684);

        String print() {
            return switch (this) {
                case HIDDEN -> "";
                case PLAIN -> PEER.host() + ",5684,";
                case QUOTED -> '"' + PEER.host() + "\",5684,";
            };
        }

        Optional<Peer> peer() {
            return this == HIDDEN ? Optional.empty() : Optional.of(PEER);
        }
    }

    @Property(seed = "1")
    void anyResponseIsReadAsItWasPrinted(
            @ForAll Address address,
            @ForAll MessageType type,
            @ForAll @IntRange(max = 65535) int messageId,
            @ForAll("options") CoapOptions options,
            @ForAll("payloads") byte[] payload,
            @ForAll Form form,
            @ForAll("lines") String next) {
        String count = options.isEmpty() ? "0," : options.size() + "," + print(options) + ',';
        byte[] stream = Urcs.bytes(
                "+QCOAPURC: \"rsp\",",
                address.print(),
                type.number(),
                ",2.05,",
                messageId,
                ',',
                count,
                payload.length,
                ',',
                form.print(payload),
                "\r\n",
                next);
        assertThat(Urcs.read(true, stream))
                .isEqualTo(new ResponseUrc(
                        address.peer(), type, Code.CONTENT, new MessageId(messageId), options, Payload.of(payload)));
    }

    @Property(seed = "1")
    void anyResponseWithoutOptionsIsReadAsPrinted(
            @ForAll Address address,
            @ForAll("payloads") byte[] payload,
            @ForAll Form form,
            @ForAll("lines") String next) {
        byte[] stream = Urcs.bytes(
                "+QCOAPURC:\"rsp\",",
                address.print(),
                "1,4.04,7,",
                payload.length,
                ',',
                form.print(payload),
                "\r\n",
                next);
        assertThat(Urcs.read(false, stream))
                .isEqualTo(new ResponseUrc(
                        address.peer(),
                        MessageType.NON,
                        Code.NOT_FOUND,
                        new MessageId(7),
                        CoapOptions.EMPTY,
                        Payload.of(payload)));
    }

    @Property(seed = "1")
    void anyRequestIsReadAsItWasPrinted(
            @ForAll Address address,
            @ForAll boolean decimal,
            @ForAll @Size(max = 8) byte[] token,
            @ForAll("options") CoapOptions options,
            @ForAll("payloads") byte[] payload,
            @ForAll boolean withPayload,
            @ForAll Form form,
            @ForAll("lines") String next) {
        int mode = (token.length > 0 ? 1 : 0) | options.size() << 1 | (withPayload ? 0x80 : 0);
        byte[] stream = Urcs.bytes(
                "+QCOAPURC: \"req\",",
                address.print(),
                "0,2,7,",
                (decimal ? "%d" : "%02X").formatted(mode),
                token.length > 0 ? "," + token.length + ",\"" + Token.of(token) + '"' : "",
                options.isEmpty() ? "" : ",",
                print(options),
                withPayload ? Urcs.bytes(",", payload.length, ',', form.print(payload)) : "",
                "\r\n",
                next);
        assertThat(Urcs.read(false, stream))
                .isEqualTo(new RequestUrc(
                        address.peer(),
                        MessageType.CON,
                        Code.POST,
                        new MessageId(7),
                        Token.of(token),
                        options,
                        withPayload ? Payload.of(payload) : Payload.NONE));
    }

    @Property(seed = "1")
    void anyBytesBehindTheNameAreDecided(@ForAll("noise") byte[] noise, @ForAll boolean showOptions) {
        CoapUrcRule rule = new CoapUrcRule(showOptions);
        byte[] stream = Urcs.bytes("+QCOAPURC: ", noise);
        Verdict verdict = Urcs.inspect(rule, stream);
        if (verdict instanceof NeedMore) {
            verdict = rule.conclude(stream, stream.length);
            assertThat(verdict).isNotInstanceOf(NeedMore.class);
        }
        if (verdict instanceof Complete complete) {
            assertThat(complete.length()).isLessThanOrEqualTo(stream.length);
            byte[] urc = Arrays.copyOf(stream, complete.length());
            assertThat(Urcs.isTruncated(new UrcParser(showOptions).parse(urc, false)))
                    .isEqualTo(complete.truncated());
        }
        try {
            new UrcParser(showOptions).parse(stream, false);
        } catch (AtFormatException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }

    @Property(seed = "1")
    void damagedNotificationsAreDecided(
            @ForAll("options") CoapOptions options,
            @ForAll("payloads") byte[] payload,
            @ForAll Form form,
            @ForAll @IntRange(max = 400) int at,
            @ForAll @IntRange(max = 20) int lost,
            @ForAll("lines") String next) {
        byte[] whole = Urcs.bytes(
                "+QCOAPURC: \"rsp\",2,2.05,7,",
                options.size(),
                options.isEmpty() ? "" : ",",
                print(options),
                ',',
                payload.length,
                ',',
                form.print(payload),
                "\r\n",
                next);
        int from = Math.min(at, whole.length);
        int to = Math.min(from + lost, whole.length);
        byte[] stream = Urcs.bytes(Arrays.copyOf(whole, from), Arrays.copyOfRange(whole, to, whole.length));
        if (stream.length == 0) {
            return;
        }
        CoapUrcRule rule = new CoapUrcRule(true);
        Verdict verdict = Urcs.inspect(rule, stream);
        if (verdict instanceof NeedMore) {
            verdict = rule.conclude(stream, stream.length);
        }
        assertThat(verdict).isNotInstanceOf(NeedMore.class);
        if (verdict instanceof Complete complete) {
            byte[] urc = Arrays.copyOf(stream, complete.length());
            assertThat(Urcs.isTruncated(new UrcParser(true).parse(urc, complete.truncated())))
                    .isEqualTo(complete.truncated());
        }
    }

    @Provide
    Arbitrary<CoapOptions> options() {
        Arbitrary<String> values =
                Arbitraries.strings().withCharRange(' ', '~').excludeChars('"').ofMaxLength(12);
        return Combinators.combine(Arbitraries.of(6, 7, 8, 11, 12, 15), values)
                .as(CoapOption::new)
                .list()
                .ofMaxSize(6)
                .map(CoapOptions::of);
    }

    @Provide
    Arbitrary<byte[]> payloads() {
        Arbitrary<byte[]> text =
                Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(12).map(pieces -> Urcs.bytes(pieces.toArray()));
        Arbitrary<byte[]> binary =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(300);
        return Arbitraries.oneOf(text, binary);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        List<String> pieces = List.of(
                "\"rsp\"",
                "\"req\"",
                "recovered",
                ",",
                "2",
                "2.05",
                "7",
                "1",
                "8,\"a\"",
                "0",
                "09",
                "5",
                "\r\n",
                "\"",
                "1.2.3.4",
                "5683",
                "hello",
                "AABB",
                "\u0000",
                "01,1,AA",
                "80,3,");
        return Arbitraries.of(pieces).list().ofMaxSize(25).map(list -> Urcs.bytes(list.toArray()));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(PIECES).list().ofMaxSize(8).map(list -> String.join("", list));
    }

    private static String print(CoapOptions options) {
        StringBuilder text = new StringBuilder();
        for (CoapOption option : options.list()) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(option.number())
                    .append(",\"")
                    .append(option.value())
                    .append('"');
        }
        return text.toString();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an RFC 2217 server says, it is decoded the same for any split, in bounded memory, and data goes on. */
class TelnetDecoderFuzzTest {
    private static final int LONGEST = 64;
    private static final byte[] GOOD = {'\r', '\n', 'O', 'K', '\r', '\n'};
    /** Ends a subnegotiation in whatever state it is. */
    private static final byte[] END = {(byte) 0xFF, (byte) 0xF0, (byte) 0xFF, (byte) 0xF0};

    @FuzzTest
    void anyStreamIsDecodedAlikeForAnySplit(byte[] stream) throws IOException {
        List<String> whole = decode(stream, Math.max(1, stream.length));
        assertThat(decode(stream, 1)).isEqualTo(whole);
        assertThat(decode(stream, 1 + new Random(Arrays.hashCode(stream)).nextInt(20)))
                .isEqualTo(whole);
    }

    private static List<String> decode(byte[] stream, int piece) throws IOException {
        List<String> events = new ArrayList<>();
        TelnetDecoder decoder = new TelnetDecoder(new TelnetDecoder.Handler() {
            @Override
            public void option(int verb, int option) {
                assertThat(verb).isBetween(Telnet.WILL, Telnet.DONT);
                assertThat(option).isBetween(0, 255);
                events.add(verb + " " + option);
            }

            @Override
            public void subnegotiation(byte[] content) {
                assertThat(content.length).isLessThanOrEqualTo(LONGEST);
                events.add(HexFormat.of().formatHex(content));
            }
        });
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int from = 0; from < stream.length; from += piece) {
            decode(decoder, Arrays.copyOfRange(stream, from, Math.min(stream.length, from + piece)), data);
        }
        decode(decoder, END.clone(), data);
        decode(decoder, GOOD.clone(), data);
        assertThat(data.size()).isLessThanOrEqualTo(stream.length + END.length + GOOD.length);
        byte[] all = data.toByteArray();
        assertThat(Arrays.copyOfRange(all, all.length - GOOD.length, all.length))
                .isEqualTo(GOOD);
        events.add(HexFormat.of().formatHex(all));
        return events;
    }

    private static void decode(TelnetDecoder decoder, byte[] piece, ByteArrayOutputStream data) throws IOException {
        int count = decoder.decode(piece, piece.length);
        assertThat(count).isBetween(0, piece.length);
        data.write(piece, 0, count);
    }
}

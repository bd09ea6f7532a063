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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TelnetDecoderTest {
    private final List<String> commands = new ArrayList<>();

    private final TelnetDecoder decoder = new TelnetDecoder(new TelnetDecoder.Handler() {
        @Override
        public void option(int verb, int option) {
            commands.add(verb + " " + option);
        }

        @Override
        public void subnegotiation(byte[] content) {
            commands.add(HexFormat.of().formatHex(content));
        }
    });

    @Test
    void takesCommandsOutWhereverReadsCut() throws IOException {
        // AT, WILL 3, a doubled 255, a subnegotiation with a 255 inside, NOP, OK
        String stream = "4154" + "fffb03" + "ffff" + "fffa2c65fffffff0" + "fff1" + "4f4b";
        for (int piece = 1; piece <= 20; piece++) {
            commands.clear();
            assertThat(decode(stream, piece)).isEqualTo("4154ff4f4b");
            assertThat(commands).containsExactly("251 3", "2c65ff");
        }
    }

    @Test
    void goesOnAfterABrokenSubnegotiation() throws IOException {
        assertThat(decode("fffa2c65fff14154fffb00", 100)).isEqualTo("4154");
        assertThat(commands).containsExactly("251 0");
    }

    @Test
    void boundsTheLengthOfASubnegotiation() throws IOException {
        decode("fffa2c" + "00".repeat(100_000) + "fff0", 1000);
        assertThat(commands).singleElement().satisfies(content -> assertThat(content)
                .hasSize(128));
    }

    @Test
    void decodesEscapedBytesUnchanged() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            byte[] data = new byte[random.nextInt(600)];
            random.nextBytes(data);
            Arrays.fill(data, 0, random.nextInt(data.length + 1), (byte) 0xFF);
            String escaped = HexFormat.of().formatHex(Telnet.escape(data));
            assertThat(decode(escaped, 1 + random.nextInt(50)))
                    .isEqualTo(HexFormat.of().formatHex(data));
        }
        assertThat(commands).isEmpty();
    }

    private String decode(String hex, int piece) throws IOException {
        byte[] stream = HexFormat.of().parseHex(hex);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int from = 0; from < stream.length; from += piece) {
            byte[] part = Arrays.copyOfRange(stream, from, Math.min(from + piece, stream.length));
            data.write(part, 0, decoder.decode(part, part.length));
        }
        return HexFormat.of().formatHex(data.toByteArray());
    }
}

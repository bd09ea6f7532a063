// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.bc66coap.qcoap.CoapUrcRule;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is on the line, the decoder gives the same events for any split, and reads the next good line and notification.
 */
class AtDecoderFuzzTest {
    /** Up to which length a stream is also decoded byte by byte; beyond, the fuzzer would get slow. */
    private static final int BYTE_BY_BYTE = 300;

    private static final String GOOD_LINE = "+CSQ: 21,0";
    private static final String GOOD_NOTIFICATION = "+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,7,4,OK\r\n";

    /** @param input the stream, and behind it a byte whose lowest bits say how the decoder is set up */
    @FuzzTest
    @DictionaryFile(resourcePath = "/module.dict")
    void anyStreamIsDecodedAlikeForAnySplit(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOf(input, input.length - 1);
        int setup = input[input.length - 1];
        List<String> whole = decode(stream, setup, stream.length);
        Random random = new Random(Arrays.hashCode(stream));
        assertThat(decode(stream, setup, 1 + random.nextInt(40))).isEqualTo(whole);
        if (stream.length <= BYTE_BY_BYTE) {
            assertThat(decode(stream, setup, 1)).isEqualTo(whole);
        }
        int lines = 0;
        for (byte b : stream) {
            lines += b == '\r' || b == '\n' ? 1 : 0;
        }
        // each ends a line, a notification or what was too long; a prompt, notification or lost part needs none
        assertThat(whole.size()).isLessThanOrEqualTo(2 * lines + 2 * stream.length / 16 + 8);
        assertThat(whole).endsWith("line " + GOOD_LINE, "urc " + GOOD_NOTIFICATION);
    }

    /** The stream in pieces of at most this size, then silence, then what is good. */
    private static List<String> decode(byte[] stream, int setup, int piece) {
        AtDecoder decoder = new AtDecoder(new CoapUrcRule((setup & 1) != 0));
        decoder.awaitPrompt((setup & 2) != 0);
        if ((setup & 4) != 0) {
            decoder.expectEcho(bytes("raw\r\n+QC"));
        }
        List<String> events = new ArrayList<>();
        for (int from = 0; from < stream.length; from += piece) {
            byte[] chunk = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + piece));
            note(decoder.feed(chunk, chunk.length), events);
        }
        feed(decoder, "\r\n", events);
        for (int silences = 0; decoder.isUndecided(); silences++) {
            assertThat(silences).as("each silence decides on a line at least").isLessThanOrEqualTo(stream.length + 2);
            note(decoder.idle(), events);
        }
        feed(decoder, GOOD_LINE + "\r\n", events);
        feed(decoder, GOOD_NOTIFICATION + "\r\n", events);
        assertThat(decoder.isUndecided()).isFalse();
        return events;
    }

    private static void feed(AtDecoder decoder, String text, List<String> events) {
        byte[] chunk = bytes(text);
        note(decoder.feed(chunk, chunk.length), events);
    }

    private static void note(List<AtEvent> decoded, List<String> events) {
        for (AtEvent event : decoded) {
            if (event instanceof AtEvent.Notification n) {
                assertThat(n.bytes().length).isBetween(1, AtDecoder.CAPACITY);
                events.add((n.truncated() ? "cut " : "urc ") + new String(n.bytes(), StandardCharsets.ISO_8859_1));
            } else if (event instanceof AtEvent.Line line) {
                assertThat(line.text().length()).isLessThan(AtDecoder.CAPACITY);
                events.add("line " + line.text());
            } else {
                events.add(event.toString());
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

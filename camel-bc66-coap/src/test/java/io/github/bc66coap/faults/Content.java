// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Bodies that tell whose they are, and whether they are whole. */
final class Content {
    private Content() {}

    /** What an exchange sends: its number, and bytes that follow from it. */
    static byte[] request(int number, int size) {
        return content("q" + number + "|", number, size);
    }

    /** What answers an exchange. */
    static byte[] answer(int number, int size) {
        return content("a" + number + "|", ~number, size);
    }

    private static byte[] content(String head, long seed, int size) {
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[Math.max(size, start.length)];
        new SplittableRandom(seed).nextBytes(all);
        System.arraycopy(start, 0, all, 0, start.length);
        return all;
    }

    static boolean isRequest(int number, byte[] body) {
        return Arrays.equals(body, request(number, body.length));
    }

    static boolean isAnswer(int number, byte[] body) {
        return Arrays.equals(body, answer(number, body.length));
    }

    /** The number at the head, -1 if there is none. */
    static int number(byte[] body) {
        String head = new String(body, 0, Math.min(body.length, 12), StandardCharsets.ISO_8859_1);
        return head.matches("(?s)[qa][0-9]{1,9}\\|.*") ? Integer.parseInt(head.substring(1, head.indexOf('|'))) : -1;
    }
}

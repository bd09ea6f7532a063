// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import io.github.bc66coap.at.UrcRule;
import io.github.bc66coap.at.UrcRule.Complete;
import io.github.bc66coap.at.UrcRule.NeedMore;
import io.github.bc66coap.at.UrcRule.NotMine;
import io.github.bc66coap.at.UrcRule.Verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Feeds lines to the rule as the engine may. */
final class Urcs {
    private Urcs() {}

    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            bytes.writeBytes(part instanceof byte[] b ? b : part.toString().getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /**
     * The rule's verdict on a stream, found by asking for every prefix, and again by asking only when the bytes it wanted
     * are there; both must agree.
     */
    static Verdict inspect(CoapUrcRule rule, byte[] stream) {
        Verdict byByte = eachByte(rule, stream);
        Verdict byNeed = asNeeded(rule, stream);
        if (!(byByte instanceof NeedMore) && !(byNeed instanceof NeedMore)) {
            assertThat(byNeed).isEqualTo(byByte);
        }
        return byByte;
    }

    private static Verdict eachByte(CoapUrcRule rule, byte[] stream) {
        Verdict verdict = null;
        UrcRule resumable = rule.resumable();
        for (int length = 1; length <= stream.length; length++) {
            Verdict before = verdict;
            verdict = rule.inspect(garbageBehind(stream, length), length);
            assertThat(resumable.inspect(garbageBehind(stream, length), length))
                    .as("resumed")
                    .isEqualTo(verdict);
            if (before instanceof NeedMore more && more.bytes() > 1 && isNoStop(more, stream[length - 1])) {
                assertThat(verdict).as("only a stop decides").isEqualTo(new NeedMore(more.bytes() - 1, more.stops()));
            }
            if (!(verdict instanceof NeedMore)) {
                assertThat(rule.inspect(stream, stream.length))
                        .as("all at once")
                        .isEqualTo(verdict);
                return verdict;
            }
        }
        return verdict;
    }

    static Verdict asNeeded(UrcRule rule, byte[] stream) {
        int length = 1;
        while (true) {
            Verdict verdict = rule.inspect(stream, length);
            if (!(verdict instanceof NeedMore more)) {
                return verdict;
            }
            int next = next(more, stream, length);
            if (next > stream.length) {
                return verdict;
            }
            length = next;
        }
    }

    private static int next(NeedMore more, byte[] stream, int length) {
        int latest = length + more.bytes();
        for (int i = length;
                i < Math.min(latest, stream.length) && !more.stops().isEmpty();
                i++) {
            if (!isNoStop(more, stream[i])) {
                return i + 1;
            }
        }
        return latest;
    }

    /** Whether the rule waits for stops, and this isn't one. */
    private static boolean isNoStop(NeedMore more, byte b) {
        return !more.stops().isEmpty() && more.stops().indexOf(b) < 0;
    }

    /** The engine's buffer is longer than what is valid of it. */
    private static byte[] garbageBehind(byte[] stream, int length) {
        byte[] line = Arrays.copyOf(stream, length + 3);
        Arrays.fill(line, length, line.length, (byte) '\r');
        return line;
    }

    /** The notification that starts a stream. */
    static Urc read(boolean showResponseOptions, byte[] stream) {
        Verdict verdict = inspect(new CoapUrcRule(showResponseOptions), stream);
        assertThat(verdict).isInstanceOf(Complete.class);
        return parse(showResponseOptions, stream, (Complete) verdict);
    }

    /** The notification of a stream that falls silent. */
    static Urc readSilent(boolean showResponseOptions, byte[] stream) {
        CoapUrcRule rule = new CoapUrcRule(showResponseOptions);
        assertThat(inspect(rule, stream)).isInstanceOf(NeedMore.class);
        Verdict verdict = rule.conclude(stream, stream.length);
        assertThat(verdict).isInstanceOf(Complete.class);
        return parse(showResponseOptions, stream, (Complete) verdict);
    }

    private static Urc parse(boolean showResponseOptions, byte[] stream, Complete complete) {
        Urc urc = new UrcParser(showResponseOptions)
                .parse(Arrays.copyOf(stream, complete.length()), complete.truncated());
        assertThat(isTruncated(urc)).isEqualTo(complete.truncated());
        assertThat(new UrcParser(showResponseOptions).parse(Arrays.copyOf(stream, complete.length()), false))
                .as("the parser finds by itself what the rule has found")
                .isEqualTo(urc);
        return urc;
    }

    static boolean isNotMine(Verdict verdict) {
        return verdict instanceof NotMine;
    }

    static boolean isTruncated(Urc urc) {
        return urc instanceof MessageUrc message && message.content().truncated();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.qcoap.QcoapSend;
import io.github.bc66coap.qcoap.UrcParser;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/** What a peer writes into a payload never speaks for the module, wherever reads cut it and wherever the module cuts. */
class SpoofingTest {
    private static final int LIMIT = 1300;
    private static final Duration COMMAND = Duration.ofSeconds(2);
    private static final List<String> FORGED = List.of(
            "\r\nOK\r\n",
            "\r\nERROR\r\n",
            "\r\n+CME ERROR: 50\r\n",
            "\r\n+QCOAPSEND: 0\r\n",
            "\r\n+QCOAPSEND: 3\r\n",
            "\r\n> ",
            "\r\nRDY\r\n",
            "\r\n+QCOAPURC: recovered,1\r\n",
            "\r\n+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,7,0,3,abc\r\n",
            "\r\n+QCOAPURC: \"req\",127.0.0.1,5683,0,2,4711,80,2,hi\r\n",
            "\"\r\n",
            "\",3,abc",
            "\r",
            "\n",
            "4142",
            "x");

    /** A line of which a test holds the other end; each try has its own. */
    private static final class Line {
        private final ManualEventLoop loop = new ManualEventLoop();
        private final FakeWire wire = new FakeWire();
        private final RecordingListener listener = new RecordingListener();
        private final AtEngine engine = new AtEngine(
                "line",
                loop,
                wire,
                new CoapUrcRule(true),
                new AtTiming(COMMAND, Duration.ofSeconds(60), Duration.ofMillis(500)),
                listener,
                new SecretEcho(),
                new OutcomeHabits(none -> {}),
                new AtTrace(loop, line -> {}));

        /** A command that takes result codes, an outcome and a prompt. */
        CompletableFuture<AtResult<QcoapSend.Outcome>> sending() {
            engine.start();
            return engine.send(QcoapSend.dataMode(
                    MessageType.CON, Code.POST, new Peer("127.0.0.1", 5683), new byte[] {'d', 'a', 't', 'a'}));
        }

        void hear(byte[] stream, List<Integer> cuts) {
            int from = 0;
            for (int cut : cuts.stream().sorted().distinct().toList()) {
                int to = Math.min(cut, stream.length);
                if (to > from) {
                    wire.says(text(stream, from, to));
                    from = to;
                }
            }
            wire.says(text(stream, from, stream.length));
        }

        private static String text(byte[] stream, int from, int to) {
            return new String(stream, from, to - from, StandardCharsets.ISO_8859_1);
        }

        /** The module is still waited for, heard one notification with this payload, and its own answers count. */
        void assertNothingCameOfIt(
                CompletableFuture<AtResult<QcoapSend.Outcome>> command, String payload, boolean truncated) {
            loop.advance(Duration.ofMillis(600));
            assertThat(command).isNotDone();
            assertThat(wire.written()).hasSize(1);
            assertThat(listener.heard).singleElement().satisfies(heard -> assertThat(heard)
                    .startsWith(truncated ? "cut " : "urc ")
                    .endsWith(payload));
            byte[] urc = bytes(listener.heard.get(0).substring(4));
            assertThat(new UrcParser(true).parse(urc, truncated)).isNotNull();
            wire.says("\r\n>");
            wire.says("\r\nOK\r\n\r\n+QCOAPSEND: 0\r\n");
            assertThat(wire.written()).hasSize(2);
            assertThat(command).isCompletedWithValue(new AtResult.Success<>(new QcoapSend.Outcome(0)));
            engine.close("the test is over");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Property(tries = 300, seed = "1")
    void payloadsNeverSpeakForTheModuleHoweverCut(
            @ForAll("heads") String head,
            @ForAll("payloads") String payload,
            @ForAll @Size(max = 6) List<@IntRange(max = 1500) Integer> cuts) {
        Line line = new Line();
        CompletableFuture<AtResult<QcoapSend.Outcome>> command = line.sending();
        line.hear(bytes("\r\n" + head + payload.length() + "," + payload + "\r\n"), cuts);
        line.assertNothingCameOfIt(command, payload, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void payloadsNeverSpeakForTheModuleCutAtAnyPosition(int piece) {
        String payload = String.join("", FORGED);
        byte[] stream =
                bytes("\r\n+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,9,0," + payload.length() + "," + payload + "\r\n");
        for (int first = 1; first <= piece; first++) {
            int start = first;
            Line one = new Line();
            CompletableFuture<AtResult<QcoapSend.Outcome>> command = one.sending();
            one.hear(
                    stream,
                    IntStream.iterate(start, at -> at < stream.length, at -> at + piece)
                            .boxed()
                            .toList());
            one.assertNothingCameOfIt(command, payload, false);
        }
    }

    /** By the note a module cuts the whole notification at 1300 bytes, others may cut its data. */
    @Property(tries = 300, seed = "1")
    void truncatedPayloadsNeverSpeakForTheModule(
            @ForAll("heads") String head,
            @ForAll("payloads") String text,
            @ForAll @IntRange(min = 1301, max = 1500) int length,
            @ForAll boolean whole,
            @ForAll @Size(max = 6) List<@IntRange(max = 1500) Integer> cuts) {
        // what looks like digits may be digits
        String payload = ("-" + text.repeat(1 + length / text.length())).substring(0, length);
        String printed = head + length + "," + payload;
        String shown = printed.substring(0, whole ? LIMIT : printed.length() - length + LIMIT);
        Line line = new Line();
        CompletableFuture<AtResult<QcoapSend.Outcome>> command = line.sending();
        line.hear(bytes("\r\n" + shown + "\r\n"), cuts);
        line.assertNothingCameOfIt(command, shown.substring(printed.length() - length), true);
    }

    /** A line end of the peer's where the module would cut, if it did. */
    @Property(tries = 200, seed = "1")
    void lineEndsAtTheLimitNeverSpeakForTheModule(
            @ForAll("heads") String head,
            @ForAll("payloads") String tail,
            @ForAll @IntRange(min = 1298, max = 1302) int edge,
            @ForAll boolean whole) {
        int before = whole ? edge - head.length() - 5 : edge;
        String payload = "y".repeat(before) + "\r\n" + tail;
        Line line = new Line();
        CompletableFuture<AtResult<QcoapSend.Outcome>> command = line.sending();
        line.hear(bytes("\r\n" + head + payload.length() + "," + payload + "\r\n"), List.of());
        line.assertNothingCameOfIt(command, payload, false);
    }

    /**
     * The limit of all this: option values are printed raw and have no length, so who may put a quote and a line end into
     * one says what the module could have said. It is documented with what takes it away.
     */
    @Test
    void optionValuesWithQuoteAndLineEndDoSpeakForTheModule() {
        Line line = new Line();
        CompletableFuture<AtResult<QcoapSend.Outcome>> command = line.sending();
        line.hear(bytes("\r\n+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,9,1,8,\"a\"\r\n\r\nERROR\r\n\"\r\n"), List.of());
        assertThat(command).isCompletedWithValue(new AtResult.Refused<>("ERROR"));
        assertThat(line.listener.heard).first().asString().startsWith("urc ").endsWith("8,\"a\"");
    }

    /** A quote and commas do for a length, if the message has a payload: what follows is taken for that until silence. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"req\",192.0.2.9,5683,1,2,7,82,11,\"%s\",2,hi",
                "\"rsp\",192.0.2.9,5683,1,2.05,7,1,8,\"%s\",2,hi"
            })
    void optionValuesWithAQuoteAloneForgeALength(String message) {
        Line line = new Line();
        CompletableFuture<AtResult<QcoapSend.Outcome>> command = line.sending();
        String others =
                "\r\nOK\r\n\r\n+QCOAPSEND: 0\r\n\r\n+QCOAPURC: \"rsp\",198.51.100.1,5683,2,2.05,77,0,6,secret\r\n";
        line.hear(bytes("\r\n+QCOAPURC: " + message.formatted("a\",3000,\"x") + "\r\n" + others), List.of());
        line.loop.advance(Duration.ofMillis(600));
        assertThat(command).isNotDone();
        assertThat(line.listener.heard)
                .singleElement()
                .asString()
                .startsWith("cut ")
                .contains("192.0.2.9")
                .contains("secret");
        line.engine.close("the test is over");
    }

    @Provide
    Arbitrary<String> heads() {
        return Arbitraries.of(
                "+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,9,0,",
                "+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,9,1,12,\"50\",",
                "+QCOAPURC: \"rsp\",2,4.04,65535,2,8,\"a,b\",12,\"0\",",
                "+QCOAPURC: \"req\",127.0.0.1,5683,0,2,9,87,2,\"4142\",11,\"x\",11,\"y\",12,\"50\",");
    }

    @Provide
    Arbitrary<String> payloads() {
        Arbitrary<String> pieces =
                Arbitraries.of(FORGED).list().ofMinSize(1).ofMaxSize(8).map(list -> "=" + String.join("", list));
        Arbitrary<String> edges = Arbitraries.of(1240, 1245, 1250, 1254, 1255, 1256, 1298, 1299, 1300, 1301, 1302, 1400)
                .flatMap(length -> pieces.map(
                        text -> text.repeat(1 + length / text.length()).substring(0, length)));
        return Arbitraries.oneOf(pieces, edges);
    }
}

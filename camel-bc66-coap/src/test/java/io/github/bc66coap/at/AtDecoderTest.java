// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.UrcRule.NeedMore;
import io.github.bc66coap.at.UrcRule.Verdict;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtDecoderTest {
    private static final String NASTY = "\r\nOK\r\n> \r\n+L:3,abc\r\nERROR\r\n+CME ERROR: 1\r\nRDY\r\n\0\u00FF";
    private static final String STREAM = "AT+X=1\r\r\n" + LengthRule.notification(NASTY) + "\r\n\r\nF1: 0000\n\rRDY\n\r"
            + "\0\0\r\n+L:12\r\n+L:x,OK\r\n>\r\n" + LengthRule.notification("") + "\r\n+L"
            + "\rOK\nERROR\r\n\u0080\u00FE\r\n"
            + LengthRule.notification("glued") + "+CSQ: 1\r\n> +X: 2\r\n";
    private static final List<String> EVENTS = List.of(
            "line AT+X=1",
            "urc " + LengthRule.notification(NASTY),
            "line F1: 0000",
            "line RDY",
            "line +L:12",
            "line +L:x,OK",
            "prompt",
            "urc +L:0,",
            "line +L",
            "line OK",
            "line ERROR",
            "line \u0080\u00FE",
            "urc +L:5,glued",
            "line +CSQ: 1",
            "line > +X: 2");

    private final AtDecoder decoder = new AtDecoder(new LengthRule());

    @Test
    void cutsAStreamIntoItsEvents() {
        decoder.awaitPrompt(true);
        assertThat(feed(STREAM)).isEqualTo(EVENTS);
        assertThat(decoder.isUndecided()).isFalse();
    }

    private AtEvent line(String text) {
        byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        List<AtEvent> events = decoder.feed(bytes, bytes.length);
        assertThat(events).containsExactly(new AtEvent.Line(text));
        return events.get(0);
    }

    /** Answers are mostly the same few: they cost nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"OK", "+QCOAPSEND: 0", "+CSQ: \u00E9"})
    void aRepeatedShortReplyIsTheSameEvent(String answer) {
        AtEvent first = line(answer);
        line("+X: 1");
        assertThat(line(answer)).isSameAs(first);
    }

    @Test
    void answersOfTheSameLengthAreNotMistakenForEachOther() {
        line("+QCOAPSEND: 0");
        line("+QCOAPSEND: 2");
        line("+QCOAPSEND: 0");
    }

    /** An echo may hold a secret, and what is long may be anything. */
    @ParameterizedTest
    @ValueSource(strings = {"AT+CPIN=1234", "+COPS: 0,2,\"26201\",9,1"})
    void echoesAndLongLinesAreNotKept(String text) {
        assertThat(line(text)).isNotSameAs(line(text));
    }

    @Test
    void givesTheSameEventsWhereverTheStreamIsCut() {
        for (int cut = 0; cut <= STREAM.length(); cut++) {
            AtDecoder fresh = awaitingPrompt();
            List<String> events = new ArrayList<>(feed(fresh, STREAM.substring(0, cut)));
            events.addAll(feed(fresh, STREAM.substring(cut)));
            assertThat(events).as("cut at %d", cut).isEqualTo(EVENTS);
        }
    }

    @Test
    void givesTheSameEventsByteByByte() {
        assertThat(feedByteByByte(awaitingPrompt(), STREAM)).isEqualTo(EVENTS);
    }

    @Property(tries = 300, seed = "1")
    void givesTheSameEventsForAnyBytesHoweverCut(
            @ForAll("streams") String stream, @ForAll("cuts") List<Integer> cuts, @ForAll boolean prompt) {
        AtDecoder whole = new AtDecoder(new LengthRule());
        AtDecoder pieces = new AtDecoder(new LengthRule());
        AtDecoder bytes = new AtDecoder(new LengthRule());
        for (AtDecoder each : List.of(whole, pieces, bytes)) {
            each.awaitPrompt(prompt);
            each.expectEcho(latin1("\r\nO"));
        }
        List<String> expected = new ArrayList<>(feed(whole, stream));
        List<String> cut = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < stream.length(); i++) {
            int to = Math.min(stream.length(), from + cuts.get(i % cuts.size()));
            cut.addAll(feed(pieces, stream.substring(from, to)));
            from = to;
        }
        List<String> single = new ArrayList<>(feedByteByByte(bytes, stream));
        assertThat(cut).isEqualTo(expected);
        assertThat(single).isEqualTo(expected);

        List<String> concluded = texts(whole.idle());
        assertThat(texts(pieces.idle())).isEqualTo(concluded);
        assertThat(texts(bytes.idle())).isEqualTo(concluded);
    }

    @Provide
    Arbitrary<String> streams() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "\r\n",
                        "\r",
                        "\n",
                        "\n\r",
                        "\0",
                        " ",
                        ">",
                        "> ",
                        "OK",
                        "ERROR",
                        "RDY",
                        "+L",
                        "+L:",
                        "+L:3",
                        "+L:3,",
                        "+L:9000,",
                        "AT"),
                Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(12),
                Arbitraries.strings().withChars("\r\nOK>+L:1,").ofMaxLength(20).map(LengthRule::notification),
                Arbitraries.of(1000, 8191, 8192, 8193, 20_000).map("n"::repeat));
        return piece.list().ofMinSize(1).ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 10_000).list().ofMaxSize(20))
                .as((first, more) -> {
                    List<Integer> all = new ArrayList<>(more);
                    all.add(first);
                    return all;
                });
    }

    @Property(tries = 300, seed = "1")
    void bytesOfAnAnnouncedPayloadStayPayload(@ForAll("payloads") String payload) {
        AtDecoder fresh = awaitingPrompt();
        assertThat(feedByteByByte(fresh, "\r\n" + LengthRule.notification(payload) + "\r\n\r\nOK\r\n"))
                .containsExactly("urc " + LengthRule.notification(payload), "line OK");
    }

    @Provide
    Arbitrary<String> payloads() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(1300),
                Arbitraries.of("\r\nOK\r\n", ">", "\r\n>", "+L:5,abcde\r\n", "RDY", "\0", " ", "ERROR\r")
                        .list()
                        .ofMaxSize(20)
                        .map(pieces -> String.join("", pieces)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n\r", "\r", "\n", "\r\r\n", "\0\r\n", "\r\0\n\0", "\r\n \r\n", "\n\n\r\r"})
    void endsLinesAtAnyMixtureOfTerminators(String end) {
        assertThat(feed("OK" + end + "+CSQ: 1" + end)).containsExactly("line OK", "line +CSQ: 1");
    }

    @Test
    void dropsNulsInsideALine() {
        assertThat(feed("\0O\0K\0\r")).containsExactly("line OK");
    }

    @Test
    void keepsAnIncompleteLineUntilItsEndComes() {
        assertThat(feed("O")).isEmpty();
        assertThat(texts(decoder.idle())).isEmpty();
        assertThat(feed("K\r")).containsExactly("line OK");
    }

    // the prompt

    @ParameterizedTest
    @ValueSource(strings = {"\r\n>", "\r\n> ", ">", "> ", "\0>"})
    void reportsAnAwaitedPromptAtOnceAndOnce(String prompt) {
        decoder.awaitPrompt(true);
        assertThat(feed(prompt)).containsExactly("prompt");
        assertThat(decoder.isUndecided()).isFalse();
        assertThat(feed("\r\n>\r\n")).containsExactly("line >");
    }

    @Test
    void takesNoPromptThatIsNotAwaited() {
        assertThat(feed(">\r\n")).containsExactly("line >");
        decoder.awaitPrompt(true);
        decoder.awaitPrompt(false);
        assertThat(feed("> \r\n")).containsExactly("line > ");
    }

    @Test
    void takesNoPromptInsideALine() {
        decoder.awaitPrompt(true);
        assertThat(feed("a>b\r\n>")).containsExactly("line a>b", "prompt");
    }

    // too long

    @Test
    void throwsAnOverlongLineAwayAndGoesOn() {
        assertThat(feed("x".repeat(AtDecoder.CAPACITY - 1) + "\rOK\r"))
                .hasSize(2)
                .last()
                .isEqualTo("line OK");
        assertThat(feed("x".repeat(AtDecoder.CAPACITY) + "\rOK\r")).containsExactly("overlong", "line OK");
        assertThat(feed("x".repeat(1_000_000) + "\r\nOK\r")).containsExactly("overlong", "line OK");
    }

    @Test
    void reportsAnOversizedNotificationAsALine() {
        int most = AtDecoder.CAPACITY - "+L:8185,".length();
        String longest = LengthRule.notification("y".repeat(most));
        assertThat(feed(longest + "\r\nOK\r\n")).containsExactly("urc " + longest, "line OK");
        assertThat(feed("+L:8186,abc\r\nOK\r\n")).containsExactly("line +L:8186,abc", "line OK");
    }

    @Test
    void survivesARuleThatAsksForMoreThanThereCanBe() {
        AtDecoder greedy = new AtDecoder(new FixedRule(new NeedMore(Integer.MAX_VALUE)));
        assertThat(feed(greedy, "OK\r\n")).containsExactly("line OK");
    }

    @Test
    void asksTheRuleAtExactlyTheLengthsThatItNames() {
        assertAsked("abcdefgh", length -> new NeedMore(length < 6 ? length : Integer.MAX_VALUE), 1, 2, 4, 8);
    }

    @Test
    void asksTheRuleAtTheFirstOfItsStopsOrWhenAllIsThere() {
        IntFunction<Verdict> rule = length -> length < 9 ? new NeedMore(5, "#\r") : Verdict.NOT_MINE;
        assertAsked("#b##efghijk#", rule, 1, 3, 4, 9);
    }

    /** The rule is asked at these lengths of the line, whether its bytes come together or one by one. */
    private static void assertAsked(String text, IntFunction<Verdict> rule, Integer... lengths) {
        for (boolean whole : List.of(true, false)) {
            List<Integer> asked = new ArrayList<>();
            AtDecoder decoder = new AtDecoder(new UrcRule() {
                @Override
                public Verdict inspect(byte[] line, int length) {
                    asked.add(length);
                    return rule.apply(length);
                }

                @Override
                public Verdict conclude(byte[] line, int length) {
                    return Verdict.NOT_MINE;
                }
            });
            String line = text + "\r\n";
            assertThat(whole ? feed(decoder, line) : feedByteByByte(decoder, line))
                    .containsExactly("line " + text);
            assertThat(asked).containsExactly(lengths);
        }
    }

    @Test
    void survivesARuleThatFails() {
        AtDecoder failing = new AtDecoder(new UrcRule() {
            @Override
            public Verdict inspect(byte[] line, int length) {
                if (line[0] == '+' && length > 1) {
                    throw new NumberFormatException("on purpose");
                }
                return line[0] == '+' || line[0] == '#' ? new NeedMore(1) : Verdict.NOT_MINE;
            }

            @Override
            public Verdict conclude(byte[] line, int length) {
                throw new IndexOutOfBoundsException("on purpose");
            }
        });
        assertThat(feed(failing, "+L: x\r\nOK\r\n#ab\r\n")).containsExactly("line +L: x", "line OK");
        assertThat(texts(failing.idle())).containsExactly("line #ab");
    }

    @Test
    void survivesARuleThatCompletesMissingBytes() {
        AtDecoder hasty = new AtDecoder(new FixedRule(new UrcRule.Complete(100, false)));
        assertThat(feed(hasty, "OK\r\n")).containsExactly("line OK");
        assertThatThrownBy(() -> new UrcRule.Complete(0, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NeedMore(0)).isInstanceOf(IllegalArgumentException.class);
    }

    // raw echo

    @Test
    void passesOverTheEchoOfRawData() {
        for (String data : List.of("0102", "\r\nOK\r\n", "OK", ">", " x", "\0\0", "+L:3,abc")) {
            AtDecoder fresh = new AtDecoder(new LengthRule());
            fresh.expectEcho(latin1(data));
            assertThat(feedByteByByte(fresh, " " + data + "\r\nERROR\r\n"))
                    .as(data)
                    .containsExactly("line ERROR");
            assertThat(feed(fresh, "OK\r\n")).containsExactly("line OK");
        }
    }

    @Test
    void findsTheRawEchoBehindANotification() {
        decoder.expectEcho(latin1("\r\nOK\r\n"));
        assertThat(feed("\r\n+L:1,x\r\n+CSCON: 1\r\n\r\nOK\r\n\r\nERROR\r\n"))
                .containsExactly("urc +L:1,x", "line +CSCON: 1", "line ERROR");
    }

    @Test
    void decodesALineThatOnlyBeganLikeTheEcho() {
        decoder.expectEcho(latin1("OKAY"));
        assertThat(feed("OK\r\n")).containsExactly("line OK");
    }

    @Test
    void silenceEndsTheWaitForAnEcho() {
        decoder.expectEcho(latin1("OK\r\n..."));
        assertThat(feed("OK\r\n")).isEmpty();
        assertThat(decoder.isUndecided()).isTrue();
        assertThat(texts(decoder.idle())).containsExactly("line OK");
        assertThat(decoder.isUndecided()).isFalse();
    }

    @Test
    void forgetsAnEchoThatWillNotCome() {
        decoder.expectEcho(latin1("OK"));
        decoder.expectNoEcho();
        assertThat(feed("OK\r\n")).containsExactly("line OK");
    }

    @Test
    void ignoresAnEchoThatCanNotBeHeld() {
        String data = "OK\r".repeat(AtDecoder.CAPACITY);
        decoder.expectEcho(latin1(data));
        assertThat(feed(data)).hasSize(AtDecoder.CAPACITY);
    }

    // silence

    @Test
    void silenceConcludesANotificationAndKeepsLaterBytes() {
        assertThat(feed("+L:50,abc\r\nOK\r\n+L:50,de")).isEmpty();
        assertThat(decoder.isUndecided()).isTrue();
        assertThat(texts(decoder.idle())).containsExactly("cut +L:50,abc", "line OK");
        assertThat(decoder.isUndecided()).isTrue();
        assertThat(texts(decoder.idle())).containsExactly("cut +L:50,de");
        assertThat(decoder.isUndecided()).isFalse();
    }

    @Test
    void silenceReleasesALineThatTheRuleCannotConclude() {
        assertThat(feed("+L:5")).isEmpty();
        assertThat(texts(decoder.idle())).isEmpty();
        assertThat(decoder.isUndecided()).isFalse();
        assertThat(feed("\r\n")).containsExactly("line +L:5");

        AtDecoder stubborn = new AtDecoder(new FixedRule(new NeedMore(1)));
        feed(stubborn, "OK\r\n");
        assertThat(texts(stubborn.idle())).containsExactly("line OK");
    }

    private record FixedRule(UrcRule.Verdict verdict) implements UrcRule {
        @Override
        public Verdict inspect(byte[] line, int length) {
            return verdict;
        }

        @Override
        public Verdict conclude(byte[] line, int length) {
            return verdict;
        }
    }

    private static AtDecoder awaitingPrompt() {
        AtDecoder decoder = new AtDecoder(new LengthRule());
        decoder.awaitPrompt(true);
        return decoder;
    }

    private List<String> feed(String text) {
        return feed(decoder, text);
    }

    private static List<String> feed(AtDecoder decoder, String text) {
        byte[] bytes = latin1(text);
        byte[] larger = Arrays.copyOf(bytes, bytes.length + 3);
        Arrays.fill(larger, bytes.length, larger.length, (byte) 'Z');
        return texts(decoder.feed(larger, bytes.length));
    }

    private static List<String> feedByteByByte(AtDecoder decoder, String text) {
        List<String> events = new ArrayList<>();
        for (byte b : latin1(text)) {
            events.addAll(texts(decoder.feed(new byte[] {b}, 1)));
        }
        return events;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> texts(List<AtEvent> events) {
        return events.stream().map(AtDecoderTest::text).toList();
    }

    private static String text(AtEvent event) {
        if (event instanceof AtEvent.Line line) {
            return "line " + line.text();
        }
        if (event instanceof AtEvent.Notification urc) {
            return (urc.truncated() ? "cut " : "urc ") + new String(urc.bytes(), StandardCharsets.ISO_8859_1);
        }
        return event instanceof AtEvent.Prompt ? "prompt" : "overlong";
    }
}

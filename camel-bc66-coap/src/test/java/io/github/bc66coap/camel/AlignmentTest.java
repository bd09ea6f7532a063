// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.camel.Alignment.Part;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** The gaps between known texts, beside all the ways there are to find them. */
class AlignmentTest {
    /** Where each part may begin. */
    private static List<List<Integer>> ways(List<Part> parts, String text) {
        List<List<Integer>> ways = new ArrayList<>();
        find(parts, text, List.of(), 0, ways);
        return ways;
    }

    private static void find(List<Part> parts, String text, List<Integer> places, int from, List<List<Integer>> ways) {
        int index = places.size();
        if (index == parts.size()) {
            ways.add(places);
            return;
        }
        String part = parts.get(index).text();
        boolean isLast = index == parts.size() - 1;
        for (int at = from; at + part.length() <= text.length(); at++) {
            boolean fitsEnds = (index > 0 || at == 0) && (!isLast || at + part.length() == text.length());
            if (fitsEnds && text.startsWith(part, at)) {
                List<Integer> next = new ArrayList<>(places);
                next.add(at);
                find(parts, text, next, at + part.length(), ways);
            }
        }
    }

    @Property(tries = 5000, seed = "1")
    void gapsAreFoundExactlyWhenOneAlignmentFits(@ForAll("parts") List<Part> parts, @ForAll("texts") String text) {
        check(parts, text);
    }

    @Property(tries = 5000, seed = "1")
    void gapsOfFittingTextsAreFoundExactlyWhenUnambiguous(
            @ForAll("parts") List<Part> parts, @ForAll("gaps") List<String> gaps) {
        StringBuilder text = new StringBuilder(parts.get(0).text());
        for (int i = 1; i < parts.size(); i++) {
            text.append(gaps.get(i)).append(parts.get(i).text());
        }
        check(parts, text.toString());
    }

    private static void check(List<Part> parts, String text) {
        List<List<Integer>> ways = ways(parts, text);
        boolean isOne = !ways.isEmpty();
        for (int i = 0; i < parts.size(); i++) {
            int part = i;
            boolean isFree = parts.get(i).isFree() && i > 0 && i < parts.size() - 1;
            isOne &=
                    isFree || ways.stream().map(way -> way.get(part)).distinct().count() == 1;
        }
        Optional<List<String>> gaps = new Alignment(parts).gaps(text);
        assertThat(gaps.isPresent()).isEqualTo(isOne);
        gaps.ifPresent(found -> {
            StringBuilder again = new StringBuilder(parts.get(0).text());
            for (int i = 1; i < parts.size(); i++) {
                again.append(found.get(i - 1)).append(parts.get(i).text());
            }
            assertThat(again).hasToString(text);
        });
    }

    @Provide
    Arbitrary<List<Part>> parts() {
        Arbitrary<String> text = Arbitraries.strings().withChars("ab&").ofMaxLength(3);
        return Combinators.combine(text, Arbitraries.of(true, false))
                .as(Part::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab&").ofMaxLength(9);
    }

    @Provide
    Arbitrary<List<String>> gaps() {
        return Arbitraries.strings().withChars("ab&").ofMaxLength(3).list().ofSize(4);
    }

    @Test
    void whiteSpaceIsCutOffAtTheEndsOnly() {
        List<Part> parts = List.of(new Part(" \n a ", false), new Part(" b \t", false));

        assertThat(Alignment.trimmed(parts).gaps("a - b")).hasValue(List.of("-"));
        assertThat(Alignment.trimmed(List.of(new Part(" a ", false))).gaps("a")).hasValue(List.of());
        assertThat(Alignment.trimmed(List.of(new Part(" ", false))).gaps("")).hasValue(List.of());
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages, and the texts that IDEs and JMX show, keep out wordings that a native speaker reads twice. */
class PlainEnglishTest {
    private static final Path ROOT = Path.of("..");
    private static final String CATALOG = "/META-INF/io/github/bc66coap/camel/bc66coap.json";
    private static final Pattern QUOTED = Pattern.compile("`[^`\\n]*`");

    /** Each with what to write instead. */
    private static final List<String> WORDINGS = List.of(
            "\\bgo(es)? before\\b", // takes precedence over
            "\\bgot back\\b", // recovers, reconnects
            "\\b(tells?|told|hears?|heard) of\\b", // reports, notices
            "\\bputs? up with\\b", // waits for
            "\\bof late\\b", // recently
            "(?<!\\b(its|our)|['’]s) own requests?\\b", // outgoing request
            "\\bmade anew\\b", // renewed, created again
            "\\bgoes on behind\\b", // continues in the background
            "\\bin (their|your) hands\\b", // controls
            "(^|[.:] )That (it|a|the|he) \\w+ (is|has|does|was)\\b", // no clause as the subject
            "\\bcan(not|'t) be told\\b" // cannot be distinguished
            );

    private static final Pattern PUZZLE = Pattern.compile("(?im)^.*(" + String.join("|", WORDINGS) + ").*$");

    private static final int LONGEST_LINE = 120;

    static Stream<Path> pages() throws IOException {
        return PageLinksTest.pages().stream();
    }

    static Stream<Path> texts() throws IOException, URISyntaxException {
        return Stream.of(
                        pages(),
                        Stream.of(Path.of(
                                PlainEnglishTest.class.getResource(CATALOG).toURI())),
                        files("camel-bc66-coap-kamelets", "src", "main", "resources", "kamelets"),
                        files("camel-bc66-coap-lwm2m", "src", "main", "resources", "kamelets"),
                        files("camel-bc66-coap-gateway", "src", "dist", "conf"))
                .flatMap(files -> files);
    }

    private static Stream<Path> files(String module, String... folder) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(Path.of(module, folder)))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void pagesAvoidPuzzlingWordings(Path text) throws IOException {
        String prose = QUOTED.matcher(Files.readString(text)).replaceAll("``");
        assertThat(PUZZLE.matcher(prose).results().map(MatchResult::group)).isEmpty();
    }

    /** A table whose lines were wrapped as if it were text is shown as text. */
    @ParameterizedTest
    @MethodSource("pages")
    void tablesHaveALineForEachRow(Path page) throws IOException {
        assertThat(withoutCode(page).lines().filter(line -> line.matches(".*[^| -].*\\| -{3,} \\|.*")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void rowsHaveTheCellsOfTheirTable(Path page) throws IOException {
        String prose = QUOTED.matcher(withoutCode(page)).replaceAll("``");
        List<String> wrong = new ArrayList<>();
        String above = "";
        for (String line : prose.lines().toList()) {
            if (line.startsWith("|") && above.startsWith("|") && cells(line) != cells(above)) {
                wrong.add(line);
            }
            above = line;
        }
        assertThat(wrong).isEmpty();
    }

    private static int cells(String row) {
        return row.replace("\\|", "").split("\\|", -1).length;
    }

    private static String withoutCode(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```", "");
    }

    /** Tables, code and links have lines as long as they need. */
    @ParameterizedTest
    @MethodSource("pages")
    void linesAreShort(Path page) throws IOException {
        assertThat(withoutCode(page)
                        .lines()
                        .filter(line -> line.length() > LONGEST_LINE)
                        .filter(line -> !line.startsWith("|"))
                        .filter(line -> !line.matches("(\\W*)\\[[^]]*]\\(\\S+\\)\\S*( \\S{1,20}){0,3}")))
                .isEmpty();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages name tests that exist; those for contributors also other classes, packages and methods that exist. */
class NamedClassesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]+`");
    private static final Pattern NAME =
            Pattern.compile("(?<![@\\w/-])((?:[a-z]+\\.)*)([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)*)((?:\\.\\w+)*)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern QUOTED = Pattern.compile("`[^`\\n]+`");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w*Test)\\b(?:[.#](\\w+))?");
    /** No option or field of a console has that many words. */
    private static final Pattern TEST_METHOD = Pattern.compile("`([a-z]+(?:[A-Z][a-z0-9]*){4,})`");

    private static final Pattern ONE_WORD = Pattern.compile("[A-Z][a-z0-9]+");

    private static final Set<String> OF_OTHERS =
            Set.of("Error", "RouteWatcherReloadStrategy", "TelnetClient", "Thread");

    /** Folders that change while other modules are being built. */
    private static final Set<String> BUILT = Set.of("target", "generated");

    private static Map<String, List<Path>> sources;

    @BeforeAll
    static void findSources() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean hidden = name.startsWith(".") && !folder.equals(ROOT);
                return hidden || BUILT.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        sources = files.stream().collect(Collectors.groupingBy(NamedClassesTest::className));
    }

    private static String className(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTRIBUTING.md",
                "docs/architecture.md",
                "docs/decisions.md",
                "docs/glossary.md",
                "docs/how-it-is-tested.md"
            })
    void namedClassesAndMembersExist(String page) throws IOException {
        List<String> unknown = new ArrayList<>();
        int known = 0;
        for (String code : CODE.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(match -> match.group())
                .toList()) {
            for (MatchResult name : NAME.matcher(code).results().toList()) {
                if (isOther(name, code)) {
                    continue;
                }
                if (exists(name.group(1), name.group(2), name.group(3))) {
                    known++;
                } else {
                    unknown.add(name.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(known).isPositive();
    }

    static Stream<Path> pages() throws IOException {
        return PageLinksTest.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namedTestsExist(Path page) throws IOException {
        List<String> unknown = new ArrayList<>();
        for (MatchResult quoted : QUOTED.matcher(
                        BLOCK.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .toList()) {
            for (MatchResult test : TEST.matcher(quoted.group()).results().toList()) {
                if (!exists("", test.group(1), test.group(2) == null ? "" : test.group(2))) {
                    unknown.add(test.group());
                }
            }
            Matcher method = TEST_METHOD.matcher(quoted.group());
            if (method.matches() && !isTestMethod(method.group(1))) {
                unknown.add(method.group(1));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean isTestMethod(String name) throws IOException {
        for (String test : sources.keySet()) {
            if (test.endsWith("Test") && exists("", test, name)) {
                return true;
            }
        }
        return false;
    }

    /** A single word is a class where nothing else is quoted with it. */
    private static boolean isOther(MatchResult name, String code) {
        String simple = name.group(2);
        return OF_OTHERS.contains(simple)
                || simple.startsWith("CamelBc66Coap")
                || ONE_WORD.matcher(simple).matches() && !code.equals("`" + name.group() + "`");
    }

    /**
     * Whether a source is that class.
     *
     * @param folders of its package, each with a dot behind it
     * @param members what it declares, each with a dot before it
     */
    private static boolean exists(String folders, String name, String members) throws IOException {
        Path place = Path.of(folders.replace('.', '/')).resolve(name + ".java");
        for (Path source : sources.getOrDefault(name, List.of())) {
            String text = Files.readString(source);
            if (source.endsWith(place)
                    && Stream.of(members.split("\\.")).allMatch(member -> member.isEmpty() || declares(text, member))) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(String source, String member) {
        return Pattern.compile("(class|record|enum|interface) " + member + "\\b|[\\w>\\]] " + member + "\\(")
                .matcher(source)
                .find();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.Language;
import org.apache.camel.support.LanguageSupport;

/** A text in Camel's simple language: pieces that its author wrote, and expressions. */
final class TemplateText {
    /** A function that only reads the message and can be evaluated again. */
    private static final Pattern READ = Pattern.compile("\\$(simple)?\\{(in\\.)?(body"
            + "|(headers?|exchangeProperty|variables?)([.:][A-Za-z0-9_-]+|\\[['\"]?[A-Za-z0-9_.-]+['\"]?]))}");

    /** Text that decoding doesn't change. It may belong to either of its neighbours. */
    private static final Pattern INERT = Pattern.compile("[A-Za-z0-9/._~:,-]*");

    private static final List<String> FUNCTION_STARTS = List.of("${", "$simple{");

    private sealed interface Piece permits Text, Function {}

    private record Text(String text) implements Piece {}

    /** @param read {@code null} if another evaluation may yield another value */
    private record Function(Expression read) implements Piece {
        /** Its value; {@code null} if only Camel's own evaluation knows it. */
        String value(Exchange exchange) {
            if (read == null) {
                return null;
            }
            Object value = read.evaluate(exchange, Object.class);
            if (value == null) {
                return "";
            }
            if (value instanceof StreamCache stream) {
                stream.reset();
                String text = read.evaluate(exchange, String.class);
                stream.reset();
                return text;
            }
            return isRepeatable(value) ? read.evaluate(exchange, String.class) : null;
        }

        private static boolean isRepeatable(Object value) {
            return value instanceof CharSequence
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Enum
                    || value instanceof byte[]
                    || value instanceof Map
                    || value instanceof Collection;
        }
    }

    private final List<Piece> pieces;

    private TemplateText(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    static TemplateText parse(CamelContext context, String template) {
        return new Parser(context, template).parse();
    }

    /** The text with values in place of its expressions. */
    String with(IntFunction<String> values) {
        StringBuilder text = new StringBuilder();
        int index = 0;
        for (Piece piece : pieces) {
            text.append(piece instanceof Text known ? known.text() : values.apply(index++));
        }
        return text.toString();
    }

    /** Whether the author's text contains a word. */
    boolean contains(String word) {
        return with(index -> "\0").contains(word);
    }

    int expressions() {
        return (int) pieces.stream().filter(Function.class::isInstance).count();
    }

    /**
     * The values of the expressions in an evaluated text.
     *
     * @param text the evaluated text, without white space at its ends
     * @param owners the owner of each expression; text between two expressions of one owner belongs to that owner
     * @return empty when the template can't yield the text, or can in more than one way
     */
    Optional<List<String>> values(Exchange exchange, String text, List<String> owners) {
        List<String> values = new ArrayList<>();
        List<Alignment.Part> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean isInert = true;
        String owner = null;
        for (Piece piece : pieces) {
            if (piece instanceof Text known) {
                part.append(known.text());
                isInert &= INERT.matcher(known.text()).matches();
                continue;
            }
            String value = ((Function) piece).value(exchange);
            if (value == null) {
                String next = owners.get(values.size());
                parts.add(new Alignment.Part(part.toString(), isInert && next.equals(owner)));
                part.setLength(0);
                isInert = true;
                owner = next;
            } else {
                part.append(value);
            }
            values.add(value);
        }
        parts.add(new Alignment.Part(part.toString(), false));
        return Alignment.trimmed(parts).gaps(text).map(gaps -> filled(values, gaps.iterator()));
    }

    private static List<String> filled(List<String> values, Iterator<String> gaps) {
        return values.stream().map(value -> value == null ? gaps.next() : value).toList();
    }

    /** Finds functions as the simple language does. */
    private static final class Parser {
        private final CamelContext context;
        private final String template;
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int at;

        Parser(CamelContext context, String template) {
            this.context = context;
            this.template = template;
        }

        TemplateText parse() {
            if (!LanguageSupport.hasSimpleFunction(template)) {
                return new TemplateText(List.of(new Text(template)));
            }
            Language simple = context.resolveLanguage("simple");
            while (at < template.length()) {
                if (isFunctionStart()) {
                    pieces.add(new Text(text.toString()));
                    text.setLength(0);
                    String function = function();
                    pieces.add(
                            new Function(READ.matcher(function).matches() ? simple.createExpression(function) : null));
                } else {
                    text.append(character());
                }
            }
            pieces.add(new Text(text.toString()));
            return new TemplateText(pieces);
        }

        private boolean isFunctionStart() {
            return FUNCTION_STARTS.stream().anyMatch(start -> template.startsWith(start, at));
        }

        /** The function that starts here, including nested ones. */
        private String function() {
            int start = at;
            int depth = 0;
            do {
                if (isFunctionStart()) {
                    depth++;
                    at = template.indexOf('{', at) + 1;
                } else if (template.charAt(at) == '}') {
                    depth--;
                    at++;
                } else {
                    character();
                }
            } while (depth > 0 && at < template.length());
            return template.substring(start, at);
        }

        private char character() {
            char c = template.charAt(at++);
            if (c != '\\' || at == template.length()) {
                return c;
            }
            char escaped =
                    switch (template.charAt(at)) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case '}' -> '}';
                        default -> '\\';
                    };
            if (escaped != '\\') {
                at++;
            }
            return escaped;
        }
    }
}

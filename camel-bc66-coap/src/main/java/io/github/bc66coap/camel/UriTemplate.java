// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.util.URISupport;

/**
 * The URI of a {@code toD} as its author wrote it: a device and options, with expressions in their values. Options are separated in the
 * template, never in the value of an expression. So a value stays in the place of its expression, whatever it contains.
 */
final class UriTemplate {
    private static final String NO_FIT =
            "the URI does not have the form that its author gave it, or has it in more than one way,"
                    + " so that its options can't be told apart; set headers like CamelBc66CoapUriPath instead";

    private static final String IN_A_NAME =
            "an expression stands for the name of an option, or for more than one option;"
                    + " the endpoint's author has to write each with its name";

    private static final String UNLIKE =
            "the URI says something else when Camel reads it once without and once with its"
                    + " expressions; write their values as RAW(...)";

    /** Camel removes such an option and encodes the others. */
    private static final String ENCODED =
            "beside an optional placeholder, {{?name}}, whose property isn't there, Camel takes expressions for text;"
                    + " leave it out, or give it a default, {{name:default}}";

    private final TemplateText text;
    /** Stands for expressions when Camel reads the template. Camel doesn't change it. */
    private final Token token;

    private final EndpointUri uri;
    private final String base;
    private final List<Option> query;
    private final List<String> owners;

    /** An option of the query; its name is {@code null} if it has no expression. */
    private record Option(String name, String text) {}

    /**
     * The result of a template for a message.
     *
     * @param isDeviceWritten whether the device has no expression
     * @param request the options of the request that come from expressions
     */
    record Bound(String endpoint, boolean isDeviceWritten, Map<String, String> request) {}

    private UriTemplate(TemplateText text) {
        this.text = text;
        token = Token.notIn(text);
        String skeleton = URISupport.textBlockToSingleLine(text.with(token::of));
        uri = EndpointUri.read(skeleton);
        int mark = skeleton.indexOf('?');
        base = mark < 0 ? skeleton : skeleton.substring(0, mark);
        query = mark < 0 ? List.of() : options(skeleton.substring(mark + 1));
        owners = owners();
        // also checks that Camel reads the options one by one as it reads them together
        bound(owners.stream().map(owner -> "0").toList());
    }

    /**
     * @param template as it stands in a route, with property placeholders
     * @throws IllegalArgumentException when an expression can't be assigned to an option
     */
    static UriTemplate parse(CamelContext context, String template) {
        String resolved = EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, template);
        if (LanguageSupport.hasSimpleFunction(template) && !LanguageSupport.hasSimpleFunction(resolved)) {
            throw new IllegalArgumentException(ENCODED);
        }
        return new UriTemplate(TemplateText.parse(context, resolved));
    }

    /** The names of the options with expressions in them. */
    Set<String> fromExpressions() {
        return Set.copyOf(owners);
    }

    /** The value of an option without expressions; {@code null} when there is none. */
    String written(String option) {
        return owners.contains(option) ? null : (String) uri.options().get(option);
    }

    /**
     * @param evaluated Camel's evaluation of the template
     * @throws IllegalArgumentException when its author's part of it isn't known
     */
    Bound bind(Exchange exchange, String evaluated) {
        return bound(text.values(exchange, evaluated.trim(), owners)
                .orElseThrow(() -> new IllegalArgumentException(NO_FIT)));
    }

    private Bound bound(List<String> values) {
        Map<String, String> request = new LinkedHashMap<>();
        Map<String, Object> rest = new LinkedHashMap<>();
        uri.options().forEach((name, value) -> {
            String bound = token.replace((String) value, values);
            if (owners.contains(name) && DynamicOptions.HEADERS.containsKey(name)) {
                request.put(name, bound);
            } else {
                rest.put(name, bound);
            }
        });
        EndpointUri expected = new EndpointUri(token.replace(uri.device(), values), rest);
        String endpoint = endpoint(values, expected);
        if (!EndpointUri.read(endpoint).equals(expected)) {
            throw new IllegalArgumentException(UNLIKE);
        }
        return new Bound(endpoint, !owners.contains(DynamicOptions.DEVICE), request);
    }

    /** The URI without the options that travel as headers. */
    private String endpoint(List<String> values, EndpointUri expected) {
        if (owners.contains(DynamicOptions.DEVICE)) {
            DynamicOptions.requirePlain(DynamicOptions.DEVICE, expected.device());
        }
        List<String> options = new ArrayList<>();
        for (Option option : query) {
            if (option.name() == null) {
                options.add(option.text());
            } else if (expected.options().get(option.name()) instanceof String value) {
                DynamicOptions.requirePlain(option.name(), value);
                options.add(option.name() + "=RAW" + (value.contains(")") ? '{' + value + '}' : '(' + value + ')'));
            }
        }
        String path = token.replace(base, values);
        return options.isEmpty() ? path : path + '?' + String.join("&", options);
    }

    private List<String> owners() {
        String[] found = new String[text.expressions()];
        token.in(uri.device()).forEach(index -> found[index] = DynamicOptions.DEVICE);
        uri.options().forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException("option " + name + ": is given more than once");
            }
            token.in(text).forEach(index -> found[index] = name);
        });
        List<String> names = new ArrayList<>();
        for (String name : found) {
            if (name == null) {
                throw new IllegalArgumentException(IN_A_NAME);
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private List<Option> options(String query) {
        List<Option> options = new ArrayList<>();
        for (int from = 0; from < query.length(); ) {
            int to = end(query, from);
            String option = query.substring(from, to);
            int equals = option.indexOf('=');
            boolean isStatic = token.in(option).isEmpty() || equals < 0;
            options.add(new Option(isStatic ? null : option.substring(0, equals), option));
            from = to + 1;
        }
        return options;
    }

    /** The end of an option, as Camel finds it. */
    private static int end(String query, int from) {
        Matcher raw = Pattern.compile("[^=&]*=RAW([({])").matcher(query).region(from, query.length());
        int end = raw.lookingAt()
                ? query.indexOf(raw.group(1).equals("(") ? ")&" : "}&", raw.end()) + 1
                : query.indexOf('&', from);
        return end > 0 ? end : query.length();
    }

    /** A word that the template doesn't contain, followed by the number of an expression. */
    private record Token(String word) {
        static Token notIn(TemplateText text) {
            // no hexadecimal digits: they could follow a percent sign
            StringBuilder word = new StringBuilder("zx");
            while (text.contains(word.toString())) {
                word.append('x');
            }
            return new Token(word.toString());
        }

        String of(int index) {
            return word + index + 'z';
        }

        private Pattern pattern() {
            return Pattern.compile(word + "(\\d+)z");
        }

        private static int index(MatchResult found) {
            return Integer.parseInt(found.group(1));
        }

        List<Integer> in(String text) {
            return pattern().matcher(text).results().map(Token::index).toList();
        }

        String replace(String text, List<String> values) {
            return pattern().matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.get(index(found))));
        }
    }
}

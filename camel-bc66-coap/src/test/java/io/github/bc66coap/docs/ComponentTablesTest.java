// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapEndpoint;
import io.github.bc66coap.camel.ManagedModem;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of {@code docs/component.md} and {@code docs/observability.md} say what the catalog says, which is made
 * from the sources, or the sources themselves. Run with {@code -Ddocs.update=true}, it writes them.
 */
class ComponentTablesTest {
    private static final Path COMPONENT_PAGE = Path.of("..", "docs", "component.md");
    private static final Path OBSERVABILITY_PAGE = Path.of("..", "docs", "observability.md");
    private static final String CATALOG = "/META-INF/io/github/bc66coap/camel/bc66coap.json";

    /** These belong to Camel, whose versions describe them each in their own way. */
    private static final Set<String> OF_CAMEL =
            Set.of("lazyStartProducer", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    /** Options of the component alone that Camel's base classes bring, in words that hold for all of its versions. */
    private static final Map<String, String> COMPONENT_OPTIONS_OF_CAMEL = Map.of(
            "healthCheckConsumerEnabled", "Whether consuming routes have a health check.",
            "healthCheckProducerEnabled",
                    "Whether producers have a health check. Takes effect only with Camel's producer checks, which are off by default.",
            "autowiredEnabled", "No effect: this component autowires no option.");

    private static final Path API = Path.of("src", "main", "java", "io", "github", "bc66coap", "modem", "api");

    private enum Table {
        ABOUT(COMPONENT_PAGE, component -> {
            assertThat(component.isConsumerOnly() || component.isProducerOnly()).isFalse();
            return "**Since %s. Support level: %s. Both producer and consumer are supported.**\n\n%s"
                    .formatted(component.getFirstVersion(), component.getSupportLevel(), component.getDescription());
        }),
        OPTIONS(COMPONENT_PAGE, component -> {
            List<ComponentModel.EndpointOptionModel> options = component.getEndpointOptions().stream()
                    .filter(option -> !OF_CAMEL.contains(option.getName()))
                    .toList();
            Map<Boolean, List<ComponentModel.EndpointOptionModel>> byKind =
                    options.stream().collect(Collectors.partitioningBy(option -> "path".equals(option.getKind())));
            Set<String> shown = Set.of("common", "producer", "consumer", "advanced", "filter", "security");
            assertThat(shown)
                    .containsAll(options.stream().map(BaseOptionModel::getGroup).toList());
            return section("Path parameter", byKind.get(true), shown)
                    + section("Common", byKind.get(false), Set.of("common"))
                    + section("Producer", byKind.get(false), Set.of("producer"))
                    + section("Consumer", byKind.get(false), Set.of("consumer"))
                    + section("Advanced", byKind.get(false), Set.of("advanced", "filter"))
                    + section("Security", byKind.get(false), Set.of("security"));
        }),
        COMPONENT(COMPONENT_PAGE, component -> {
            Set<String> ofEndpoints = component.getEndpointOptions().stream()
                    .map(BaseOptionModel::getName)
                    .collect(Collectors.toSet());
            return component.getComponentOptions().stream()
                    .filter(option -> !OF_CAMEL.contains(option.getName()))
                    .filter(option -> !ofEndpoints.contains(option.getName()))
                    .map(option -> row(
                            "`" + option.getName() + "`",
                            value(option),
                            type(option),
                            COMPONENT_OPTIONS_OF_CAMEL.getOrDefault(option.getName(), description(option))))
                    .collect(Collectors.joining(
                            "", row("Option", "Default", "Type", "Meaning") + row("---", "---", "---", "---"), ""));
        }),
        COUNTERS(OBSERVABILITY_PAGE, component -> {
            StringBuilder table = new StringBuilder(row("Counter", "Counts") + row("---", "---"));
            for (Counter counter : Counter.values()) {
                table.append(row("`" + counter + "`", javadoc(counter)));
            }
            return table.toString();
        }),
        ENDINGS(OBSERVABILITY_PAGE, component -> {
            StringBuilder table =
                    new StringBuilder(row("Of", "Outcome", "Cause", "Counts") + row("---", "---", "---", "---"));
            for (Ending ending : Ending.values()) {
                table.append(row(ending.subject(), ending.outcome(), ending.cause(), javadoc(ending)));
            }
            return table.toString();
        }),
        JMX(OBSERVABILITY_PAGE, component -> attributes(Bc66CoapEndpoint.class)),
        JMX_MODEM(OBSERVABILITY_PAGE, component -> attributes(ManagedModem.class)),
        JMX_MODEM_OPERATIONS(OBSERVABILITY_PAGE, component -> Stream.of(ManagedModem.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(ManagedOperation.class))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> row(
                        "`" + method.getName() + "`",
                        "`" + method.getReturnType().getSimpleName() + "`",
                        method.getAnnotation(ManagedOperation.class).description()))
                .collect(Collectors.joining("", row("Operation", "Yields", "Meaning") + row("---", "---", "---"), ""))),
        JMX_COMPONENT(OBSERVABILITY_PAGE, component -> attributes(Bc66CoapComponent.class)),
        HEADERS(COMPONENT_PAGE, component -> component.getEndpointHeaders().stream()
                .map(header -> row("`" + header.getName() + "`", type(header), description(header)))
                .collect(Collectors.joining("", row("Header", "Type", "Meaning") + row("---", "---", "---"), "")));

        private final Path page;
        private final Rendering rendering;

        Table(Path page, Rendering rendering) {
            this.page = page;
            this.rendering = rendering;
        }

        private interface Rendering {
            String of(ComponentModel component) throws IOException;
        }

        private static String javadoc(Enum<?> value) throws IOException {
            String source = Files.readString(
                    ComponentTablesTest.API.resolve(value.getDeclaringClass().getSimpleName() + ".java"));
            Matcher javadoc =
                    Pattern.compile("/\\*\\* (.*) \\*/\\s+" + value + "\\b").matcher(source);
            assertThat(javadoc.find()).as("Javadoc of " + value).isTrue();
            return javadoc.group(1).replaceAll("\\{@code (\\w+)}", "`$1`");
        }

        private static String attributes(Class<?> managed) {
            return Stream.of(managed.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                    .sorted(Comparator.comparing(Method::getName))
                    .map(method -> row(
                            "`" + method.getName().replaceFirst("^(get|is)", "") + "`",
                            "`" + method.getReturnType().getSimpleName() + "`",
                            method.getAnnotation(ManagedAttribute.class).description()))
                    .collect(
                            Collectors.joining("", row("Attribute", "Type", "Meaning") + row("---", "---", "---"), ""));
        }

        private static String section(
                String title, List<ComponentModel.EndpointOptionModel> options, Set<String> groups) {
            return options.stream()
                    .filter(option -> groups.contains(option.getGroup()))
                    .map(option -> row("`" + option.getName() + "`", value(option), type(option), description(option)))
                    .collect(Collectors.joining(
                            "",
                            "### " + title + "\n\n" + row("Option", "Default", "Type", "Meaning")
                                    + row("---", "---", "---", "---"),
                            "\n"));
        }

        private static String value(BaseOptionModel option) {
            if (option.isRequired()) {
                return "required";
            }
            return option.getDefaultValue() == null ? "" : "`" + option.getDefaultValue() + "`";
        }

        private static String type(BaseOptionModel option) {
            if (option.getEnums() != null && !option.getEnums().isEmpty()) {
                return option.getEnums().stream().collect(Collectors.joining("`, `", "`", "`"));
            }
            String type = option.getJavaType();
            return "`" + type.replaceAll("[a-z0-9.]+\\.([A-Z])", "$1") + "`";
        }

        private static String description(BaseOptionModel option) {
            return option.getDescription()
                    .replace("|", "\\|")
                    .replace("<", "&lt;")
                    .replace("*", "\\*");
        }

        private static String row(String... cells) {
            StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
            for (String cell : cells) {
                row.add(cell);
            }
            return row.toString();
        }

        String start() {
            return "<!-- " + name().toLowerCase(Locale.ROOT) + ":start -->\n";
        }

        String end() {
            return "<!-- " + name().toLowerCase(Locale.ROOT) + ":end -->";
        }
    }

    @ParameterizedTest
    @EnumSource
    void tableIsUpToDate(Table table) throws IOException {
        String page = Files.readString(table.page);
        int from = page.indexOf(table.start());
        int to = page.indexOf(table.end());
        assertThat(from)
                .as("marker %s in %s", table.start().strip(), table.page)
                .isNotNegative();
        assertThat(to).as("marker %s in %s", table.end(), table.page).isGreaterThan(from);
        String expected = "\n" + table.rendering.of(component()).strip() + "\n\n";
        String written = page.substring(from + table.start().length(), to);
        if (Boolean.getBoolean("docs.update") && !written.equals(expected)) {
            Files.writeString(
                    table.page, page.substring(0, from + table.start().length()) + expected + page.substring(to));
            return;
        }
        assertThat(written)
                .as(
                        "The table of %s in %s is out of date. This writes it:%n"
                                + "./mvnw -pl camel-bc66-coap -am test -Dtest=ComponentTablesTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true%n",
                        table.name().toLowerCase(Locale.ROOT), table.page)
                .isEqualTo(expected);
    }

    private static ComponentModel component() throws IOException {
        try (InputStream catalog = ComponentTablesTest.class.getResourceAsStream(CATALOG)) {
            Objects.requireNonNull(catalog, CATALOG);
            return JsonMapper.generateComponentModel(new String(catalog.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Camel's main, and Kamelets in it: wherever secrets come from, none of them is in what the program prints. */
class SecretsInMainTest {
    private static final String KEY = "5ec4e7c0de5ec4e7";
    private static final String PIN = "90817263";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final Path PROGRAM = Path.of("src/test/java/io/github/bc66coap/kamelets/CamelMainProgram.java");

    private static final String COMPONENT = """
            - from:
                uri: timer:once
                parameters:
                  repeatCount: 1
                steps:
                  - to:
                      uri: bc66coap:{{device}}
                      parameters:
                        host: 127.0.0.1
                        messageType: NON
            """;
    private static final String KAMELET = """
            - from:
                uri: kamelet:bc66-coap-source
                parameters:
                  device: "{{device}}"
                  pskIdentity: "{{bc66.pskIdentity}}"
                  secretKey: "{{bc66.secretKey}}"
                  simPin: "{{bc66.simPin}}"
                steps:
                  - log: "${body}"
            """;

    private static final String OF_COMPONENT = "camel.component.bc66coap.";

    @TempDir
    private Path folder;

    @AutoClose
    private final VirtualBc66 module =
            VirtualBc66.builder().pty().address(FreePorts.address()).simPin(PIN).start();

    /** Where secrets are written. */
    enum Source {
        FILE,
        SYSTEM_PROPERTY,
        ENVIRONMENT
    }

    private CamelMainProgram start(
            String level, String routes, String properties, Map<String, String> system, Map<String, String> environment)
            throws IOException {
        return CamelMainProgram.start(
                folder, level, routes, properties + "\ndevice=" + module.device(), system, environment);
    }

    /** Has both of them from one source, under names that Camel knows to be secret. */
    private CamelMainProgram start(String level, String routes, Source source) throws IOException {
        String prefix = routes.equals(COMPONENT) ? OF_COMPONENT : "bc66.";
        String identity = prefix + "pskIdentity = me\n";
        String key = prefix + "secretKey";
        String pin = prefix + "simPin";
        return switch (source) {
            case FILE ->
                start(level, routes, identity + key + " = " + KEY + "\n" + pin + " = " + PIN, Map.of(), Map.of());
            case SYSTEM_PROPERTY -> start(level, routes, identity, Map.of(key, KEY, pin, PIN), Map.of());
            case ENVIRONMENT ->
                start(
                        level,
                        routes,
                        identity + key + " = {{env:ONE}}\n" + pin + " = {{env:OTHER}}",
                        Map.of(),
                        Map.of("ONE", KEY, "OTHER", PIN));
        };
    }

    private void awaitContext(CamelMainProgram program) {
        await().atMost(PATIENCE)
                .until(() ->
                        module.contextExists() && program.output().contains("Routes startup") || !program.isAlive());
    }

    /** All that it has printed when it has got ready with both secrets, and has stopped. */
    private String output(CamelMainProgram program) throws InterruptedException {
        awaitContext(program);
        assertThat(module.commands())
                .as(program.output())
                .contains("AT+CPIN=\"" + PIN + "\"", "AT+QCOAPCREATE=56830,1,\"me\",\"" + KEY + "\"");
        program.stop();
        return program.output();
    }

    private static void assertNothingPrinted(String output) {
        assertThat(output)
                .contains("TRACE io.github.bc66coap.at.AtEngine: ", "AT+CPIN=\"***\"")
                .doesNotContainIgnoringCase(KEY)
                .doesNotContain(PIN);
    }

    static Stream<Arguments> programs() {
        return Stream.of("component", "Kamelet")
                .flatMap(kind -> Stream.of(Source.values()).map(source -> Arguments.of(kind, source)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("programs")
    void noSecretIsPrinted(String kind, Source source) throws Exception {
        try (CamelMainProgram program = start("info", kind.equals("Kamelet") ? KAMELET : COMPONENT, source)) {
            assertNothingPrinted(output(program));
        }
    }

    private static String fromPage(String language) throws IOException {
        String page = Files.readString(PAGE);
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static Map<String, String> container(String... more) {
        Map<String, String> environment =
                new HashMap<>(Map.of("BC66_IDENTITY", "me", "BC66_KEY", KEY, "BC66_SIM_PIN", PIN));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void theSettingsOfThePageHideSecretsOfAContainer() throws Exception {
        try (CamelMainProgram program = start("info", COMPONENT, fromPage("properties"), Map.of(), container())) {
            assertNothingPrinted(output(program));
        }
    }

    @Test
    void secretsSetInJavaAreNotPrintedAtDebug() throws Exception {
        String shown = fromPage("java").replaceAll("\\s+", "");
        assertThat(Files.readString(PROGRAM).replaceAll("\\s+", "")).contains(shown);
        Map<String, String> environment = container(CamelMainProgram.IN_JAVA, "yes");
        try (CamelMainProgram program = start("debug", COMPONENT, "", Map.of(), environment)) {
            String output = output(program);
            assertNothingPrinted(output);
            assertThat(output).contains("DEBUG org.apache.camel.main.BaseMainSupport: ");
        }
    }

    // what Camel does that the page warns of

    @ParameterizedTest
    @EnumSource
    void onlyCamelsOwnDebugLinesPrintSecrets(Source source) throws Exception {
        try (CamelMainProgram program = start("debug", COMPONENT, source)) {
            assertThat(output(program).lines())
                    .anyMatch(line -> line.startsWith("DEBUG org.apache.camel.") && line.contains(KEY))
                    .anyMatch(line -> line.startsWith("DEBUG org.apache.camel.") && line.contains(PIN))
                    .allMatch(line -> line.matches(
                                    "DEBUG org\\.apache\\.camel\\.(main|component\\.properties|impl\\.engine)\\..*")
                            || !line.contains(KEY) && !line.contains(PIN));
        }
    }

    @Test
    void aSecretInAPropertyOfAnUnknownNameIsPrinted() throws Exception {
        String properties = OF_COMPONENT + "pskIdentity = me\n" + OF_COMPONENT + "secretKey = {{bc66.key}}\nbc66.key = "
                + KEY + "\n" + OF_COMPONENT + "simPin = {{bc66.simPin}}\nbc66.simPin = " + PIN + "\n";
        try (CamelMainProgram program = start("info", COMPONENT, properties, Map.of(), Map.of())) {
            assertThat(output(program)).contains("bc66.key = " + KEY).doesNotContain(PIN);
        }
    }

    @Test
    void sensitiveWordsOfTheApplicationStayInForce() throws Exception {
        String properties = OF_COMPONENT + "pskIdentity = me\n" + OF_COMPONENT + "secretKey = {{bc66.key}}\nbc66.key = "
                + KEY + "\n" + OF_COMPONENT + "simPin = " + PIN + "\ncamel.main.additionalSensitiveKeywords = key\n";
        try (CamelMainProgram program = start("info", COMPONENT, properties, Map.of(), Map.of())) {
            assertNothingPrinted(output(program));
        }
    }

    @Test
    void environmentVariablesForTheComponentSetNothing() throws Exception {
        Map<String, String> environment = Map.of(
                "CAMEL_COMPONENT_BC66COAP_SECRETKEY",
                KEY,
                "CAMEL_COMPONENT_BC66COAP_SECRET_KEY",
                KEY,
                "CAMEL_COMPONENT_BC66COAP_PSKIDENTITY",
                "me",
                "CAMEL_COMPONENT_BC66COAP_PSK_IDENTITY",
                "me");
        try (CamelMainProgram program =
                start("info", COMPONENT, OF_COMPONENT + "simPin = " + PIN, Map.of(), environment)) {
            awaitContext(program);
            assertThat(module.commands()).as(program.output()).contains("AT+QCOAPCREATE=56830,0");
        }
    }
}

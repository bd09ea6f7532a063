// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.main.Main;
import org.apache.camel.spi.ComponentCustomizer;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.testing.Program;

/**
 * An application of Camel's main in a JVM of its own, which has an environment of its own and can be looked at from outside: it
 * prints what Camel logs at INFO, and what the component does at TRACE.
 */
final class CamelMainProgram extends Program {
    /** A variable of the environment. */
    static final String IN_JAVA = "BC66_IN_JAVA";

    private static final String LOGGING = """
            <Configuration status="warn">
              <Appenders>
                <Console name="console">
                  <PatternLayout pattern="%%p %%c: %%m%%n"/>
                </Console>
              </Appenders>
              <Loggers>
                <Logger name="io.github.bc66coap" level="trace"/>
                <Root level="%s">
                  <AppenderRef ref="console"/>
                </Root>
              </Loggers>
            </Configuration>
            """;

    private CamelMainProgram(ProcessBuilder description, Path output) throws IOException {
        super(description, output);
    }

    /**
     * Starts it, and returns at once.
     *
     * @param folder for its files
     * @param level of all loggers but the component's
     * @param routes in YAML
     * @param properties its application.properties
     * @param systemProperties of its JVM
     * @param environment more than this JVM's
     */
    static CamelMainProgram start(
            Path folder,
            String level,
            String routes,
            String properties,
            Map<String, String> systemProperties,
            Map<String, String> environment)
            throws IOException {
        Path logging = Files.writeString(folder.resolve("log4j2.xml"), LOGGING.formatted(level));
        Path application = Files.writeString(folder.resolve("application.properties"), properties);
        Path yaml = Files.writeString(folder.resolve("routes.camel.yaml"), routes);
        List<String> options = new ArrayList<>();
        options.add("-Dlog4j2.configurationFile=" + logging.toUri());
        options.add("-Dcamel.main.routesIncludePattern=" + yaml.toUri());
        systemProperties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        ProcessBuilder description =
                java(options, CamelMainProgram.class, "-pl", application.toUri().toString());
        description.environment().putAll(environment);
        return new CamelMainProgram(description, folder.resolve("output"));
    }

    /** What runs in that JVM; the secrets are set in Java where the environment says so. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        if (System.getenv(IN_JAVA) != null) {
            main.bind(
                    "secrets",
                    ComponentCustomizer.builder(Bc66CoapComponent.class).build(component -> {
                        component.getConfiguration().setPskIdentity(System.getenv("BC66_IDENTITY"));
                        component.getConfiguration().setSecretKey(System.getenv("BC66_KEY"));
                        component.getConfiguration().setSimPin(System.getenv("BC66_SIM_PIN"));
                    }));
        }
        System.exit(main.run(args));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;

import org.apache.camel.PropertyBindingException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The commands of {@code bin/bc66-gateway}. */
@Command(
        name = "bc66-gateway",
        description = "Runs a folder of Camel routes with a BC66 NB-IoT module. The default command is run.",
        mixinStandardHelpOptions = true,
        versionProvider = Gateway.Version.class,
        footer = {
            "",
            "Settings are in conf/gateway.properties, routes in routes/. Environment:",
            "  BC66_DEVICE            the module's line; if not set, a virtual BC66 is started",
            "  BC66_GATEWAY_HOME      folder with conf/ and routes/, by default the unpacked one",
            "  STATE_DIRECTORY        folder for the files that it writes",
            "  BC66_GATEWAY_LOG       journal, console, or file",
            "  BC66_GATEWAY_JAVA_OPTS options of the Java virtual machine"
        })
public final class Gateway implements Callable<Integer> {
    /** The exit status for wrong settings (EX_CONFIG of sysexits.h). A restart doesn't help. */
    static final int WRONG_SETTING = 78;

    private final Places places;
    private final Map<String, String> environment;

    private Gateway(Places places, Map<String, String> environment) {
        this.places = places;
        this.environment = environment;
    }

    /** Ends the JVM with the command's exit status. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Gateway(Places.ofSystemProperties(), System.getenv()));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("bc66-gateway: " + Reasons.of(failure));
            return isWrongSetting(failure) ? WRONG_SETTING : 1;
        });
        System.exit(line.execute(args));
    }

    /** Whether a setting is wrong, or Camel doesn't know it or can't convert it. */
    private static boolean isWrongSetting(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof WrongSettingException || each instanceof PropertyBindingException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Integer call() throws Exception {
        return run();
    }

    /** Runs until it is stopped. */
    @Command(name = "run", description = "Runs until it is stopped.", mixinStandardHelpOptions = true)
    int run() throws Exception {
        return new RunningGateway(places, Settings.load(places, environment)).run();
    }

    /** Reports what is right and what is wrong. */
    @Command(
            name = "check",
            description =
                    "Reports what is right and what is wrong, and how to fix it. Exits with 1 if something is wrong.",
            mixinStandardHelpOptions = true)
    int check(
            @Option(
                            names = "--send",
                            description = "Also send a GET to the CoAP server. This uses a message on the air.")
                    boolean send)
            throws IOException {
        return new Check(places, environment, send, System.out).run();
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"bc66-gateway " + text()};
        }

        static String text() {
            String version = Gateway.class.getPackage().getImplementationVersion();
            return version == null ? "(unpackaged)" : version;
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples;

import io.github.bc66coap.examples.files.FilesExample;
import io.github.bc66coap.examples.fleet.FleetExample;
import io.github.bc66coap.examples.kafka.KafkaExample;
import io.github.bc66coap.examples.lwm2m.Lwm2mExample;
import io.github.bc66coap.examples.mqtt.MqttExample;
import io.github.bc66coap.examples.sandbox.WrongSettingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one of the examples by its name. */
@Command(
        name = "examples",
        mixinStandardHelpOptions = true,
        description = "Routes that connect a BC66 module with other systems.",
        subcommands = {FilesExample.class, MqttExample.class, KafkaExample.class, FleetExample.class, Lwm2mExample.class
        })
public final class Examples implements Runnable {
    @Spec
    private CommandSpec spec;

    /**
     * Ends with status 0 when the example has run, 2 when something about its settings was wrong, 1 when it failed.
     *
     * @param args name of the example, and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The examples as a command line; what goes wrong takes one line. */
    public static CommandLine commandLine() {
        return new CommandLine(new Examples())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((error, args) -> {
                    CommandLine command = error.getCommandLine();
                    String more = command.getParent() == null ? examples(command) : " (see --help)";
                    command.getErr().println(command.getCommandName() + ": " + error.getMessage() + more);
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((error, command, result) -> {
                    command.getErr().println(command.getCommandName() + ": " + error.getMessage());
                    return error instanceof WrongSettingException
                            ? CommandLine.ExitCode.USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String examples(CommandLine command) {
        return "; the examples are "
                + String.join(", ", command.getSubcommands().keySet());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No example was named");
    }
}

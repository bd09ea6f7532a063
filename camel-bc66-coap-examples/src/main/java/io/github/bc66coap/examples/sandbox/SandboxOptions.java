// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

import org.apache.camel.util.TimeUtils;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that all examples have; a picocli mixin. */
public final class SandboxOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "The module: a serial port, or tcp://HOST:PORT. Without it a virtual one is started.")
    String device;

    @Option(
            names = "--server",
            paramLabel = "IP:PORT",
            converter = HostAndPort.Converter.class,
            description = "The CoAP server. Without it one is started on this machine.")
    HostAndPort server;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to run, such as 20s; without it, until Ctrl-C.")
    Duration time;

    @Option(names = "--help", usageHelp = true, description = "Show this.")
    boolean help;

    /** Is the module a virtual one? */
    public boolean isVirtual() {
        return device == null;
    }

    /** The server, if the user has given one. */
    public Optional<HostAndPort> server() {
        return Optional.ofNullable(server);
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Reads times such as {@code 20s}. */
    public static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[0-9]{1,6}(ms|s|m|h)")) {
                throw new TypeConversionException("'" + text + "' is not a time such as 20s or 5m");
            }
            return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a virtual BC66 until it is ended (Ctrl-C). */
@Command(
        name = "virtual-bc66",
        mixinStandardHelpOptions = true,
        versionProvider = Bc66Cli.Version.class,
        sortOptions = false,
        description = "A virtual Quectel BC66: the module's AT commands on a pseudo-terminal or TCP port, "
                + "real CoAP over UDP and DTLS behind it.",
        footer = {"", "Without --pty and --tcp, it makes a pseudo-terminal and prints its name.", "Ctrl-C ends it."})
public final class Bc66Cli implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Bc66Cli.class.getPackage().getImplementationVersion();
            return new String[] {"virtual-bc66 " + (version == null ? "(not packaged)" : version)};
        }
    }

    private static final class Where {
        @Option(
                names = "--pty",
                paramLabel = "LINK",
                description = "Make a pseudo-terminal and this symbolic link to it. An existing link is replaced.")
        private Path pty;

        @Option(names = "--tcp", paramLabel = "HOST:PORT", description = "Listen on this TCP port instead.")
        private String tcp;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private Where where;

    @Option(names = "--baud", paramLabel = "N", description = "Pace the line, both ways, to N baud.")
    private Integer baud;

    @Option(names = "--latency", paramLabel = "MS", description = "Milliseconds between a command and its reply.")
    private Integer latency;

    @Option(
            names = "--address",
            paramLabel = "IP",
            defaultValue = "127.0.0.1",
            description = "IP address of the module's UDP socket (default: ${DEFAULT-VALUE}).")
    private String address;

    @Option(
            names = "--sim-pin",
            paramLabel = "PIN",
            description = "The SIM asks for this PIN after each start; three wrong ones lock it.")
    private String simPin;

    @Option(names = "--boot", description = "Print the module's boot lines at the start.")
    private boolean boot;

    @Mixin
    private final FaultOptions faults = new FaultOptions();

    @Option(
            names = "--quirk",
            paramLabel = "NAME[=VALUE]",
            description = "Behave differently from the note in this way. May be repeated; see --list-quirks.")
    private List<String> quirks = List.of();

    @Option(names = "--list-quirks", help = true, description = "Print the quirks and exit.")
    private boolean listQuirks;

    @Option(
            names = "--answer",
            paramLabel = "LINE=ANSWER",
            description = "Reply to this command line with ANSWER and OK, or refuse it if ANSWER is ERROR: "
                    + "--answer 'AT+CBC=+CBC: 0,88,3512'. The last = separates the two. May be repeated.")
    private List<String> answers = List.of();

    @Option(names = "--list-commands", help = true, description = "Print the known commands and exit.")
    private boolean listCommands;

    @Option(
            names = "--trace",
            description = "Print every AT line and every CoAP message in both directions, without keys and PINs.")
    private boolean trace;

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            description =
                    "Serve a page that shows what happens and controls the module. It has no login. Without HOST, only "
                            + "this computer can reach it.")
    private String http;

    private Page page;

    private final CountDownLatch end = new CountDownLatch(1);

    /** The program. */
    public static void main(String[] args) {
        // Without a logging back end of its own the program should not tell that there is none.
        System.setProperty("slf4j.internal.verbosity", System.getProperty("slf4j.internal.verbosity", "ERROR"));
        System.exit(commandLine(new Bc66Cli()).execute(args));
    }

    /** The command line of a program; errors take one line. */
    static CommandLine commandLine(Bc66Cli program) {
        CommandLine all = new CommandLine(program);
        all.getCommandSpec().usageMessage().footer(footer(all));
        return all.setParameterExceptionHandler((error, args) -> {
                    error.getCommandLine().getErr().println("virtual-bc66: " + error.getMessage() + " (see --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((error, commandLine, result) -> {
                    commandLine.getErr().println("virtual-bc66: " + error.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String[] footer(CommandLine commandLine) {
        return Stream.concat(
                        Arrays.stream(FaultOptions.help()),
                        Arrays.stream(
                                commandLine.getCommandSpec().usageMessage().footer()))
                .toArray(String[]::new);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (listQuirks) {
            Arrays.stream(Quirk.values())
                    .map(Bc66Cli::explain)
                    .forEach(spec.commandLine().getOut()::println);
            return CommandLine.ExitCode.OK;
        }
        if (listCommands) {
            VirtualBc66.knownCommands().forEach(spec.commandLine().getOut()::println);
            return CommandLine.ExitCode.OK;
        }
        Map<String, String> given = answers();
        VirtualBc66.Builder builder = builder();
        if (page != null) {
            builder.trace(page::trace);
        }
        VirtualBc66.warmUp();
        VirtualBc66 modem = start(builder);
        given.forEach((line, answer) -> modem.answer(line, answer.isEmpty() ? new String[0] : new String[] {answer}));
        Thread hook = new Thread(() -> close(modem), "virtual-bc66-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        PrintWriter out = spec.commandLine().getOut();
        out.println("virtual BC66 on " + modem.device() + (faults.isAny() ? ", seed " + modem.seed() : ""));
        out.println("its CoAP will be at " + address + ", on the port of AT+QCOAPCREATE");
        try {
            if (page != null) {
                out.println("its page is at " + page.open(modem));
                if (page.isForOthers()) {
                    out.println("WARNING: whoever reaches this computer at " + http
                            + " sees all messages and can press the page's buttons: nobody has to log in");
                }
            }
            out.flush();
            end.await();
        } finally {
            close(modem);
            removeHook(hook);
        }
        return CommandLine.ExitCode.OK;
    }

    private void close(VirtualBc66 modem) {
        if (page != null) {
            page.close();
        }
        modem.close();
    }

    private Map<String, String> answers() {
        Map<String, String> byLine = new LinkedHashMap<>();
        for (String answer : answers) {
            int separator = answer.lastIndexOf('=');
            if (separator <= 0) {
                throw new ParameterException(spec.commandLine(), "--answer takes LINE=ANSWER, not " + answer);
            }
            byLine.put(answer.substring(0, separator), answer.substring(separator + 1));
        }
        return byLine;
    }

    private static String explain(Quirk quirk) {
        String value = quirk.value()
                .map(v -> "[=" + v.standard() + "]  (" + v.meaning() + ")")
                .orElse("");
        return quirk.cliName() + value + System.lineSeparator() + "    " + quirk.description();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // shutting down already
        }
    }

    /** Ends the program. */
    void end() {
        end.countDown();
    }

    private static VirtualBc66 start(VirtualBc66.Builder builder) {
        try {
            return builder.start();
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("cannot open the line: " + e.getMessage(), e);
        }
    }

    private VirtualBc66.Builder builder() {
        VirtualBc66.Builder builder;
        try {
            builder = VirtualBc66.builder().bootBanner(boot);
            builder.address(address);
            if (simPin != null) {
                builder.simPin(simPin);
            }
            if (!quirks.isEmpty()) {
                builder.quirks(Quirks.parse(String.join(",", quirks)));
            }
            line(builder);
            faults.apply(builder);
            if (baud != null) {
                builder.baudRate(baud);
            }
            if (latency != null) {
                builder.latency(Duration.ofMillis(latency));
            }
            if (http != null) {
                page = Page.at(http);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return builder.trace(this::shown);
    }

    private void shown(TraceEvent event) {
        if (trace) {
            print(event);
        } else {
            complain(event);
        }
    }

    private void line(VirtualBc66.Builder builder) {
        if (where == null) {
            builder.pty();
        } else if (where.pty != null) {
            builder.pty(where.pty);
        } else {
            int colon = where.tcp.lastIndexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("--tcp takes HOST:PORT, not " + where.tcp);
            }
            builder.tcp(where.tcp.substring(0, colon).replaceAll("[\\[\\]]", ""), port(where.tcp.substring(colon + 1)));
        }
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port: " + text, e);
        }
    }

    /** What is told without a trace, too: there is no log, so nobody would know. */
    private void complain(TraceEvent event) {
        if (event instanceof TraceEvent.Refused refused && refused.fromHost()) {
            spec.commandLine().getErr().println("virtual-bc66: " + refused.reason());
        } else if (event instanceof TraceEvent.ContextMade) {
            print(event);
        }
    }

    private void print(TraceEvent event) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(LocalTime.now().format(TIME) + " " + event.describe());
        out.flush();
    }
}

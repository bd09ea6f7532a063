// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;
import org.apache.camel.util.TimeUtils;

import io.github.bc66coap.examples.sandbox.Sandbox;
import io.github.bc66coap.examples.sandbox.SandboxOptions;
import io.github.bc66coap.monitor.http.MonitorServer;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.monitor.Bc66Page;

/**
 * Runs the routes of this package with a virtual BC66 and a CoAP server, shows what happens, and counts.
 *
 * <p>The routes know nothing of this: with the properties of {@code demo.properties} they run with a real module.
 */
public final class Demo {
    static final String VALIDATE = "/validate";
    static final String READINGS = "/readings";
    static final String APP_DATA = "/19/0/0";
    static final String CELL_ID = "/4/0/8";

    private static final String FILE = "readings-2026-11-22.csv";

    /**
     * How it runs.
     *
     * @param directory of the routes' files; what earlier runs have left there is removed
     * @param polls how often {@code /validate} is asked for
     * @param period between polls
     * @param questions what the cloud asks the module for
     * @param pause between questions
     * @param latency of the module, between a command and its result
     * @param refuses readings that the cloud does not take
     * @param limit how long it may take
     * @param hold how long the page stays open when all is done
     */
    record Settings(
            Path directory,
            int polls,
            Duration period,
            List<String> questions,
            Duration pause,
            Duration latency,
            Predicate<String> refuses,
            Duration limit,
            Duration hold) {
        static Settings of(Path directory) {
            return new Settings(
                    directory,
                    6,
                    Duration.ofMillis(800),
                    List.of(APP_DATA, CELL_ID, APP_DATA, APP_DATA, APP_DATA, CELL_ID),
                    Duration.ofMillis(700),
                    Duration.ofMillis(20),
                    reading -> false,
                    Duration.ofSeconds(45),
                    TimeUtils.toDuration(System.getProperty("demo.hold", "0s")));
        }
    }

    private final Settings settings;
    private final Screen screen;
    private final List<String> lines = resource("/demo/" + FILE).lines().skip(1).toList();
    private final Ledger ledger = new Ledger();
    private final Map<String, Ledger.Flow> flows;
    private final DemoCloud cloud;

    Demo(Settings settings, PrintStream out) {
        this.settings = settings;
        screen = new Screen(out);
        flows = Map.of(
                VALIDATE, ledger.flow("module: GET " + VALIDATE, settings.polls),
                READINGS, ledger.flow("module: POST " + READINGS, lines.size()),
                APP_DATA, ledger.flow("cloud:  GET " + APP_DATA, count(APP_DATA)),
                CELL_ID, ledger.flow("cloud:  GET " + CELL_ID, count(CELL_ID)));
        cloud = new DemoCloud(flows, settings.refuses, settings.questions, settings.pause);
    }

    /**
     * Runs the demo and ends with status 1 if anything was lost.
     *
     * @param args the directory for files
     */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/demo");
        System.exit(new Demo(Settings.of(directory), System.out).run());
    }

    /** Returns the exit status: 0 if everything is where it should be, else 1. */
    int run() throws Exception {
        long start = System.nanoTime();
        try (Sandbox sandbox = new Sandbox(new SandboxOptions(), screen::say)) {
            Bc66Page page = sandbox.closing(new Bc66Page());
            sandbox.closing(cloud);
            prepareFiles();
            VirtualBc66 module = sandbox.virtualModule(
                    builder -> builder.latency(settings.latency).trace(event -> {
                        screen.trace(event);
                        page.trace(event);
                    }));
            screen.say("CoAP server on 127.0.0.1:" + cloud.port());
            screen.say("route: what routes send and get; AT: the serial line; CoAP: the network; > out, < in");
            screen.say("the same in a browser: " + page.open(MonitorServer.address("0"), module));
            screen.say("");
            runRoutes(sandbox, sandbox.main("classpath:demo/demo.properties", module.device()), page);
            hold(sandbox);
        }
        takeStock();
        screen.say("");
        ledger.summary().forEach(screen::say);
        screen.say("");
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        boolean complete = ledger.balances();
        screen.say("%s after %.1f s; files are in %s"
                .formatted(complete ? "complete" : "NOT COMPLETE", seconds, settings.directory));
        return complete ? 0 : 1;
    }

    Ledger.Flow flow(String path) {
        return flows.get(path);
    }

    DemoCloud cloud() {
        return cloud;
    }

    /** Keeps the page open for those who look at it. */
    private void hold(Sandbox sandbox) throws InterruptedException {
        if (!settings.hold.isZero()) {
            screen.say("");
            screen.say("done; the page stays for " + TimeUtils.printDuration(settings.hold) + ", Ctrl-C ends it");
            sandbox.await(new CompletableFuture<>(), settings.hold);
        }
    }

    private void runRoutes(Sandbox sandbox, Main main, Bc66Page page) throws Exception {
        RouteLog log = new RouteLog(flows, screen, page, settings.polls);
        main.addOverrideProperty("cloud.port", Integer.toString(cloud.port()));
        main.addOverrideProperty("poll.period", Long.toString(settings.period.toMillis()));
        main.addOverrideProperty("poll.count", Integer.toString(settings.polls));
        main.addOverrideProperty("readings.directory", readings().toString());
        main.addOverrideProperty("answers.directory", answers().toString());
        main.configure().addRoutesBuilder(PollRoute.class, ReadingsRoute.class, ResourcesRoute.class);
        main.bind("routeLog", log);
        main.start();
        try {
            if (!sandbox.await(CompletableFuture.allOf(log.done(), cloud.done()), settings.limit)) {
                screen.say("not done within " + settings.limit.toSeconds() + " s");
            }
        } finally {
            main.stop();
        }
    }

    /** The files are looked at, not what was meant to be in them. */
    private void takeStock() throws IOException {
        ledger.stock("answers filed", cloud.answers(), filed());
        ledger.stock("readings held by the server", json(lines), cloud.held());
    }

    private List<String> filed() throws IOException {
        Path file = answers().resolve("validate.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What a server should hold of a file's lines. */
    private static List<String> json(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(","))
                .map(column -> "{\"time\":\"%s\",\"meter\":\"%s\",\"medium\":\"%s\",\"value\":%s,\"unit\":\"%s\"}"
                        .formatted((Object[]) column))
                .toList();
    }

    private int count(String question) {
        return (int) settings.questions.stream().filter(question::equals).count();
    }

    private Path readings() {
        return settings.directory.resolve("readings").toAbsolutePath();
    }

    private Path answers() {
        return settings.directory.resolve("answers").toAbsolutePath();
    }

    /** Leaves a new file with readings, and nothing of an earlier run. */
    private void prepareFiles() throws IOException {
        FileUtil.removeDir(readings().toFile());
        FileUtil.removeDir(answers().toFile());
        Files.createDirectories(readings());
        Files.writeString(readings().resolve(FILE), resource("/demo/" + FILE));
    }

    private static String resource(String name) {
        try (InputStream in = Demo.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.cli;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.testkit.FreePorts;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class Bc66CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Bc66Cli program = new Bc66Cli();
    private final CommandLine commandLine =
            Bc66Cli.commandLine(program).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));

    @TempDir
    Path folder;

    private CompletableFuture<Integer> run(String... args) {
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> commandLine.execute(args));
        // the end of what it says of the module
        await().until(() -> out.toString().contains("AT+QCOAPCREATE\n") || exit.isDone());
        return exit;
    }

    private String port() {
        return Pattern.compile("virtual BC66 on tcp://127[.]0[.]0[.]1:([0-9]+)")
                .matcher(out.toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** @return what comes up to the result */
    private static String ask(Socket socket, String line) throws IOException {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write((line + "\r").getBytes());
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().matches("(?s).*(OK|ERROR)\r\n")) {
            heard.append((char) socket.getInputStream().read());
        }
        return heard.toString();
    }

    private void end(CompletableFuture<Integer> run) throws Exception {
        program.end();
        assertThat(run.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpListsAllOptions() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--pty=LINK",
                        "--tcp=HOST:PORT",
                        "--baud=N",
                        "--latency=MS",
                        "--address=IP",
                        "--sim-pin=PIN",
                        "--fault=NAME[=RATE]",
                        "--loss=RATE",
                        "--seed=N",
                        "--trace",
                        "--quirk=NAME[=VALUE]",
                        "--list-quirks",
                        "--answer=LINE=ANSWER",
                        "--list-commands",
                        "--http=[HOST:]PORT",
                        "--version");
    }

    @Test
    void versionIsPrinted() {
        assertThat(commandLine.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("virtual-bc66 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nope | 2",
                "--tcp nope | 2",
                "--tcp 127.0.0.1:x | 2",
                "--tcp 127.0.0.1:70000 | 2",
                "--tcp | 2",
                "--http x | 2",
                "--http 70000 | 2",
                "--http : | 2",
                "--baud x | 2",
                "--baud 0 | 2",
                "--latency -1 | 2",
                "--fault nope | 2",
                "--fault noise=x | 2",
                "--fault noise=1.1 | 2",
                "--fault noise= | 2",
                "--loss -1 | 2",
                "--seed x | 2",
                "--sim-pin 123 | 2",
                "--address host | 2",
                "--pty a --tcp b:1 | 2",
                "--quirk nope | 2",
                "--quirk | 2",
                "--quirk decimal-mode=1 | 2",
                "--quirk deep-sleep=soon | 2",
                "--answer AT+CSQ | 2",
                "--quirk lone-cr --quirk lone-lf | 2",
                "extra | 2",
                "--pty /no/such/folder/link | 1",
                "--tcp 203.0.113.1:1 | 1",
            })
    void errorsTakeOneLine(String args, int exit) {
        assertThat(commandLine.execute(args.split(" "))).isEqualTo(exit);
        assertThat(err.toString().trim()).startsWith("virtual-bc66: ").doesNotContain("\n", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--trace"})
    void aUdpPortInUseIsNamed(String trace) throws Exception {
        Path link = folder.resolve("bc66");
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Integer> exit =
                    run(("--pty " + link + " " + trace).trim().split(" "));
            try (FileOutputStream in = new FileOutputStream(link.toFile())) {
                in.write(("AT+QCOAPDEL\rAT+QCOAPCREATE=" + other.getLocalPort() + ",0\r").getBytes());
                StringWriter told = trace.isEmpty() ? err : out;
                String reason =
                        "UDP port " + other.getLocalPort() + " of 127.0.0.1 can't be opened: Address already in use";
                await().until(() -> told.toString().contains(reason));
                // what the TE itself does wrong is no complaint
                assertThat(err.toString().lines()).hasSize(trace.isEmpty() ? 1 : 0);
            }
            program.end();
            assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void anUnknownQuirkListsTheKnownQuirks() {
        assertThat(commandLine.execute("--quirk", "nope")).isEqualTo(2);
        assertThat(err.toString()).contains("no quirk nope", "decimal-mode");
    }

    @Test
    void quirksAreListed() {
        assertThat(commandLine.execute("--list-quirks")).isZero();
        for (Quirk quirk : Quirk.values()) {
            assertThat(out.toString()).contains(quirk.cliName(), quirk.description());
        }
        assertThat(out.toString()).contains("deep-sleep[=10000]  (ms)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ATE0, ATE0\\r\\r\\nOK\\r\\n",
        "--quirk lone-lf --quirk option-error-applied=12, ATE0, ATE0\\r\\nOK\\n",
        "--sim-pin 2468 --trace, AT+CPIN?, AT+CPIN?\\r\\r\\n+CPIN: SIM PIN\\r\\n"
    })
    void theModuleOnTcpIsAsTheOptionsSay(String options, String line, String answer) throws Exception {
        CompletableFuture<Integer> run =
                run(("--tcp 127.0.0.1:0 " + options).trim().split(" "));
        String expected = answer.translateEscapes();
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port()))) {
            socket.getOutputStream().write((line + "\r").getBytes());
            assertThat(new String(socket.getInputStream().readNBytes(expected.length())))
                    .isEqualTo(expected);
        }
        end(run);
    }

    @Test
    void commandsAreListed() {
        assertThat(commandLine.execute("--list-commands")).isZero();
        assertThat(out.toString().lines()).contains("AT", "ATE0", "AT+QCOAPSEND", "AT+CBC", "AT+CPIN");
    }

    @Test
    void commandsAreAnsweredAsTheOptionAnswerSays() throws Exception {
        CompletableFuture<Integer> run = run(
                "--tcp",
                "127.0.0.1:0",
                "--answer",
                "AT+XYZ=1=+XYZ: a,b",
                "--answer",
                "at+csq=ERROR",
                "--answer",
                "AT+OFF=");
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port()))) {
            assertThat(ask(socket, "AT+XYZ=1")).endsWith("\r\n+XYZ: a,b\r\n\r\nOK\r\n");
            assertThat(ask(socket, "AT+CSQ")).endsWith("\r\nERROR\r\n");
            assertThat(ask(socket, "AT+OFF")).endsWith("\r\nOK\r\n");
            assertThat(ask(socket, "AT+CBC")).endsWith("\r\n+CBC: 0,88,3512\r\n\r\nOK\r\n");
        }
        end(run);
    }

    @Test
    void theModulesCoapAddressIsPrinted() throws Exception {
        CompletableFuture<Integer> run = run("--tcp", "127.0.0.1:0");
        assertThat(out.toString()).contains("its CoAP will be at 127.0.0.1, on the port of AT+QCOAPCREATE");
        int free = FreePorts.udp();
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port()))) {
            socket.getOutputStream().write(("AT+QCOAPCREATE=" + free + ",0\r").getBytes());
            await().until(() -> out.toString().contains("CoAP is at 127.0.0.1:" + free));
        }
        end(run);
    }

    @Test
    void theLinkOfARunningModuleIsNotTakenOver() throws Exception {
        Path link = folder.resolve("bc66");
        CompletableFuture<Integer> run = run("--pty", link.toString());
        Path terminal = Files.readSymbolicLink(link);

        assertThat(Bc66Cli.commandLine(new Bc66Cli())
                        .setErr(new PrintWriter(err, true))
                        .execute("--pty", link.toString()))
                .isOne();
        assertThat(err.toString()).contains(link + " belongs to another virtual module that runs");
        assertThat(Files.readSymbolicLink(link)).isEqualTo(terminal);
        err.getBuffer().setLength(0);
        end(run);
    }

    /** What a killed one leaves behind. */
    @Test
    void aLinkLeftByAKilledModuleIsTakenOver() throws Exception {
        Path link = folder.resolve("bc66");
        Files.createFile(folder.resolve(".bc66.lock"));
        Files.createSymbolicLink(link, Path.of("/dev/null"));
        end(run("--pty", link.toString()));
    }

    @Test
    void anErrorNamesTheLinkThatWasAskedFor() {
        assertThat(commandLine.execute("--pty", "/no/such/folder/link")).isOne();
        assertThat(err.toString().trim())
                .isEqualTo("virtual-bc66: cannot open the line: can't make the link /no/such/folder/link:"
                        + " there is no such directory");
    }

    @Test
    void theTraceOfAPseudoTerminalHidesTheKey() throws Exception {
        Path link = folder.resolve("bc66");
        CompletableFuture<Integer> run = run("--pty", link.toString(), "--trace", "--baud", "115200");
        assertThat(out.toString()).contains("virtual BC66 on " + link);
        try (FileOutputStream to = new FileOutputStream(link.toFile());
                FileInputStream from = new FileInputStream(link.toFile())) {
            to.write("AT+QCOAPCREATE=0,1,\"id\",\"C0FFEE\"\r".getBytes());
            await().until(() -> from.available() > 0);
            await().until(() -> out.toString().contains("AT   <- ERROR"));
        }
        end(run);
        assertThat(out.toString())
                .contains("AT   -> AT+QCOAPCREATE=0,1,\"id\",***")
                .doesNotContain("C0FFEE");
        assertThat(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void anUnknownFaultListsTheKnownFaults() {
        commandLine.execute("--fault", "nope");
        assertThat(err.toString())
                .contains("no fault nope; there are split, ")
                .contains(Arrays.stream(Fault.values()).map(Fault::cliName).toList());
    }

    @Test
    void helpDescribesFaults() {
        commandLine.execute("--help");
        assertThat(out.toString()).contains("missing-ok           0.02    an OK is not printed");
    }

    @Test
    void faultsOfTheCommandLineStrike() throws Exception {
        CompletableFuture<Integer> run = run(
                "--tcp",
                "127.0.0.1:0",
                "--trace",
                "--seed",
                "7",
                "--fault",
                "duplicate-urc",
                "--fault",
                "missing-ok=1");
        assertThat(out.toString()).contains(", seed 7\n");
        String port = port();
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
            socket.getOutputStream().write("AT+CSQ\r".getBytes());
            assertThat(new String(socket.getInputStream().readNBytes(21))).isEqualTo("AT+CSQ\r\r\n+CSQ: 20,0\r\n");
            await().until(() -> out.toString().contains("!!   missing-ok after AT+CSQ"));
        }
        end(run);
        assertThat(out.toString()).doesNotContain("<- OK");
    }

    @Test
    void thePageIsServedUntilTheProgramEnds() throws Exception {
        CompletableFuture<Integer> run = run("--tcp", "127.0.0.1:0", "--http", "0", "--trace");
        await().until(() -> out.toString().contains("its page is at"));
        String page = Pattern.compile("its page is at (http://127\\.0\\.0\\.1:[0-9]+/)")
                .matcher(out.toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        HttpRequest events = HttpRequest.newBuilder(URI.create(page + "events")).build();
        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient().send(events, BodyHandlers.ofLines());
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port()))) {
            ask(socket, "AT+CSQ");
            assertThat(answer.body().filter(line -> line.contains("+CSQ: ")).findFirst())
                    .isPresent();
        }
        end(run);
        assertThat(out.toString()).containsOnlyOnce("<- +CSQ:");
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(events, BodyHandlers.discarding()))
                .isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:0, true", "0, false", "localhost:0, false"})
    void aPageOpenToOtherComputersGetsAWarning(String address, boolean forOthers) throws Exception {
        CompletableFuture<Integer> run = run("--tcp", "127.0.0.1:0", "--http", address);
        await().until(() -> out.toString().contains("its page is at"));
        end(run);
        assertThat(out.toString().contains("WARNING: whoever reaches this computer at 0.0.0.0:0 sees all messages"))
                .isEqualTo(forOthers);
        assertThat(out.toString().contains("WARNING")).isEqualTo(forOthers);
    }

    @Test
    void aTakenHttpPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(commandLine.execute("--tcp", "127.0.0.1:0", "--http", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("virtual-bc66: cannot open the page at", Integer.toString(taken.getLocalPort()));
        }
    }
}

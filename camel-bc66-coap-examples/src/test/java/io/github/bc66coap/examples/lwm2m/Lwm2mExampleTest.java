// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.lwm2m;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.server.registration.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.examples.sandbox.ExampleJvm;
import io.github.bc66coap.examples.sandbox.ExampleRun;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.network.Nat;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class Lwm2mExampleTest {
    private static final String NAME = "867997030314412";
    private static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final int LIFETIME_SECONDS = 5;

    @TempDir
    Path directory;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Lwm2mPlatform platform;

    @AfterEach
    void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    private String keyFile(String key) throws Exception {
        return Files.writeString(directory.resolve("key"), key + "\n").toString();
    }

    private String[] args(String... more) {
        return Stream.concat(
                        Stream.of(
                                "lwm2m",
                                "--name=" + NAME,
                                "--lifetime=" + LIFETIME_SECONDS + "s",
                                "--server=127.0.0.1:" + platform.port()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private Registration client() {
        await().atMost(20, TimeUnit.SECONDS).until(() -> platform.registration(NAME) != null);
        return platform.registration(NAME);
    }

    /** Of an example that knows of it: what comes in between could keep the platform's answer from it. */
    private Registration client(ExampleRun example) {
        await().atMost(40, TimeUnit.SECONDS).until(() -> example.out().contains("registered as"));
        return client();
    }

    private Object read(String path) throws Exception {
        ReadResponse answer = platform.ask(client(), new ReadRequest(path));
        assertThat(answer.getCode()).as(path).isEqualTo(ResponseCode.CONTENT);
        return ((LwM2mResource) answer.getContent()).getValue();
    }

    private List<String> seen(String what) {
        return seen.stream().filter(line -> line.startsWith(what)).toList();
    }

    private List<Integer> litres() {
        return seen("is notified of /19/0/0").stream()
                .map(line -> Integer.valueOf(line.replaceAll(".*\"litres\":([0-9]+)}$", "$1")))
                .toList();
    }

    /** The same dialogue with and without DTLS. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Execution(ExecutionMode.CONCURRENT)
    void theModuleIsReadWrittenAndObservedByThePlatform(boolean dtls) throws Exception {
        platform = platform(dtls, 0);
        String[] args = dtls ? args("--dtls", "--key-file=" + keyFile(KEY)) : args();
        try (ExampleRun example = ExampleRun.started(args)) {
            Registration client = client();
            hasItsObjects(client);
            isRead();
            tellsItsObservers();
            isWrittenTo();
            saysWhatItDoesNotHave();
            staysBeyondItsLifetime(client);
            assertThat(example.err()).isEmpty();
        }
        assertThat(platform.registration(NAME)).isNull();
        assertThat(seen("deregistered " + NAME)).hasSize(1);
        assertThat(seen("expired")).isEmpty();
    }

    private static void hasItsObjects(Registration client) {
        assertThat(client.getLifeTimeInSec()).isEqualTo(LIFETIME_SECONDS);
        assertThat(client.getSupportedObject()).containsOnlyKeys(1, 3, 4, 19);
        assertThat(client.getAvailableInstances())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("/1/0", "/3/0", "/4/0", "/19/0", "/19/1");
    }

    private void isRead() throws Exception {
        assertThat(read("/1/0/1")).isEqualTo((long) LIFETIME_SECONDS);
        assertThat(read("/3/0/9")).as("of AT+CBC").isEqualTo(88L);
        assertThat(read("/3/0/7")).isEqualTo(3512L);
        assertThat(read("/3/0/0")).isEqualTo("Example");
        assertThat(read("/4/0/2")).isEqualTo(-69L);
        assertThat(read("/4/0/3")).isEqualTo(-11L);
        assertThat(read("/4/0/8")).isEqualTo(0x5C4BC33L);
        assertThat(new String((byte[]) read("/19/0/0"), StandardCharsets.US_ASCII))
                .startsWith("{\"litres\":");
    }

    private void tellsItsObservers() throws Exception {
        LwM2mAttributeSet often = new LwM2mAttributeSet(LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, 1L));
        assertThat(platform.ask(client(), new WriteAttributesRequest(3, 0, 9, often))
                        .getCode())
                .isEqualTo(ResponseCode.CHANGED);
        for (String path : List.of("/19/0/0", "/3/0/9")) {
            ObserveResponse first = platform.ask(client(), new ObserveRequest(path));
            assertThat(first.getCode()).isEqualTo(ResponseCode.CONTENT);
            assertThat(first.getObservation()).as("the reply has option 6").isNotNull();
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> litres().size() >= 2);
        assertThat(litres()).isSorted().doesNotHaveDuplicates();
        await().until(() -> !seen("is notified of /3/0/9").isEmpty());
        assertThat(seen("is notified of /3/0/9"))
                .allSatisfy(line -> assertThat(line).isEqualTo("is notified of /3/0/9: 88"));
    }

    private void isWrittenTo() throws Exception {
        assertThat(write(new byte[] {(byte) 200})).isEqualTo(ResponseCode.CHANGED);
        int written = litres().size();
        await().atMost(20, TimeUnit.SECONDS).until(() -> litres().size() >= written + 2);
        assertThat(litres().get(written + 1) - litres().get(written))
                .as("litres between two measurements")
                .isEqualTo(200);

        assertThat(write(new byte[] {1, 2})).isEqualTo(ResponseCode.BAD_REQUEST);
        assertThat(platform.ask(client(), new ExecuteRequest("/1/0/8")).getCode())
                .isEqualTo(ResponseCode.CHANGED);
    }

    private ResponseCode write(byte[] data) throws Exception {
        return platform.ask(client(), new WriteRequest(19, 1, 0, data)).getCode();
    }

    private void saysWhatItDoesNotHave() throws Exception {
        assertThat(platform.ask(client(), new ReadRequest("/3/0/13")).getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(platform.ask(client(), new ReadRequest("/19/1/0")).getCode())
                .isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    private void staysBeyondItsLifetime(Registration client) {
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> System.currentTimeMillis()
                                - client.getRegistrationDate().getTime()
                        > Duration.ofSeconds(2 * LIFETIME_SECONDS).toMillis());
        assertThat(seen("updated " + NAME)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(client().getId()).isEqualTo(client.getId());
        assertThat(seen("registered")).hasSize(1);
    }

    private Lwm2mPlatform platform(boolean secure, int port) {
        InetSocketAddress address = Lwm2mPlatform.loopback(port);
        return secure
                ? Lwm2mPlatform.secure(address, NAME, NAME, KEY, seen::add)
                : Lwm2mPlatform.plain(address, seen::add);
    }

    /** With DTLS, it has forgotten the session, too, and is silent to it; the example has a responseTimeout of 6 s. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Execution(ExecutionMode.CONCURRENT)
    void theDeviceRegistersAgainAfterThePlatformForgotIt(boolean dtls) throws Exception {
        platform = platform(dtls, 0);
        try (ExampleRun example = ExampleRun.started(dtls ? args("--dtls", "--key-file=" + keyFile(KEY)) : args())) {
            String forgotten = client(example).getId();
            int port = platform.port();
            platform.close();
            platform = platform(dtls, port);

            assertThat(client().getId()).isNotEqualTo(forgotten);
            assertThat(read("/4/0/8")).isEqualTo(0x5C4BC33L);
            assertThat(example.err()).isEmpty();
        }
        assertThat(platform.registration(NAME)).isNull();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void updateMovesTheRegistrationToTheModulesNewAddress() throws Exception {
        platform = platform(true, 0);
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", platform.port());
        try (Nat nat = new Nat(new InetSocketAddress("127.0.0.1", 0), server);
                ExampleRun example = ExampleRun.started(
                        "lwm2m",
                        "--name=" + NAME,
                        "--lifetime=" + 10 * LIFETIME_SECONDS + "s",
                        "--server=127.0.0.1:" + nat.address().getPort(),
                        "--dtls",
                        "--key-file=" + keyFile(KEY))) {
            Registration before = client(example);
            nat.rebind();

            await().atMost(90, TimeUnit.SECONDS)
                    .until(() -> !client().getSocketAddress().equals(before.getSocketAddress()));
            assertThat(client().getId()).isEqualTo(before.getId());
            assertThat(seen("registered")).hasSize(1);
            assertThat(read("/4/0/8")).as("what the platform asks for").isEqualTo(0x5C4BC33L);
            tellsItsObservers();
            assertThat(example.err()).isEmpty();
        }
    }

    /** Else it would update its registration, and not a notification would leave. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theDeviceRegistersAgainWhenItsModuleLostItsObservers() throws Exception {
        platform = platform(false, 0);
        try (VirtualBc66 module =
                        VirtualBc66.builder().pty().address(FreePorts.address()).start();
                ExampleRun example = ExampleRun.started(args("--device=" + module.device()))) {
            String before = client().getId();
            tellsItsObservers();
            for (int i = 0; i < 2; i++) {
                seen.clear();
                if (i == 0) {
                    module.reboot();
                } else {
                    module.recovered(1);
                }
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> !seen("registered").isEmpty());
                assertThat(client().getId()).isNotEqualTo(before);
                before = client().getId();
                tellsItsObservers();
            }
            assertThat(example.err()).isEmpty();
        }
    }

    /** In a JVM of its own, which a signal ends, with all that it and Camel log. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theOutputShowsTheDialogueButNoKey() throws Exception {
        try (ExampleJvm example = new ExampleJvm(
                directory.resolve("out"),
                List.of("-Dlog4j2.configurationFile=classpath:lwm2m/log-all.xml"),
                "lwm2m",
                "--dtls",
                "--key-file=" + keyFile(KEY),
                "--lifetime=6s")) {
            example.awaitOutput("platform: executes /1/0/8: CHANGED");
            example.awaitOutput("platform: updated");

            // 128 and the number of the signal
            assertThat(example.stop()).isEqualTo(143);
            showsTheDialogue(example.output().lines().filter(line -> !line.contains("  log  ")));
            nothingFailsAsLongAsThePlatformObserves(example.output().lines().toList());
            assertThat(example.output().lines())
                    .as("all is logged")
                    .anyMatch(line -> line.contains("  log      TRACE "));
            KeyWatch.of(KEY).assertNoKey(example.output());
        }
    }

    private static void showsTheDialogue(Stream<String> lines) {
        assertThat(lines.map(line -> line.replaceFirst("^[0-9:]{8}  ", "")))
                .contains(
                        "platform: reads /3/0/9: 88",
                        "platform: reads /4/0/8: 96779315",
                        "platform: observes /19/0/0",
                        "platform: writes 1 to /19/1/0: CHANGED(204)")
                .containsSubsequence(
                        "platform: registered 867725030002525 with /1/0 /3/0 /4/0 /19/0 /19/1 for 6 s",
                        "platform: updated 867725030002525",
                        "stopping",
                        "platform: deregistered 867725030002525",
                        "stopped")
                .anyMatch(line -> line.matches("platform: is notified of /19/0/0: \\{\"litres\":[0-9]+}"))
                .anyMatch(line -> line.startsWith("LwM2M platform on 127.0.0.1:") && line.endsWith(" with DTLS"))
                .anyMatch(line -> line.matches(".*downlink .*uplink .*; failed [0-9]+, under way .*"))
                .noneMatch(line -> line.startsWith("platform: can't") || line.startsWith("platform: expired"));
    }

    /** Before, and when all routes are stopping, notifications fail, since they reach nobody. */
    private static void nothingFailsAsLongAsThePlatformObserves(List<String> lines) {
        int observed = Stream.of("/19/0/0", "/3/0/9")
                .mapToInt(path -> IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).contains("platform: is notified of " + path))
                        .findFirst()
                        .orElseThrow())
                .max()
                .orElseThrow();
        int stopping = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).endsWith("  stopping"))
                .findFirst()
                .orElseThrow();
        List<String> failed = lines.subList(observed, stopping).stream()
                .filter(line -> line.contains("; failed "))
                .map(line -> line.replaceAll(".*; failed ([0-9]+),.*", "$1"))
                .distinct()
                .toList();
        assertThat(failed).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aSilentPlatformEndsTheExampleWithOneLineAndStatus2() throws Exception {
        platform = platform(true, 0);
        ExampleRun wrongKey = ExampleRun.of(args("--dtls", "--key-file=" + keyFile("f0" + KEY.substring(2))));
        ExampleRun nobodyThere = ExampleRun.of("lwm2m", "--server=127.0.0.1:9");

        assertThat(wrongKey.status()).isEqualTo(2);
        assertThat(wrongKey.err().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("lwm2m: not registered: the DTLS handshake with 127.0.0.1:" + platform.port())
                .endsWith("(is the key that of " + NAME + " at the platform?)"));
        assertThat(wrongKey.out()).doesNotContain(KEY.substring(2));
        assertThat(seen).isEmpty();

        assertThat(nobodyThere.status()).isEqualTo(2);
        assertThat(nobodyThere.err()).isEqualToIgnoringNewLines("lwm2m: not registered: no answer within 6 s");
    }
}

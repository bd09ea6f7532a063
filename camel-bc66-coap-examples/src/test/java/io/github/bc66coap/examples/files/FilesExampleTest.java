// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.bc66coap.examples.sandbox.Cloud;
import io.github.bc66coap.examples.sandbox.ExampleRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class FilesExampleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static Cloud cloud;
    private static ExampleRun example;

    @BeforeAll
    static void start() {
        cloud = Cloud.start();
        example = ExampleRun.started("files", "--server=127.0.0.1:" + cloud.port(), "--directory=" + directory);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            example.close();
            assertThat(example.status()).as(example.err()).isZero();
            assertThat(directory.resolve("commands/sending")).isEmptyDirectory();
        } finally {
            cloud.close();
        }
    }

    private static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    private static List<JsonNode> linesOf(String path) throws IOException {
        return lines().stream()
                .filter(line -> line.path("path").asText().equals(path))
                .toList();
    }

    private static InetSocketAddress module() {
        await().until(() -> !cloud.modules().isEmpty());
        return cloud.modules().get(0);
    }

    private static ResponseCode ask(Code method, String path, byte[] payload, int contentFormat) throws Exception {
        Request request = new Request(method);
        request.getOptions().setUriPath(path).setUriQuery("id=7").setContentFormat(contentFormat);
        request.setPayload(payload);
        return cloud.ask(module(), request).getCode();
    }

    private static JsonNode requestTo(String path) throws IOException {
        List<JsonNode> found = linesOf(path);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void notificationsAreWrittenDownInTheirOrder() throws IOException {
        await().atMost(20, TimeUnit.SECONDS).until(() -> linesOf("/temperature").size() >= 3);

        assertThat(linesOf("/temperature"))
                .allSatisfy(line -> {
                    assertThat(line.path("event").asText()).isEqualTo("RESPONSE");
                    assertThat(line.path("code").asText()).isEqualTo("2.05");
                    assertThat(line.path("contentFormat").asInt(-1)).isZero();
                    assertThat(line.path("peer").asText()).isEqualTo("127.0.0.1:" + cloud.port());
                    assertThat(line.path("payload").asText()).matches("[0-9]+\\.[0-9]");
                    assertThat(line.path("device").asText()).startsWith("/dev/");
                })
                .isSortedAccordingTo((a, b) ->
                        a.path("time").asText().compareTo(b.path("time").asText()));
    }

    @Test
    void requestsAreWrittenDownAndAnswered() throws Exception {
        String text = "{\"alarm\":\"leak\nat \\\"7\\\" \u00e4\"}";
        assertThat(ask(
                        Code.PUT,
                        "/meter/alarm",
                        text.getBytes(StandardCharsets.UTF_8),
                        MediaTypeRegistry.APPLICATION_JSON))
                .isEqualTo(ResponseCode.CHANGED);

        JsonNode line = requestTo("/meter/alarm");
        assertThat(line.path("event").asText()).isEqualTo("REQUEST");
        assertThat(line.path("method").asText()).isEqualTo("PUT");
        assertThat(line.path("query").asText()).isEqualTo("id=7");
        assertThat(line.path("contentFormat").asInt()).isEqualTo(50);
        assertThat(line.path("payload").asText()).isEqualTo(text);
        assertThat(line.path("token").asText()).matches("([0-9A-F]{2})+");
    }

    @Test
    void binaryPayloadsAreWrittenInHex() throws Exception {
        assertThat(ask(
                        Code.POST,
                        "/image",
                        new byte[] {(byte) 0xff, 0, 10},
                        MediaTypeRegistry.APPLICATION_OCTET_STREAM))
                .isEqualTo(ResponseCode.CHANGED);

        assertThat(requestTo("/image").path("payloadHex").asText()).isEqualTo("ff000a");
        assertThat(requestTo("/image").has("payload")).isFalse();
    }

    @Test
    void aGetIsWrittenDownAndAnswered404() throws Exception {
        assertThat(ask(Code.GET, "/nothing", null, MediaTypeRegistry.TEXT_PLAIN))
                .isEqualTo(ResponseCode.NOT_FOUND);

        assertThat(requestTo("/nothing").path("method").asText()).isEqualTo("GET");
    }

    private static Path drop(String name, String text) throws IOException {
        return Files.writeString(directory.resolve("commands").resolve(name), text);
    }

    private static JsonNode result(String path) {
        Path file = directory.resolve("commands").resolve(path);
        await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(file) && Files.size(file) > 0);
        return await().ignoreExceptions().until(() -> JSON.readTree(file.toFile()), node -> !node.isMissingNode());
    }

    private static void isMoved(String name, String to) {
        await().untilAsserted(() -> {
            assertThat(directory.resolve("commands").resolve(to).resolve(name)).exists();
            assertThat(directory.resolve("commands").resolve(name)).doesNotExist();
            assertThat(directory.resolve("commands/sending").resolve(name)).doesNotExist();
        });
    }

    @Test
    void aCommandIsSentAndMovesToDoneWithItsAnswer() throws IOException {
        drop("write.json", "{\"method\":\"PUT\",\"path\":\"/valve/1\",\"payload\":{\"open\":true}}");
        assertThat(result("done/write.answer.json").path("code").asText()).isEqualTo("2.04");
        isMoved("write.json", "done");
        assertThat(cloud.written("/valve/1")).isEqualTo("PUT {\"open\":true}");

        drop("read.json", "{\"path\":\"/valve/1\"}");
        JsonNode answer = result("done/read.answer.json");
        assertThat(answer.path("code").asText()).isEqualTo("2.05");
        assertThat(answer.path("contentFormat").asInt()).isEqualTo(50);
        assertThat(answer.path("payload").asText()).isEqualTo("{\"open\":true}");
        isMoved("read.json", "done");
    }

    @Test
    void aRefusedCommandMovesToFailedWithTheReason() throws IOException {
        drop("refused.json", "{\"method\":\"DELETE\",\"path\":\"/temperature\"}");

        JsonNode reason = result("failed/refused.reason.json");
        assertThat(reason.path("code").asText()).isEqualTo("4.05");
        assertThat(reason.path("error").asText()).isEqualTo("CoapResponseException");
        isMoved("refused.json", "failed");
        assertThat(directory.resolve("commands/done/refused.answer.json")).doesNotExist();
    }

    @Test
    void aCommandThatCannotBeSentMovesToFailedWithTheReason() throws IOException {
        drop("broken.json", "{\"path\":");
        drop("unknown.json", "{\"path\":\"/x\",\"host\":\"192.0.2.1\"}");
        drop("nowhere.json", "{\"payload\":\"x\"}");
        drop("format.json", "{\"path\":\"/x\",\"payload\":\"x\",\"contentFormat\":\"image/png\"}");

        assertThat(result("failed/broken.reason.json").path("reason").asText()).contains("end-of-input");
        assertThat(result("failed/unknown.reason.json").path("reason").asText()).contains("\"host\"");
        assertThat(result("failed/nowhere.reason.json").path("reason").asText()).isEqualTo("path is missing");
        assertThat(result("failed/format.reason.json").path("reason").asText()).contains("is 23");
        for (String name : List.of("broken", "unknown", "nowhere", "format")) {
            isMoved(name + ".json", "failed");
        }
    }

    /** Its first part is from the future, as if somebody wrote on and on: a test itself may be kept from writing in time. */
    @Test
    void aFileThatIsStillWrittenIsNotTaken() throws IOException {
        Path half = Files.writeString(directory.resolve("half"), "{\"method\":\"PUT\",\"path\":\"/slow\",");
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));
        Path file = Files.move(half, directory.resolve("commands/slow.json"));
        await().until(() -> Files.exists(directory.resolve("commands/slow.json.camelLock")));
        Files.writeString(file, "\"payload\":\"whole\"}", StandardOpenOption.APPEND);
        FileTime written = Files.getLastModifiedTime(file);

        assertThat(result("done/slow.answer.json").path("code").asText()).isEqualTo("2.04");
        assertThat(cloud.written("/slow")).isEqualTo("PUT whole");
        assertThat(Files.getLastModifiedTime(directory.resolve("commands/done/slow.answer.json"))
                        .toInstant())
                .isAfterOrEqualTo(written.toInstant().plusSeconds(1));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and responses as fast as the line goes: for ten seconds at 115200 baud, for three without a rate, for two over UDP. Of
 * sixteen lines (eight without a rate) two are requests for a route that is stuck, two for another, and the rest are responses; over
 * UDP, six of eight are for the one that is stuck. {@code -Pflood} takes six times as long.
 */
class FloodTest {
    /** The modem, the virtual module, the server and Camel have to do with so much. */
    private static final String HEAP = "-Xmx64m";
    /**
     * The flood waits for the modem, so one that is too slow makes the flood slow. The rest up to the 11,520 bytes that the line
     * takes is for commands, and for whatever else keeps the machine busy: 7,257 were seen with four busy loops and other tests
     * beside it on two cores.
     */
    private static final long LEAST_BYTES_PER_SECOND = 11_520 / 3;
    /** What the tables that remember messages may have come to. */
    private static final long MOST_KIB_MORE = 8 * 1024;

    /** Nothing interrupts who reads what another JVM prints. */
    private static final Duration LONGEST_RUN = Duration.ofSeconds(350);

    private final Map<String, String> results = new HashMap<>();

    private long number(String part, String what) {
        return Long.parseLong(results.get(part + ";" + what));
    }

    @Test
    @Timeout(400)
    void aFloodLosesNoLineAndKeepsMemoryBounded() throws Exception {
        String output = run(Integer.getInteger("flood.factor", 1));
        output.lines().filter(line -> line.startsWith("RESULT;")).forEach(line -> {
            String[] fields = line.split(";");
            results.put(fields[1] + ";" + fields[2], fields[3]);
        });

        for (String part : List.of("115200 baud", "pty", "udp")) {
            assertThat(results).as(output).containsEntry(part + ";worksAfterwards", "true");
            System.out.println("flood: " + new TreeMap<>(results).subMap(part + ";", part + "<"));
            assertThat(number(part, "decoded")).as("decoded, " + part).isEqualTo(number(part, "emitted"));
            assertThat(number(part, "malformed")).isZero();
            assertThat(number(part, "refused")).isPositive();
            assertThat(number(part, "answered503"))
                    .as("5.03, " + part)
                    .isEqualTo(number(part, "refused") - number(part, "droppedRequests"));
            assertThat(number(part, "ownDuring")).as("own requests, " + part).isPositive();
            assertThat(number(part, "ownFailures")).isZero();
            assertThat(number(part, "reconnects")).isZero();
            assertThat(number(part, "heapAfter"))
                    .as("KiB of heap in use after the flood, " + part)
                    .isLessThan(number(part, "heapBefore") + MOST_KIB_MORE);
        }
        assertThat(number("115200 baud", "droppedRequests")).isZero();
        assertThat(number("115200 baud", "bytesPerSecond")).isGreaterThan(LEAST_BYTES_PER_SECOND);
        assertThat(output.lines().filter(line -> line.contains(" WARN "))).hasSizeLessThan(40);
        assertThat(output).doesNotContain("OutOfMemoryError", " ERROR ");
    }

    private static String run(int factor) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfazecast.jSerialComm.appid=flood",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloodRun.class.getName(),
                        Integer.toString(factor))
                .redirectErrorStream(true)
                .start();
        try {
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            assertThat(process.waitFor(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the flood ends")
                    .isTrue();
            assertThat(process.exitValue()).as(output.join()).isZero();
            return output.join();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

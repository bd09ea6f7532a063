// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class DemoTest {
    private static final int READINGS = 28;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private Demo demo(Predicate<String> refuses) {
        Demo.Settings settings = new Demo.Settings(
                directory,
                4,
                Duration.ofMillis(100),
                List.of(Demo.APP_DATA, Demo.CELL_ID, Demo.APP_DATA),
                Duration.ofMillis(50),
                Duration.ZERO,
                refuses,
                Duration.ofMinutes(2),
                Duration.ZERO);
        return new Demo(settings, new PrintStream(screen, true, StandardCharsets.UTF_8));
    }

    private List<String> shown() {
        return screen.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theDemoLosesNoReadingAndNoAnswer() throws Exception {
        Demo demo = demo(reading -> false);

        assertThat(demo.run()).as(screen.toString()).isZero();

        assertThat(shown().stream().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "module: GET /validate 4 4 4 0",
                        "module: POST /readings 28 28 28 0",
                        "cloud: GET /19/0/0 2 2 2 0",
                        "cloud: GET /4/0/8 1 1 1 0",
                        "answers filed: 4 of 4",
                        "readings held by the server: 28 of 28");
        assertThat(directory.resolve("answers/validate.txt")).hasContent("123123456\n123123457\n123123458\n123123459");
        assertThat(directory.resolve("readings/sent/readings-2026-11-22.csv")).exists();
        assertThat(directory.resolve("readings/refused")).doesNotExist();
        assertThat(demo.cloud().held())
                .hasSize(READINGS)
                .contains("{\"time\":\"2026-11-22T00:00:00Z\",\"meter\":\"WZ-8ITR0062314875\",\"medium\":\"water\","
                        + "\"value\":412.318,\"unit\":\"m3\"}");
    }

    @Test
    void theModuleAnswersWithTokenAndMessageIdAsReceived() throws Exception {
        Demo demo = demo(reading -> false);
        demo.run();

        assertThat(demo.cloud().asked()).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.response().getCode()).isEqualTo(ResponseCode.CONTENT);
            assertThat(asked.response().getType()).isEqualTo(Type.ACK);
            assertThat(asked.response().getMID()).isEqualTo(asked.request().getMID());
            assertThat(asked.response().getToken()).isEqualTo(asked.request().getToken());
        });
        assertThat(demo.cloud().asked().stream()
                        .map(asked -> asked.request().getOptions().getUriPathString() + " "
                                + asked.response().getPayloadString()))
                .containsExactly("19/0/0 ", "4/0/8 96779315", "19/0/0 ");
        assertThat(shown())
                .anyMatch(line -> line.endsWith("AT    >  AT+QENG=0"))
                .anyMatch(line -> line.matches("the same in a browser: http://127\\.0\\.0\\.1:[0-9]+/"));
    }

    @Test
    void aReadingThatTheServerRefusesIsCountedLostAndKept() throws Exception {
        Demo demo = demo(reading -> reading.contains("12:00:41Z"));

        assertThat(demo.run()).isEqualTo(1);

        assertThat(demo.flow(Demo.READINGS).lost()).isEqualTo(1);
        assertThat(demo.flow(Demo.VALIDATE).lost()).isZero();
        assertThat(shown().stream().map(line -> line.replaceAll(" +", " ")))
                .contains("module: POST /readings 28 27 27 1", "readings held by the server: 27 of 28")
                .anyMatch(line -> line.startsWith("NOT COMPLETE"));
        assertThat(Files.readString(directory.resolve("readings/refused/readings.csv")))
                .startsWith("2026-11-22T12:00:41Z,");
    }

    @Test
    void theShownLinesAreAlignedAndPrintable() throws Exception {
        demo(reading -> false).run();

        assertThat(shown()).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7E]*"));
        assertThat(shown().stream().filter(line -> line.matches("[0-9]{2}:.*")))
                .hasSizeGreaterThan(300)
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThan(150).matches("[0-9:.]{12}  (route|AT   |CoAP ) [<>]  \\S.*"));
    }
}

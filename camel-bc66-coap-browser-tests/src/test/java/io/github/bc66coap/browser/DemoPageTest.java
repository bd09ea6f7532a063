// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import io.github.bc66coap.examples.demo.Demo;
import io.github.bc66coap.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The demo as users run it, looked at when it is done. */
@Timeout(120)
@ExtendWith(Browser.Resolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class DemoPageTest {
    private static final Pattern ADDRESS = Pattern.compile("the same in a browser: (http://\\S+)");

    @TempDir
    static Path directory;

    private Browser browser;
    private Program demo;
    private String url;

    @BeforeAll
    void run(Browser given) throws Exception {
        browser = given;
        demo = new Program(
                Program.java(List.of("-Ddemo.hold=5m"), Demo.class, directory.toString()), directory.resolve("output"));
        demo.awaitOutput("> out, < in");
        demo.awaitOutput("\n\n");
        url = ADDRESS.matcher(demo.output()).results().findFirst().orElseThrow().group(1);
        browser.open(url);
        browser.awaitRow("CON POST /readings");
        browser.screenshotForDocs("monitor-demo");
        browser.scheme("light");
        browser.screenshot("monitor-light");
        demo.awaitOutput("\ndone; the page stays for ");
    }

    @AfterAll
    void end() throws Exception {
        if (demo != null) {
            demo.terminate();
            demo.awaitEnd(Duration.ofSeconds(20));
        }
    }

    @BeforeEach
    void open() {
        browser.open(url);
        browser.awaitRow("AT+QCOAPDEL");
    }

    @Test
    void theDiagramShowsTheExchangesOfTheDemo() {
        browser.type("#filter", "/validate");
        await().untilAsserted(() -> assertThat(browser.rows())
                .anyMatch(row -> row.matches("(?s)CON GET /validate.*MID [0-9]+ · token [0-9a-f]+"))
                .anyMatch(row -> row.startsWith("poll: GET /validate"))
                .filteredOn(row -> row.startsWith("CON GET"))
                .hasSize(6));
        browser.type("#filter", "/readings");
        await().untilAsserted(() ->
                assertThat(browser.text("#count")).isEqualTo("56 events")); // 28 from the route, 28 to the server
        browser.type("#filter", "/4/0/8");
        await().untilAsserted(() -> assertThat(browser.rows())
                .filteredOn(row -> row.startsWith("CON GET /4/0/8"))
                .hasSize(2));
        assertThat(browser.text("#state")).isEqualTo("NO CONTEXT");
    }

    @Test
    void aClickShowsAllStepsOfAnExchange() throws Exception {
        browser.type("#filter", "con get /4/0/8");
        browser.clickRow("CON GET /4/0/8");
        assertThat(browser.texts("#details .step .said"))
                .anyMatch(step -> step.startsWith("CON GET /4/0/8"))
                .anyMatch(step -> step.startsWith("+QCOAPURC: \"req\""))
                .anyMatch(step -> step.startsWith("cell-id: GET /4/0/8"))
                .anyMatch(step -> step.startsWith("cell-id: 2.05"))
                .anyMatch(step -> step.startsWith("AT+QCOAPHEAD=5,"))
                .anyMatch(step -> step.startsWith("AT+QCOAPSEND=2,"))
                .anyMatch(step -> step.startsWith("+QCOAPSEND: 0"))
                .anyMatch(step -> step.startsWith("ACK 2.05"));
        assertThat(browser.texts("#details dt")).contains("Message ID", "Token", "Path", "Peer");
        browser.type("#filter", "");
        browser.screenshotForDocs("monitor-exchange");
        browser.press(Keys.ESCAPE);
        assertThat(browser.find("#details").isDisplayed()).isFalse();
    }

    @Test
    void theDetailsOpenAndCloseByKeys() {
        browser.run("document.getElementById('rows').focus()");
        browser.press(Keys.END);
        browser.press(Keys.ARROW_UP);
        browser.press(Keys.ENTER);
        assertThat(browser.find("#details").isDisplayed()).isTrue();
        browser.press(Keys.ESCAPE);
        assertThat(browser.find("#details").isDisplayed()).isFalse();
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("rows");
    }

    @Test
    void kindsOfEventsCanBeHidden() {
        for (String kind : List.of("at", "route", "note")) {
            browser.click("button.kind." + kind);
        }
        await().untilAsserted(() ->
                assertThat(browser.rows()).isNotEmpty().allMatch(row -> row.matches("(?s)(CON|NON|ACK|RST) .*")));
    }

    @Test
    void plotsAndBandsAreDrawn() {
        await().untilAsserted(() ->
                assertThat(browser.texts("#plots figcaption span:first-child")).contains("Rate", "Latency"));
        assertThat(browser.texts("#bands .band")).isNotEmpty();
    }

    @Test
    void aSavedFileIsRedactedAndCanBeOpened() throws Exception {
        Path saved = browser.download("#save");
        String text = Files.readString(saved);
        assertThat(text)
                .contains("\"format\": \"bc66-monitor\"", "\"version\": 1", "AT+QCOAPHEAD=5,", "/validate")
                .as("what messages say")
                .doesNotContain("WZ-8ITR0062314875", "123123456", "96779315")
                .doesNotContainIgnoringCase(hex("WZ-8ITR0062314875"))
                .doesNotContainIgnoringCase(hex("123123456"));
        browser.give("#file", saved);
        browser.awaitText("#connection", "saved file");
        browser.awaitRow("AT+QCOAPDEL");
        assertThat(browser.find("#actions").isDisplayed()).isFalse();
        browser.type("#filter", "con get /validate");
        browser.clickRow("CON GET /validate");
        assertThat(browser.text("#details")).contains("Uri-Path", "validate");
        assertThat(browser.find("#message").isDisplayed()).isFalse();
        browser.press(Keys.ESCAPE);
        browser.click("#live");
        browser.awaitText("#connection", "live");
        browser.awaitRow("CON GET /validate");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A headless browser, one for all tests. Where there is none, tests that want one are skipped, or fail where {@code CI} is
 * {@code true}.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path BINARY = Path.of(System.getProperty("browser", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("browser.driver", "/usr/bin/chromedriver"));

    /** Held, as loggers that nobody holds forget their level; of each browser that it is newer than Selenium. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final Path home;
    private final ChromeDriver driver;

    /** Gives tests the browser. */
    static final class Resolver implements ParameterResolver, ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean isThere = Files.isExecutable(BINARY) && Files.isExecutable(DRIVER);
            return isThere || "true".equals(System.getenv("CI"))
                    ? ConditionEvaluationResult.enabled("there is to be a browser")
                    : ConditionEvaluationResult.disabled("no browser: " + BINARY + ", " + DRIVER);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Browser.class;
        }

        @Override
        public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Browser.class))
                    .getOrComputeIfAbsent(Browser.class, ignored -> new Browser(), Browser.class);
        }
    }

    private Browser() {
        try {
            home = Files.createTempDirectory("browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BINARY.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en",
                "--user-data-dir=" + home.resolve("profile"));
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", downloads().toString(), "download.prompt_for_download", false));
        // its path is given, so that nothing is looked for and nothing downloaded
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1440, 900));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private Path downloads() {
        return home.resolve("downloads");
    }

    /** Opens a page as if for the first time. */
    void open(String url) {
        driver.get("about:blank");
        scheme("dark");
        driver.manage().window().setSize(new Dimension(1440, 900));
        driver.get(url);
        awaitText("#connection", "live");
    }

    /** Dark or light. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What a script returns. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** At one moment: the page may be replacing them. */
    @SuppressWarnings("unchecked")
    List<String> texts(String css) {
        return (List<String>)
                run("return [...document.querySelectorAll(arguments[0])].map(element => element.textContent)", css);
    }

    String text(String css) {
        return (String) run("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    }

    void awaitText(String css, String part) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(css)).contains(part));
    }

    /** As with a mouse. If the page moves under it just then, once more. */
    void click(String css) {
        WebElement element = find(css);
        // the driver stops as soon as an edge of it is in sight
        run(
                "arguments[0].scrollIntoView({block: 'center'}); window.clicked = false;"
                        + "arguments[0].addEventListener('click', () => window.clicked = true, {capture: true, once: true})",
                element);
        await().atMost(PATIENCE).until(() -> {
            element.click();
            // on another page there is no such thing
            return (Boolean) run("return window.clicked !== false");
        });
    }

    void type(String css, String text) {
        WebElement field = find(css);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, text);
    }

    void choose(String css, String value) {
        run(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1];"
                        + "s.dispatchEvent(new Event('change'))",
                css,
                value);
        assertThat(find(css).getDomProperty("value")).isEqualTo(value);
    }

    /** Presses a key where the focus is. */
    void press(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Gives a field for files one. */
    void give(String css, Path file) {
        find(css).sendKeys(file.toAbsolutePath().toString());
    }

    /** The rows that are in sight. */
    List<String> rows() {
        @SuppressWarnings("unchecked")
        List<String> rows = (List<String>) run("return [...document.querySelectorAll('#rows .row')]"
                + ".sort((a, b) => a.ariaPosInSet - b.ariaPosInSet).map(row => row.querySelector('.label').innerText)");
        return rows;
    }

    void awaitRow(String part) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows()).anyMatch(row -> row.contains(part)));
    }

    /** Clicks a row that is in sight. */
    void clickRow(String part) {
        awaitRow(part);
        run(
                "[...document.querySelectorAll('#rows .row')].findLast(row => row.innerText.includes(arguments[0])).click()",
                part);
    }

    /** The file that a click downloads. */
    Path download(String css) throws IOException {
        List<Path> before = downloaded();
        click(css);
        await().atMost(PATIENCE).until(() -> downloaded().size() == before.size() + 1);
        return downloaded().stream()
                .filter(file -> !before.contains(file))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> downloaded() throws IOException {
        if (!Files.exists(downloads())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(downloads())) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    /** Waits until the page has drawn what it knows. */
    void awaitDrawn() {
        driver.executeAsyncScript(
                "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200)");
    }

    /** A picture of the window, for people who look at tests. */
    void screenshot(String name) throws IOException {
        awaitDrawn();
        Path file = Path.of("target/screenshots", name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The same for the docs, which {@code -Ddocs.update=true} replaces. */
    void screenshotForDocs(String name) throws IOException {
        screenshot(name);
        if (Boolean.getBoolean("docs.update")) {
            Path docs = Files.createDirectories(Path.of("../docs/images"));
            Files.copy(
                    Path.of("target/screenshots", name + ".png"),
                    docs.resolve(name + ".png"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

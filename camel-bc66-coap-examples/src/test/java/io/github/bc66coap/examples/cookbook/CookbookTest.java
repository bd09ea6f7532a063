// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.cookbook;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.Processor;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.github.bc66coap.examples.sandbox.Cloud;
import io.github.bc66coap.examples.sandbox.MqttBroker;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each recipe of {@code docs/cookbook.md} does what the page says; only times and folders are others. */
@Execution(ExecutionMode.CONCURRENT)
class CookbookTest {
    private static final Path PAGE = Path.of("..", "docs", "cookbook.md");
    private static final Pattern RECIPE = Pattern.compile("(?ms)^## ([^\\n]+)\\n((?:(?!^## ).)*)");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final String READING = "{\"value\":412.318}";
    private static final AtomicInteger MODULES = new AtomicInteger();

    private static Map<String, String> recipes;
    private static MqttBroker broker;
    private static Cloud cloud;

    @TempDir
    Path directory;

    private final List<VirtualBc66> modules = new ArrayList<>();
    private final Main main = new Main();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    /** Instead of {@code meters}, at the broker that all tests share. */
    private final String topics = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        recipes = RECIPE.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(recipe -> recipe.group(1), recipe -> yaml(recipe.group(2))));
        broker = MqttBroker.start(0);
        cloud = Cloud.start();
    }

    private static String yaml(String text) {
        return YAML.matcher(text)
                .results()
                .map(block -> block.group(1))
                .reduce((one, other) -> one + "\0" + other)
                .orElse("");
    }

    @AfterAll
    static void end() throws Exception {
        cloud.close();
        broker.close();
    }

    @AfterEach
    void stop() {
        main.stop();
        modules.forEach(VirtualBc66::close);
    }

    @BeforeEach
    void setProperties() {
        property("cloud.host", "127.0.0.1");
        property("cloud.port", Integer.toString(cloud.port()));
        property("mqtt.broker", broker.url());
        property("camel.component.bc66coap.reconnectDelay", "20ms");
    }

    /** Each has an address of its own, and so the port that the page takes for granted; and a name that no other test can get. */
    private VirtualBc66 module() {
        int number = MODULES.incrementAndGet();
        VirtualBc66 module = VirtualBc66.builder()
                .pty(directory.resolve("bc66-" + number))
                .address(FreePorts.address())
                .start();
        modules.add(module);
        return module;
    }

    /** Runs a recipe; {@code replaced} has what is another on this machine, each with what comes in its place. */
    private void run(String title, VirtualBc66 module, String... replaced) throws IOException {
        String yaml = recipes.get(title)
                .replace("file:data/", "file:" + directory + "/")
                .replace("paho-mqtt5:meters/", "paho-mqtt5:" + topics + "/");
        assertThat(yaml).as("one block of YAML").isNotEmpty().doesNotContain("\0");
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(yaml).contains(replaced[i]);
            yaml = yaml.replace(replaced[i], replaced[i + 1]);
        }
        Path file = Files.writeString(directory.resolve("recipe.camel.yaml"), yaml);
        main.configure().withRoutesIncludePattern("file:" + file);
        property("bc66.device", module.device());
        main.start();
    }

    private void property(String name, String value) {
        main.addInitialProperty(name, value);
    }

    private void awaitResource(VirtualBc66 module, String path) {
        await().until(() -> module.contextExists() && module.resources().contains(path));
    }

    private static Response ask(VirtualBc66 module, Request request, String path) throws InterruptedException {
        request.getOptions().setUriPath(path);
        return cloud.ask(module.coapAddress(), request);
    }

    private String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    /** Puts a whole file into a folder at once. */
    private void put(String folder, String name, String text) throws IOException {
        Path complete = Files.writeString(directory.resolve(name), text);
        Files.move(complete, Files.createDirectories(directory.resolve(folder)).resolve(name));
    }

    /** Messages of a topic are heard. */
    private void listen(String topic) {
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("paho-mqtt5:" + topics + "/" + topic + "?brokerUrl=" + broker.url())
                        .process(exchange -> heard.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    /** What this server is posted is heard, with its query; {@code bad} is refused. */
    private CoapCloud heard(CoapCloud server) {
        return server.on("readings", exchange -> {
            heard.add(exchange.getRequestOptions().getUriQueryString() + " " + exchange.getRequestText());
            exchange.respond(exchange.getRequestText().equals("bad") ? ResponseCode.BAD_REQUEST : ResponseCode.CHANGED);
        });
    }

    @Test
    void everyRecipeHasATest() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", CookbookTest.class.getName().replace('.', '/') + ".java"));
        assertThat(recipes).hasSizeGreaterThan(10).allSatisfy((title, yaml) -> assertThat(source)
                .contains("\"" + title + "\""));
    }

    @Test
    void theTableNamesEachRecipe() throws IOException {
        assertThat(Pattern.compile("(?m)^\\| [^|]+ \\| \\[([^]]+)]\\(#")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(recipes.keySet());
    }

    @Test
    void aRequestBecomesAMessageOfTheBroker() throws Exception {
        VirtualBc66 module = module();
        listen("requests");
        run("Requests to an MQTT broker", module);
        awaitResource(module, "/meter");

        Request request = Request.newPost();
        request.setPayload(READING);
        Response response = ask(module, request, "meter");

        assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(response.getPayloadSize()).isZero();
        assertThat(next()).isEqualTo(READING);
    }

    @Test
    void theLatestReadingIsSent() throws Exception {
        put("latest", "reading.json", READING);
        run("A reading every five minutes", module(), "period: 5m", "period: 500", "/readings", "/every-five-minutes");

        await().untilAsserted(
                        () -> assertThat(cloud.written("/every-five-minutes")).isEqualTo("POST " + READING));
        assertThat(directory.resolve("latest/reading.json")).exists();
    }

    @Test
    void aGetIsAnswered() throws Exception {
        VirtualBc66 module = module();
        run("Answer a GET", module);
        awaitResource(module, "/temperature");

        Response response = ask(module, Request.newGet(), "temperature");

        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getPayloadString()).isEqualTo("21.5");
        assertThat(response.getOptions().getContentFormat()).isZero();
        assertThat(ask(module, Request.newGet(), "other").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(ask(module, Request.newPost(), "temperature").getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void aCommandFromMqttIsDoneAndAnswered() throws Exception {
        VirtualBc66 module = module();
        listen("answers");
        property("camel.component.bc66coap.readyOnStart", "true");
        property("camel.component.bc66coap.responseTimeout", "5s");
        run("A command from MQTT, and its answer", module);

        send("on");
        assertThat(next()).isEqualTo("2.04");
        assertThat(cloud.written("/lamp")).isEqualTo("PUT on");
        module.hangUp();
        send("off");
        assertThat(next()).startsWith("failed: nothing was sent: ");
    }

    private void send(String command) throws Exception {
        main.getCamelTemplate().sendBody("paho-mqtt5:" + topics + "/commands?qos=1&brokerUrl=" + broker.url(), command);
    }

    @Test
    void readingsAreKeptWhileTheModuleIsAway() throws Exception {
        VirtualBc66 module = module();
        property("camel.component.bc66coap.responseTimeout", "5s");
        try (CoapCloud server = heard(new CoapCloud())) {
            run(
                    "Keep readings and send them later",
                    module,
                    "{{cloud.port}}",
                    Integer.toString(server.port()),
                    "delay: 5000",
                    "delay: 100");
            NotifyBuilder failed =
                    new NotifyBuilder(main.getCamelContext()).whenFailed(1).create();
            module.hangUp();
            put("outbox", "1.json", READING);
            put("outbox", "2.json", "bad");
            put("outbox", "3.json", READING);
            await().atMost(30, TimeUnit.SECONDS).until(failed::matches);
            assertThat(heard).isEmpty();
            module.reconnect();

            assertThat(next()).isEqualTo("id=1 " + READING);
            assertThat(next()).isEqualTo("id=2 bad");
            assertThat(next()).isEqualTo("id=3 " + READING);
            await().until(() -> folder("outbox").isEmpty());
            assertThat(folder("refused")).containsExactly("2.json");
        }
    }

    private List<String> folder(String name) throws IOException {
        try (var files = Files.list(directory.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aResourceOfTheServerIsObserved() throws Exception {
        main.bind(
                "heard", (Processor) exchange -> heard.add(exchange.getMessage().getBody(String.class)));
        run("Observe a resource of a server", module(), "- log: \"${body}\"", "- process:\n            ref: heard");

        // it changes every second
        assertThat(next()).matches("\\d+[.]\\d");
        assertThat(next()).matches("\\d+[.]\\d");
    }

    @Test
    void observersAreNotified() throws Exception {
        VirtualBc66 module = module();
        run("Be observed", module, "period: 1m", "period: 200");
        awaitResource(module, "/battery");

        Request observe = Request.newGet();
        observe.setObserve();
        try (CoapCloud observer = new CoapCloud()) {
            assertThat(observer.ask(module.coapAddress(), observe, "/battery").getPayloadString())
                    .isEqualTo("87");
            await().until(() -> observer.notifications().size() >= 3);
            assertThat(observer.notifications()).allSatisfy(response -> assertThat(response.getPayloadString())
                    .isEqualTo("87"));
            // before the observer, whose acknowledgement a notification waits for
            main.stop();
        }
    }

    @Test
    void longBodiesAreSentAndFetched() throws Exception {
        VirtualBc66 module = module();
        String log = "a line of a log\n".repeat(300);
        run("Long bodies", module, "period: 1h", "period: 500", "uriPath: /settings", "uriPath: /log");
        put("logs", "today.log", log);

        await().untilAsserted(() -> assertThat(cloud.written("/log")).isEqualTo("PUT " + log));
        await().untilAsserted(() ->
                assertThat(directory.resolve("settings/settings.json")).hasContent(log));
    }

    @Test
    void aReadingGoesOverDtls() throws Exception {
        String host = FreePorts.address();
        property("cloud.host", host);
        property("camel.component.bc66coap.pskIdentity", "meter-7");
        property("camel.component.bc66coap.secretKey", "6b6579");
        try (CoapCloud server = heard(CoapCloud.secure(new InetSocketAddress(host, 5684), "meter-7", "6b6579"))) {
            run("DTLS", module());
            put("readings", "a.json", READING);
            assertThat(next()).isEqualTo(" " + READING);
            await().until(() -> folder("readings").isEmpty());
        }
    }

    @Test
    void aLateResponseIsSentSeparately() throws Exception {
        VirtualBc66 module = module();
        run("A late response", module, "constant: 120000", "constant: 300");
        awaitResource(module, "/valve");

        Response response = ask(module, Request.newPost(), "valve");

        assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(response.getPayloadString()).isEqualTo("closed");
        assertThat(response.getType()).isEqualTo(Type.CON);
    }

    @Test
    void theSpareModuleSendsReadingsWhenTheFirstCannot() throws Exception {
        VirtualBc66 module = module();
        VirtualBc66 spare = module();
        property("bc66.spare", spare.device());
        module.hangUp();
        run("Two modules, one of them a spare", module, "20s", "300ms", "uriPath: /readings", "uriPath: /spare");
        put("readings", "a.json", READING);

        await().untilAsserted(
                        () -> assertThat(spare.commands()).anyMatch(command -> command.startsWith("AT+QCOAPSEND")));
        await().untilAsserted(() -> assertThat(cloud.written("/spare")).isEqualTo("POST " + READING));
    }

    @Test
    void signalAndCellAreMeasured() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        main.bind("metricsRegistry", registry);
        run("Signal and cell as metrics", module(), "period: 1m", "period: 200");

        await().untilAsserted(() -> {
            assertThat(Optional.ofNullable(registry.find("meter.signal").summary())
                            .map(DistributionSummary::max))
                    .hasValueSatisfying(signal -> assertThat(signal).isBetween(1.0, 31.0));
            assertThat(Optional.ofNullable(registry.find("meter.cell")
                                    .tag("cell", "5C4BC33")
                                    .counter())
                            .map(Counter::count))
                    .hasValueSatisfying(count -> assertThat(count).isPositive());
        });
    }

    @Test
    void theServerIsToldOfARestart() throws Exception {
        VirtualBc66 module = module();
        // a restart is told of only after it has been ready once
        property("camel.component.bc66coap.readyOnStart", "true");
        run("When the module has restarted", module, "uriPath: /hello", "uriPath: /hello-again");
        module.reboot();

        await().untilAsserted(() -> assertThat(cloud.written("/hello-again")).startsWith("POST {\"restarted\":\"20"));
    }
}

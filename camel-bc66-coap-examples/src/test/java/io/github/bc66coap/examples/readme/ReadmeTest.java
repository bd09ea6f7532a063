// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.examples.mqtt.MqttClientForTests;
import io.github.bc66coap.examples.sandbox.MqttBroker;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.CoapCloud;

import static org.assertj.core.api.Assertions.assertThat;

/** What README.md shows is what works. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final String READING = "{\"value\":412.318}";

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(builder -> builder.pty());

    @AutoClose
    final CoapCloud cloud =
            new CoapCloud().answer("readings", ResponseCode.CHANGED).answer("settings", ResponseCode.CHANGED);

    @TempDir
    Path directory;

    @Test
    void theReadmeNamesTheCamelVersionOfTheBuild() throws IOException {
        String version = Pattern.compile("<camel.version>(.+?)</camel.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        for (String page : List.of("README.md", "docs/component.md")) {
            assertThat(Files.readString(ROOT.resolve(page)).replaceAll("\\s+", " "))
                    .contains("tested with Camel " + version + ",");
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return ShownRoutes.blocks(Files.readString(ROOT.resolve("README.md")), language);
    }

    private static String block(String language, String part) throws IOException {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(part)).toList();
        assertThat(found).as(language + " with " + part).hasSize(1);
        return found.get(0);
    }

    @Test
    void theFirstBlockHasTwoCommandsOfWhichTheSecondIsRunByCi() throws IOException {
        List<String> commands = blocks("\\w*").get(0).lines().toList();

        assertThat(commands).hasSize(2);
        assertThat(commands).allMatch(command -> command.startsWith("./mvnw "));
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(commands.get(1) + " | tee \"$logs/usual\"");
    }

    @Test
    void theShownTestEqualsAlarmRouteTest() throws IOException {
        Path source = Path.of("src/test/java", AlarmRouteTest.class.getName().replace('.', '/') + ".java");
        String shown = block("java", "class AlarmRouteTest ");
        assertThat(shown).startsWith("import ");
        assertThat(Files.readString(source)).endsWith(shown);
    }

    @Test
    void theTestNamedInTheReadmeExists() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("-Dtest='ConnectTest#aStartFailsWhereTheDeviceIsMissing'");
        assertThat(Files.readString(
                        ROOT.resolve("camel-bc66-coap/src/test/java/io/github/bc66coap/camel/ConnectTest.java")))
                .contains("void aStartFailsWhereTheDeviceIsMissing(");
    }

    /** A file is posted, and a question answered. */
    @ParameterizedTest
    @CsvSource({"yaml, uri: file:readings", "java, file:readings"})
    void theRoutesWork(String language, String part) throws Exception {
        String routes = block(language, part).replace("file:readings", "file:" + directory);
        try (CamelContext context = ShownRoutes.context(bc66.modem(), cloud)) {
            ShownRoutes.load(context, language, routes, directory);
            Files.writeString(directory.resolve("a.json"), READING);
            context.start();

            Request posted = cloud.awaitRequest(Code.POST, "/readings");
            assertThat(posted.getOptions().getContentFormat() + " " + posted.getPayloadString())
                    .isEqualTo("50 " + READING);
            bc66.awaitReady(1);
            assertThat(cloud.ask(bc66.modem().coapAddress(), Request.newGet(), "/4/0/8")
                            .getPayloadString())
                    .startsWith("+QENG: 0,3738,");
        }
    }

    /** Between a real broker and a real CoAP server. */
    @Test
    void theRoutesWithMqttWork() throws Exception {
        try (MqttBroker broker = MqttBroker.start(0);
                MqttClientForTests client = new MqttClientForTests(broker.url(), "meters/1/readings");
                CamelContext context = ShownRoutes.context(bc66.modem(), cloud)) {
            context.getPropertiesComponent().addInitialProperty("mqtt.broker", broker.url());
            ShownRoutes.load(context, "yaml", block("yaml", "paho-mqtt5:"), directory);
            context.start();
            bc66.awaitReady(1);

            Request reading = Request.newPut().setPayload(READING);
            assertThat(cloud.ask(bc66.modem().coapAddress(), reading, "/readings")
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
            assertThat(client.first("meters/1/readings").text()).isEqualTo(READING);

            client.publish("meters/1/settings", "{\"interval\":60}", false, new MqttProperties());
            assertThat(cloud.awaitRequest(Code.PUT, "/settings").getPayloadString())
                    .isEqualTo("{\"interval\":60}");
        }
    }
}

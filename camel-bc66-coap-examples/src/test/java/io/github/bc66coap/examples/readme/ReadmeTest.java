/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.examples.readme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.examples.bench.FreePorts;
import io.github.bc66coap.simulator.junit5.Bc66Extension;

import static org.assertj.core.api.Assertions.assertThat;

/** What README.md shows is what works. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final String DEVICE = "/dev/ttyUSB0";
    private static final String READING = "{\"value\":412.318}";

    static {
        CoapConfig.register();
        UdpConfig.register();
    }

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(builder -> builder.pty());

    @TempDir
    Path directory;

    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();

    @Test
    void camelsVersionIsTheBuilds() throws IOException {
        String version = Pattern.compile("<camel.version>(.+?)</camel.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        for (String page : List.of("README.md", "docs/component.md")) {
            assertThat(Files.readString(ROOT.resolve(page))).contains("tested with Camel " + version + ",");
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```(?:" + language + ")\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theFirstBlockHasTwoCommandsOfWhichTheSecondIsRunByCi() throws IOException {
        List<String> commands = blocks("\\w*").get(0).lines().toList();

        assertThat(commands).hasSize(2);
        assertThat(commands).allMatch(command -> command.startsWith("./mvnw "));
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(commands.get(1) + " | tee \"$logs/usual\"");
    }

    @Test
    void theTestIsOneThatRuns() throws IOException {
        Path source = Path.of("src/test/java", AlarmRouteTest.class.getName().replace('.', '/') + ".java");
        String shown = blocks("java").stream()
                .filter(block -> block.startsWith("class AlarmRouteTest "))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(source)).endsWith(shown);
    }

    @Test
    void theRoutesInYamlWork() throws Exception {
        String yaml = blocks("yaml").get(0);
        assertThat(blocks("yaml")).hasSize(1);
        work(context -> PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        ResourceHelper.fromString("readme.camel.yaml", onThisMachine(yaml, ": ", "\n              "))));
    }

    @Test
    void theRoutesInJavaAreTheSame() throws Exception {
        assertThat(blocks("java").get(0).replaceAll("\\s+", ""))
                .isEqualTo("from(\"file:readings?include=.*[.]json\")"
                        + ".to(\"bc66coap:/dev/ttyUSB0?host=192.0.2.1&uriPath=/readings&contentFormat=application/json\")"
                        + ".log(\"${header.CamelBc66CoapResponseCode}\");");
        assertThat(blocks("java").get(1).replaceAll("\\s+", ""))
                .isEqualTo("from(\"bc66coap:/dev/ttyUSB0?uriPath=/4/0/8&methods=GET\")"
                        + ".to(\"bc66coap:/dev/ttyUSB0?operation=AT&command=AT+QENG=0\")"
                        + ".setBody(simple(\"${body[0]}\"));");
        work(context -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(onThisMachine("file:readings?include=.*[.]json", "=", "&"))
                        .to(onThisMachine(
                                "bc66coap:/dev/ttyUSB0?host=192.0.2.1&uriPath=/readings&contentFormat=application/json",
                                "=",
                                "&"))
                        .log("${header.CamelBc66CoapResponseCode}");
                from(onThisMachine("bc66coap:/dev/ttyUSB0?uriPath=/4/0/8&methods=GET", "=", "&"))
                        .to(onThisMachine("bc66coap:/dev/ttyUSB0?operation=AT&command=AT+QENG=0", "=", "&"))
                        .setBody(simple("${body[0]}"));
            }
        }));
    }

    private interface Adding {
        void to(CamelContext context) throws Exception;
    }

    private CoapEndpoint server;

    private String onThisMachine(String text, String is, String and) {
        return text.replace(DEVICE, bc66.modem().device())
                .replace(
                        "host" + is + "192.0.2.1",
                        "host" + is + "127.0.0.1" + and + "port" + is
                                + server.getAddress().getPort())
                .replace("file:readings", "file:" + directory);
    }

    /** A file is posted, and a question answered. */
    private void work(Adding routes) throws Exception {
        Configuration configuration = new Configuration();
        server = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        CoapServer cloud = new CoapServer(configuration);
        cloud.addEndpoint(server);
        cloud.add(new CoapResource("readings") {
            @Override
            public void handlePOST(CoapExchange exchange) {
                posted.add(exchange.getRequestOptions().getContentFormat() + " " + exchange.getRequestText());
                exchange.respond(ResponseCode.CHANGED);
            }
        });
        cloud.start();
        int port = FreePorts.udp();
        Files.writeString(directory.resolve("a.json"), READING);
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("bc66coap", Bc66CoapComponent.class)
                    .getConfiguration()
                    .setLocalPort(port);
            routes.to(context);
            context.start();

            assertThat(posted.poll(10, TimeUnit.SECONDS)).isEqualTo("50 " + READING);
            Request question = Request.newGet();
            question.setURI("coap://127.0.0.1:" + port + "/4/0/8");
            question.send(server);
            Response answer = question.waitForResponse(10_000);
            assertThat(answer.getPayloadString()).startsWith("+QENG: 0,3738,");
        } finally {
            cloud.destroy();
        }
    }
}

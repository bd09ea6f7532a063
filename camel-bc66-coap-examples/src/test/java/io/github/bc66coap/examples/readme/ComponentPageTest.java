// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.readme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.CoapCloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of {@code docs/component.md} work as they stand there, in each language. */
class ComponentPageTest {
    private static final Path PAGE = Path.of("..", "docs", "component.md");

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(builder -> builder.pty());

    @AutoClose
    final CoapCloud cloud = new CoapCloud();

    private CamelContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void settings() {
        context = ShownRoutes.context(bc66.modem(), cloud);
    }

    /** Before the module ends. */
    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    private void start(String example, String language) throws Exception {
        List<String> shown = Pattern.compile("(?ms)^### " + example + "$(.*?)(?=^### |\\z)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(section -> section.group(1))
                .flatMap(section -> ShownRoutes.blocks(section, language).stream())
                .toList();
        assertThat(shown).as(example + " in " + language).hasSize(1);
        ShownRoutes.load(context, language, shown.get(0), folder);
        context.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "xml", "yaml"})
    void aRequestIsSent(String language) throws Exception {
        cloud.answer("readings", ResponseCode.CHANGED);
        start("Send a request", language);

        String code = context.createFluentProducerTemplate()
                .to("direct:reading")
                .withBody("412")
                .send()
                .getMessage()
                .getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);

        assertThat(code).isEqualTo("2.04");
        assertThat(cloud.awaitRequest(Code.POST, "/readings").getPayloadString())
                .isEqualTo("412");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "xml", "yaml"})
    void aRequestIsAnswered(String language) throws Exception {
        bc66.modem().answer("AT+CSQ", "+CSQ: 23,0");
        start("Answer a request", language);
        bc66.awaitReady(1);

        assertThat(cloud.ask(bc66.modem().coapAddress(), Request.newGet(), "/signal")
                        .getPayloadString())
                .isEqualTo("+CSQ: 23,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "xml", "yaml"})
    void aResourceIsObserved(String language) throws Exception {
        CoapResource resource = new CoapResource("temp") {
            @Override
            public void handleGET(CoapExchange exchange) {
                exchange.respond("21.5");
            }
        };
        resource.setObservable(true);
        cloud.with(resource);
        NotifyBuilder logged = new NotifyBuilder(context).whenCompleted(2).create();
        start("Observe a resource", language);
        await().untilAsserted(() -> assertThat(resource.getObserverCount()).isEqualTo(1));

        resource.changed();

        assertThat(logged.matches(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "xml", "yaml"})
    void observersAreNotified(String language) throws Exception {
        start("Notify observers", language);
        bc66.awaitReady(1);
        Request asked = Request.newGet().setObserve();
        assertThat(cloud.ask(bc66.modem().coapAddress(), asked, "/level").getPayloadString())
                .isEqualTo("40");

        context.createProducerTemplate().sendBody("direct:level", "39");

        await().untilAsserted(() -> assertThat(cloud.notifications())
                .extracting(notification -> notification.getPayloadString())
                .contains("39"));
    }
}

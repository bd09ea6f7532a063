package org.example;

import java.time.Duration;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.github.bc66coap.camel.CoapResponseException;
import io.github.bc66coap.camel.CoapTimeoutException;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeterRoutesTest extends CamelTestSupport {
    // a virtual module for each test; it repeats a message that isn't acknowledged after 200 ms, a real one after 2 s
    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(
            module -> module.pty().ackTimeout(Duration.ofMillis(200)));

    // a CoAP server, on a free port
    @AutoClose
    final CoapCloud cloud = new CoapCloud();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        Bc66CoapConfiguration options =
                camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
        options.setLocalPort(FreePorts.udp()); // the module takes a real port of this machine
        options.setReadyOnStart(true); // so that no request is too early
        options.setResponseTimeout(Duration.ofSeconds(5));
        Properties properties = new Properties();
        properties.setProperty("bc66.device", bc66.modem().device());
        properties.setProperty("cloud.host", "127.0.0.1");
        properties.setProperty("cloud.port", Integer.toString(cloud.port()));
        camel.getPropertiesComponent().setInitialProperties(properties);
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new MeterRoutes();
    }

    @Test
    void aReadingIsPosted() {
        cloud.answer("readings", ResponseCode.CHANGED);

        template.sendBody("direct:reading", "412");

        // what the server got
        assertThat(cloud.theRequest().getPayloadString()).isEqualTo("412");
        // what the module sent, and what it was told
        assertThat(bc66.awaitSent("POST", "/readings").text()).isEqualTo("412");
        assertThat(bc66.awaitCommand("AT+QCOAPSEND=")).endsWith(",3,\"343132\"");
    }

    @Test
    void theNetworkAsksForTheLastReading() throws Exception {
        cloud.answer("readings", ResponseCode.CHANGED);
        template.sendBody("direct:reading", "412");

        assertThat(cloud.ask(bc66.modem().coapAddress(), Request.newGet(), "/litres")
                        .getPayloadString())
                .isEqualTo("412");
    }

    @Test
    void aMessageThatIsLostIsRepeated() {
        cloud.answer("readings", ResponseCode.CHANGED);
        bc66.modem().inject(Fault.NETWORK_LOSS, "AT+QCOAPSEND");

        template.sendBody("direct:reading", "412");

        assertThat(cloud.received()).hasSize(1);
    }

    @Test
    void aServerThatRefusesFailsTheRoute() {
        cloud.answer("readings", ResponseCode.FORBIDDEN);

        assertThatThrownBy(() -> template.sendBody("direct:reading", "412"))
                .hasCauseInstanceOf(CoapResponseException.class)
                .hasStackTraceContaining("4.03");
    }

    @Test
    void aServerThatSaysNothingFailsTheRoute() {
        cloud.on("readings", exchange -> {});

        assertThatThrownBy(() -> template.sendBody("direct:reading", "412"))
                .hasCauseInstanceOf(CoapTimeoutException.class);
    }
}

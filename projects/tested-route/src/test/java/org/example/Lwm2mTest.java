package org.example;

import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;

class Lwm2mTest extends CamelTestSupport {
    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(module -> module.pty());

    @AutoClose
    final Lwm2mPlatform platform = Lwm2mPlatform.plain();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        Bc66CoapConfiguration options =
                camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
        options.setLocalPort(FreePorts.udp());
        options.setReadyOnStart(true);
        Properties properties = new Properties();
        properties.setProperty("bc66.device", bc66.modem().device());
        properties.setProperty("cloud.host", "127.0.0.1");
        properties.setProperty("cloud.port", Integer.toString(platform.port()));
        camel.getPropertiesComponent().setInitialProperties(properties);
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new MeterRoutes();
    }

    @Test
    void theServerReadsTheBattery() throws Exception {
        bc66.modem().answer("AT+CBC", "+CBC: 0,40,3100");
        template.sendBody("direct:register", "");

        assertThat(platform.awaitRegistration("meter-7").getLifeTimeInSec()).isEqualTo(300);
        assertThat(platform.read("meter-7", "/3/0/9")).isEqualTo("40");
    }
}

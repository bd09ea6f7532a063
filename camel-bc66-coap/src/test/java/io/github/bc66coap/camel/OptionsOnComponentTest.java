// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.api.SeparateResponses;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;

/** Every option can be said once, on the component. */
class OptionsOnComponentTest extends RouteTestSupport {
    private static final HeaderFilterStrategy FILTER = new Bc66CoapHeaderFilterStrategy();
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(int.class, 4711),
            Map.entry(Integer.class, 4712),
            Map.entry(String.class, "sample"),
            Map.entry(Duration.class, Duration.ofMillis(4713)),
            Map.entry(Boolean.class, false),
            Map.entry(WakeUp.class, WakeUp.DTR),
            Map.entry(SeparateResponses.class, SeparateResponses.TRUST),
            Map.entry(Bc66CoapOperation.class, Bc66CoapOperation.STATUS),
            Map.entry(Bc66CoapTruncated.class, Bc66CoapTruncated.ACCEPT),
            Map.entry(Method.class, Method.DELETE),
            Map.entry(MessageType.class, MessageType.NON),
            Map.entry(HeaderFilterStrategy.class, FILTER));

    private <T> T configurer(String name, Class<T> type) {
        return type.cast(PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(name, context));
    }

    /** Set on the component by its configurer, read from an endpoint by the other. */
    @Test
    void endpointsInheritEveryOption() throws Exception {
        context.start();
        Bc66CoapComponent component = context.getComponent("bc66coap", Bc66CoapComponent.class);
        GeneratedPropertyConfigurer setter = configurer("bc66coap-component", GeneratedPropertyConfigurer.class);
        PropertyConfigurerGetter ofComponent = (PropertyConfigurerGetter) setter;
        PropertyConfigurerGetter ofEndpoint = configurer("bc66coap-endpoint", PropertyConfigurerGetter.class);
        List<String> options = new ArrayList<>();
        for (java.lang.reflect.Method method : Bc66CoapConfiguration.class.getMethods()) {
            if (method.getName().startsWith("set") && !method.getName().equals("setDevice")) {
                String name = method.getName().substring(3);
                options.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            }
        }
        assertThat(options).hasSizeGreaterThan(30);
        Map<String, Object> values = new TreeMap<>();
        for (String option : options) {
            Class<?> type = ofComponent.getOptionType(option, true);
            assertThat(type).as(option).isNotNull();
            Object value = type == boolean.class
                    ? !((Boolean) ofComponent.getOptionValue(component, option, true))
                    : SAMPLES.get(type);
            assertThat(value).as(option + " of type " + type).isNotNull();
            assertThat(setter.configure(context, component, option, value, true))
                    .as(option)
                    .isTrue();
            values.put(option, value);
        }

        Bc66CoapEndpoint endpoint = (Bc66CoapEndpoint) component.createEndpoint("bc66coap:/dev/null");

        values.forEach((option, value) -> assertThat(ofEndpoint.getOptionValue(endpoint, option, true))
                .as(option)
                .isEqualTo(value));
    }

    @Test
    void anEndpointOverridesOptionsOfTheComponent() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        Bc66CoapConfiguration configuration = configuration();
        configuration.setHost("127.0.0.1");
        configuration.setPort(cloud().port());
        configuration.setUriPath("b");
        configuration.setMessageType(MessageType.NON);
        sender(sandbox.uri("uriPath=a"));

        successful(send("x"));

        assertThat(sandbox.lines("AT+QCOAPOPTION")).containsExactly("AT+QCOAPOPTION=1,11,\"a\"");
        assertThat(sandbox.lines("AT+QCOAPSEND")).singleElement().asString().startsWith("AT+QCOAPSEND=1,2,");
        assertThat(configuration.getUriPath()).isEqualTo("b");
    }

    /** Components of other names share the modem, not the options. */
    @NotUnder(value = Quirk.DEEP_SLEEP, because = "the other component has no wire to wake it by")
    @Test
    void twoComponentsShareTheModemOfADevice() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        context.addComponent("plant", new Bc66CoapComponent());
        routes(r -> {
            r.from("direct:one").to(sandbox.toCloud("uriPath=a"));
            r.from("direct:two").to(sandbox.toCloud("uriPath=a").replace("bc66coap:", "plant:"));
        });

        assertThat(template.requestBody("direct:one", "x", String.class)).isEqualTo("done");
        assertThat(template.requestBody("direct:two", "x", String.class)).isEqualTo("done");
        assertThat(sandbox.lines("AT+QCOAPCREATE=5")).hasSize(1);
    }
}

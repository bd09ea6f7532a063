// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;

import static io.github.bc66coap.camel.Bc66CoapConstants.REPLY_CONTENT_FORMAT;
import static io.github.bc66coap.camel.Bc66CoapConstants.RESPONSE_OPTIONS;
import static io.github.bc66coap.camel.Bc66CoapConstants.URI_PATH;

/**
 * An LwM2M client, as sections 4.2 and 4.3 of the module's application note sketch one: it registers with a platform,
 * keeps its registration alive, serves a few resources, sends observed data and deregisters when it stops.
 *
 * <p>All of LwM2M is in these routes. The properties:
 *
 * <ul>
 *   <li>{@code lwm2m.modem}: the module, as in {@code bc66coap:/dev/ttyUSB0}
 *   <li>{@code lwm2m.host}, {@code lwm2m.port}: the platform; with a pre-shared key the port is that of CoAPs
 *   <li>{@code lwm2m.endpoint}: the client's name
 *   <li>{@code lwm2m.lifetime}, {@code lwm2m.update}: how long a registration lasts, in seconds, and after how many
 *       milliseconds it is renewed
 * </ul>
 */
public class Lwm2mRoutes extends RouteBuilder {
    private static final String LINKS = "</>;rt=\"oma.lwm2m\",</1/0>,</3/0>,</4/0>,</5/0>,</19/0>,</19/1>";
    private static final int TEXT = 0;
    private static final int OPAQUE = 42;
    /** Option 8: where the server keeps the registration, one value a segment. */
    private static final int LOCATION_PATH = 8;

    private volatile String location;
    private volatile byte[] latest = {0};
    private ProducerTemplate deregistration;

    @Override
    public void configure() {
        deregistration = getContext().createProducerTemplate();
        registration();
        resources();
        data();
    }

    private void registration() {
        from("timer:register?repeatCount=1&delay=0")
                .routeId("register")
                .setBody(constant(LINKS))
                .to("{{lwm2m.modem}}?host={{lwm2m.host}}&port={{lwm2m.port}}&method=POST&uriPath=/rd&contentFormat=40"
                        + "&uriQuery=RAW(lwm2m=1.0&ep={{lwm2m.endpoint}}&b=U&lt={{lwm2m.lifetime}})")
                .process(exchange -> location = location(exchange))
                .log("registered: ${header.CamelBc66CoapResponseCode}");

        from("timer:update?delay={{lwm2m.update}}&period={{lwm2m.update}}")
                .routeId("update")
                .setHeader(URI_PATH, () -> location)
                .filter(header(URI_PATH).isNotNull())
                .setBody(constant((Object) null))
                .to("{{lwm2m.modem}}?host={{lwm2m.host}}&port={{lwm2m.port}}&method=POST");

        from("direct:deregister")
                .routeId("deregister")
                .setHeader(URI_PATH, () -> location)
                .filter(header(URI_PATH).isNotNull())
                .process(exchange -> location = null)
                .to("{{lwm2m.modem}}?host={{lwm2m.host}}&port={{lwm2m.port}}&method=DELETE");

        whenStopping(() -> deregistration.sendBody("direct:deregister", null));
    }

    /** Runs while all routes still work. */
    private void whenStopping(Runnable action) {
        getContext().addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopping)
                stopping -> action.run()));
    }

    /** {@code /rd/abc} of the Location-Path options {@code rd} and {@code abc}. */
    private static String location(Exchange exchange) {
        List<?> segments = (List<?>)
                exchange.getMessage().getHeader(RESPONSE_OPTIONS, Map.class).get(LOCATION_PATH);
        return "/" + String.join("/", segments.stream().map(Object::toString).toList());
    }

    private void resources() {
        // the reboot that a platform may order
        from("{{lwm2m.modem}}?uriPath=/3/0/4&methods=POST").routeId("reboot").to("direct:reboot");

        // the cell: asked from the module
        from("{{lwm2m.modem}}?uriPath=/4/0/8&methods=GET")
                .routeId("cell")
                .to("{{lwm2m.modem}}?operation=AT&command=RAW(AT+QENG=0)")
                .process(exchange -> exchange.getMessage().setBody(cell(exchange)))
                .setHeader(REPLY_CONTENT_FORMAT, constant(TEXT));

        // data from the platform
        from("{{lwm2m.modem}}?uriPath=/19/1/0&methods=POST,PUT")
                .routeId("downlink")
                .to("direct:received")
                .setBody(constant((Object) null));
    }

    /** The fifth field of {@code +QENG: 0,…}, hexadecimal there, decimal in LwM2M. */
    private static String cell(Exchange exchange) {
        String line = exchange.getMessage().getBody(List.class).get(0).toString();
        return Integer.toString(Integer.parseInt(line.split(",")[4].replace("\"", ""), 16));
    }

    private void data() {
        // data for the platform: read, or observed
        from("{{lwm2m.modem}}?uriPath=/19/0/0&methods=GET&observable=true")
                .routeId("uplink")
                .process(exchange -> exchange.getMessage().setBody(latest))
                .setHeader(REPLY_CONTENT_FORMAT, constant(OPAQUE));

        from("direct:measured")
                .routeId("measured")
                .process(exchange -> latest = exchange.getMessage().getBody(byte[].class))
                .to("{{lwm2m.modem}}?operation=NOTIFY&uriPath=/19/0/0&contentFormat=" + OPAQUE);
    }
}

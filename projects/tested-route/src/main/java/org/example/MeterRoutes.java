package org.example;

import java.util.List;

import org.apache.camel.builder.RouteBuilder;

import io.github.bc66coap.camel.Bc66CoapConstants;

/** A meter beside a module. The properties: {@code bc66.device}, {@code cloud.host}, {@code cloud.port}. */
public class MeterRoutes extends RouteBuilder {
    private volatile String litres = "0";

    @Override
    public void configure() {
        // a reading goes to the server
        from("direct:reading")
                .process(exchange -> litres = exchange.getMessage().getBody(String.class))
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}&uriPath=/readings");

        // the network asks for the last one
        from("bc66coap:{{bc66.device}}?uriPath=/litres&methods=GET")
                .process(exchange -> exchange.getMessage().setBody(litres));

        // LwM2M: this registers the module, and the server asks for the level of its battery, which AT+CBC tells
        from("direct:register")
                .setBody(constant("</3/0>"))
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}&uriPath=/rd&contentFormat=40"
                        + "&uriQuery=RAW(lwm2m=1.0&ep=meter-7&b=U&lt=300)");
        from("bc66coap:{{bc66.device}}?uriPath=/3/0/9&methods=GET")
                .to("bc66coap:{{bc66.device}}?operation=AT&command=AT+CBC")
                .process(exchange -> exchange.getMessage()
                        .setBody(level(exchange.getMessage().getBody(List.class).get(0).toString())))
                .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, constant("text/plain"));
    }

    /** The second of {@code +CBC: 0,88,3512}. */
    private static String level(String answer) {
        return answer.split(",")[1];
    }
}

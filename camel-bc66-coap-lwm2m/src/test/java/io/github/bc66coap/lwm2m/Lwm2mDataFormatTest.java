// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Lwm2mDataFormatTest {
    private final CamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        RouteBuilder.addRoutes(context, r -> {
            r.onException(Lwm2mException.class).handled(true).setBody(r.constant((Object) null));
            r.from("direct:read").unmarshal(new Lwm2mDataFormat());
            Lwm2mDataFormat tlv = new Lwm2mDataFormat();
            tlv.setPath("/3/0/9");
            tlv.setContentFormat(11542);
            r.from("direct:tlv").marshal(tlv);
            Lwm2mDataFormat opaque = new Lwm2mDataFormat();
            opaque.setPath("/4000/0/1");
            opaque.setContentFormat(42);
            r.from("direct:opaque").marshal(opaque);
        });
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.camel.yaml", """
                - route:
                    from:
                      uri: direct:write
                      steps:
                        - marshal: {custom: {ref: lwm2m}}
                - route:
                    from:
                      uri: direct:component
                      steps:
                        - to: "dataformat:lwm2m:unmarshal?path=/3/0/9&contentFormat=0"
                - beans:
                    - name: battery
                      type: io.github.bc66coap.lwm2m.Lwm2mDataFormat
                      properties: {path: /3/0/9, contentFormat: 11542}
                - route:
                    from:
                      uri: direct:bean
                      steps:
                        - marshal: {custom: {ref: battery}}
                """));
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange read(String path, Integer format, byte[] payload) {
        return template.request("direct:read", exchange -> {
            exchange.getMessage().setHeader("CamelBc66CoapRequestUriPath", path);
            exchange.getMessage().setHeader("CamelBc66CoapRequestContentFormat", format);
            exchange.getMessage().setBody(payload);
        });
    }

    @Test
    void pathAndFormatComeFromTheRequestHeaders() {
        assertThat(read("/3/0/9", 0, "88".getBytes()).getMessage().getBody()).isEqualTo(88L);
        assertThat(read("/3/0/9", 11542, HexFormat.of().parseHex("c10958"))
                        .getMessage()
                        .getBody())
                .isEqualTo(88L);
        assertThat(read("/19/1/0", 42, new byte[] {1}).getMessage().getBody()).isEqualTo(new byte[] {1});
        assertThat(read("/3/0", 11542, HexFormat.of().parseHex("c10958"))
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of(9, 88L));
    }

    @Test
    void anUnreadablePayloadSetsTheReplyCode() {
        assertThat(code(read("/3/0/9", 60, new byte[] {1}))).isEqualTo("4.15");
        assertThat(code(read("/3/0/9", 0, "x".getBytes()))).isEqualTo("4.15");
        assertThat(code(read("/3/0/9", 42, "x".getBytes()))).isEqualTo("4.00");
        assertThat(code(read("/a/b", 0, "x".getBytes()))).isEqualTo("4.04");
    }

    private static Object code(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
        return exchange.getMessage().getHeader("CamelBc66CoapReplyCode");
    }

    @Test
    void aValueIsWrittenInTheUsualFormatOfItsPath() {
        Exchange text = write("/3/0/9", 88);
        assertThat(text.getMessage().getBody(String.class)).isEqualTo("88");
        assertThat(text.getMessage().getHeader("CamelBc66CoapReplyContentFormat"))
                .isEqualTo(0);
        assertThat(text.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain; charset=utf-8");
        assertThat(write("/19/0/0", "{}").getMessage().getHeader("CamelBc66CoapReplyContentFormat"))
                .isEqualTo(42);
        Exchange instance = write("/3/0", Map.of(9, 88));
        assertThat(instance.getMessage().getBody(byte[].class))
                .isEqualTo(HexFormat.of().parseHex("c10958"));
        assertThat(instance.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/vnd.oma.lwm2m+tlv");
    }

    /** As HTTP and files give them. */
    @Test
    void aStreamIsWrittenAsItsContent() {
        byte[] bytes = {1, -1, 0};
        assertThat(write("/19/0/0", new ByteArrayInputStream(bytes))
                        .getMessage()
                        .getBody(byte[].class))
                .isEqualTo(bytes);
        assertThat(template.requestBody("direct:opaque", new ByteArrayInputStream(bytes), byte[].class))
                .isEqualTo(bytes);
        assertThat(write("/3/0/9", new ByteArrayInputStream("88".getBytes()))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("88");
    }

    @Test
    void noValueIsNotWrittenAsText() {
        Map<Integer, Object> instance = new HashMap<>();
        instance.put(0, null);
        for (Exchange none : List.of(write("/3/0/0", null), write("/19/0/0", null), write("/3/0", instance))) {
            assertThat(none.getException()).hasMessageContaining("no value");
        }
    }

    private Exchange write(String path, Object value) {
        return template.request("direct:write", exchange -> {
            exchange.getMessage().setHeader(Lwm2mConstants.PATH, path);
            exchange.getMessage().setBody(value);
        });
    }

    @Test
    void pathAndFormatMayBeGivenAsOptions() {
        assertThat(template.requestBody("direct:tlv", 88, byte[].class))
                .isEqualTo(HexFormat.of().parseHex("c10958"));
        assertThat(template.requestBody("direct:bean", 88, byte[].class))
                .isEqualTo(HexFormat.of().parseHex("c10958"));
        assertThat(template.requestBody("direct:component", "88")).isEqualTo(88L);
    }
}

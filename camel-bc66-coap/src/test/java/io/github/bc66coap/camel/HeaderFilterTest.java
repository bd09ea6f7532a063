// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.LoggingExceptionHandler;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Headers pass by name, both ways. */
class HeaderFilterTest extends RouteTestSupport {
    private static final Set<String> OF_A_REQUEST = Set.of(
            "CamelBc66CoapEvent",
            "CamelBc66CoapRequestMethod",
            "CamelBc66CoapRequestMessageType",
            "CamelBc66CoapRequestMessageId",
            "CamelBc66CoapRequestToken",
            "CamelBc66CoapRequestOptions",
            "CamelBc66CoapRequestUriPath",
            "CamelBc66CoapRequestUriQuery",
            "CamelBc66CoapRequestContentFormat",
            "CamelBc66CoapRequestHost",
            "CamelBc66CoapRequestPort",
            "CamelBc66CoapDevice",
            "Content-Type");

    @Test
    void eachHeaderOfTheCatalogPassesInItsDirectionOnly() throws Exception {
        HeaderFilterStrategy filter = new Bc66CoapHeaderFilterStrategy();
        String single = "|EVENT|RECOVERY_STATE|DATA_STATUS|NOTIFIED|TRUNCATED|DEVICE";
        String written = "CONTENT_TYPE|RE(QUEST|SPONSE)_.*" + single;
        String unread = "RESPONSE_.*|REQUEST_(OPTIONS|URI_PATH|URI_QUERY|ACCEPT|OBSERVE)" + single;
        for (Field header : Bc66CoapConstants.class.getFields()) {
            if (header.isAnnotationPresent(Metadata.class)) {
                String name = ((String) header.get(null)).toLowerCase(Locale.ROOT);
                assertThat(filter.applyFilterToExternalHeaders(name, "", null))
                        .as(name)
                        .isNotEqualTo(header.getName().matches(written));
                assertThat(filter.applyFilterToCamelHeaders(name, "", null))
                        .as(name)
                        .isEqualTo(header.getName().matches(unread));
            }
        }
    }

    private void cloudAnswers() {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
    }

    @Test
    void foreignHeadersNeverReachTheAir() throws Exception {
        cloudAnswers();
        sender(sandbox.toCloud("uriPath=a"));

        successful(send(
                "x",
                Map.of(
                        "X-Other", "secret",
                        "CamelHttpUri", "http://example.com",
                        "CamelFileName", "a",
                        "CamelBc66CoapRequestToken", "0102030405060708",
                        "CamelBc66CoapResponseOptions", Map.of(15, List.of("q")),
                        "CamelBc66CoapReplyCode", "4.04",
                        "CamelBc66CoapCommand", "AT+QRST=1",
                        "CamelBc66CoapNoSuch", "1",
                        "Bc66CoapHost", "192.0.2.1")));

        // with the question behind it
        await().untilAsserted(() -> assertThat(sandbox.lines()).hasSize(4));
        assertThat(sandbox.lines()).noneMatch(line -> line.contains("secret") || line.contains("0102"));
        assertThat(sandbox.lines("AT+QCOAPOPTION")).containsExactly("AT+QCOAPOPTION=1,11,\"a\"");
    }

    /** As headers are in Camel, whatever the case that a route writes them in. */
    @Test
    void headersOfTheComponentAreReadInAnyCase() throws Exception {
        cloudAnswers();
        sender(sandbox.toCloud("uriPath=b"));

        successful(send("x", Map.of("camelbc66coapURIPATH", "a")));

        assertThat(cloud().theRequest().getOptions().getUriPathString()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelBc66CoapCommand=AT",
                "camelBc66CoapHost=192.0.2.1",
                "CamelFileName=../../etc/passwd",
                "CamelHttpUri=http://example.com",
                "org.apache.camel.x=1",
                "X-Other=1",
                "CamelBc66CoapReplyCode=4.04"
            })
    void peerSetsNoHeaderOfItsChoice(String wanted) throws Exception {
        serve(0, r -> r.from(sandbox.uri()).to("mock:requests").setBody(r.constant((Object) null)));
        Request request = Request.newPost();
        request.setURI(sandbox.coap(""));
        request.getOptions()
                .addUriQuery(wanted)
                .addUriPath(wanted)
                .addLocationPath(wanted)
                .setContentFormat(0);
        // of an odd length, as no block has
        request.setPayload(wanted + "\r\n" + wanted.replace('=', ':') + "\r\n\n");

        assertThat(cloud().ask(request).getCode()).isEqualTo(ResponseCode.CHANGED);

        Exchange exchange = getMockEndpoint("mock:requests").getExchanges().get(0);
        assertThat(exchange.getMessage().getHeaders().keySet()).containsExactlyInAnyOrderElementsOf(OF_A_REQUEST);
        assertThat(exchange.getProperties().keySet()).noneMatch(name -> name.contains("Bc66") || name.contains("X-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelBc66CoapUriPath", "CamelFileName"})
    void serverSetsNoHeaderOfItsChoice(String name) throws Exception {
        cloud().on("a", exchange -> {
            exchange.setLocationPath(name + "=evil");
            exchange.setLocationQuery(name + "=evil");
            exchange.respond(ResponseCode.CREATED, name + ": evil");
        });
        sender(sandbox.toCloud("uriPath=a"));

        assertThat(successful(send("x")).getMessage().getHeaders().keySet())
                .allMatch(key -> key.startsWith("CamelBc66CoapResponse")
                        || key.equals("CamelBc66CoapDevice")
                        || key.equals("Content-Type"));
    }

    /** Keeps a route from choosing the server, and response options from the route. */
    private static final class Strict implements HeaderFilterStrategy {
        private final HeaderFilterStrategy usual = new Bc66CoapHeaderFilterStrategy();

        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return name.equalsIgnoreCase("CamelBc66CoapHost") || usual.applyFilterToCamelHeaders(name, value, exchange);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return name.endsWith("Options") || usual.applyFilterToExternalHeaders(name, value, exchange);
        }
    }

    @Test
    void aFilterOfTheComponentAppliesToItsEndpoints() throws Exception {
        cloudAnswers();
        configuration().setHeaderFilterStrategy(new Strict());
        sender(sandbox.toCloud("uriPath=a"));

        Exchange answer = send("x", Map.of("CamelBc66CoapHost", "not even an address"));

        assertThat(header(answer, "CamelBc66CoapResponseCode")).isEqualTo("2.04");
        assertThat(header(answer, "CamelBc66CoapResponseOptions")).isNull();
    }

    @Test
    void aFilterOfAnEndpointHoldsBackHeaders() throws Exception {
        cloudAnswers();
        context.getRegistry().bind("strict", new Strict());
        sender(sandbox.toCloud("uriPath=a", "headerFilterStrategy=#strict"));

        Exchange answer = send("x", Map.of("CamelBc66CoapHost", "not even an address"));

        assertThat(header(answer, "CamelBc66CoapResponseCode")).isEqualTo("2.04");
    }

    /** An error, too, ends the exchange, be it in what goes out or in what comes back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorOfAFilterEndsTheExchange(boolean out) throws Exception {
        cloudAnswers();
        context.getRegistry().bind("broken", new Bc66CoapHeaderFilterStrategy() {
            @Override
            public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
                return fail(out) || super.applyFilterToCamelHeaders(name, value, exchange);
            }

            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
                return fail(name.equals("CamelBc66CoapResponseCode"))
                        || super.applyFilterToExternalHeaders(name, value, exchange);
            }

            private boolean fail(boolean here) {
                if (here) {
                    throw new NoClassDefFoundError("not on the class path");
                }
                return false;
            }
        });
        sender(sandbox.toCloud("uriPath=a", "headerFilterStrategy=#broken"));

        Exchange ended = template.asyncSend(
                        "direct:start", exchange -> exchange.getMessage().setHeader("CamelBc66CoapUriPath", "a"))
                .get(30, TimeUnit.SECONDS);

        assertThat(ended.getException()).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(cloud().received()).hasSize(out ? 0 : 1);
    }

    /** What fails before the route begins is told as what fails in it: to the exception handler, and to the peer. */
    @Test
    void aFailingFilterReachesTheExceptionHandlerAndThePeer() throws Exception {
        context.getRegistry().bind("broken", new Bc66CoapHeaderFilterStrategy() {
            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
                throw new IllegalStateException("filter is broken");
            }
        });
        List<String> handled = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("handler", new LoggingExceptionHandler(context, HeaderFilterTest.class) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                handled.add(message + ": " + exception.getMessage());
            }
        });
        serve(1, r -> r.from(sandbox.uri(
                        "uriPath=/a",
                        "events=REQUEST,RECOVERED",
                        "headerFilterStrategy=#broken",
                        "exceptionHandler=#handler"))
                .to("mock:none"));

        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        module().recovered(1);
        await().untilAsserted(() -> assertThat(handled)
                .containsExactly(
                        "A request for /a is answered 5.00: filter is broken",
                        "A RECOVERED was not processed: filter is broken"));
        assertThat(getMockEndpoint("mock:none").getExchanges()).isEmpty();
    }
}

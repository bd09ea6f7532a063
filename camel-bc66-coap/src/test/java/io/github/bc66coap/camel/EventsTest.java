// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LoggingExceptionHandler;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a consumer hears of beside requests. */
class EventsTest extends RouteTestSupport {

    private Message event() throws InterruptedException {
        getMockEndpoint("mock:events").expectedMessageCount(1);
        getMockEndpoint("mock:events").assertIsSatisfied();
        return getMockEndpoint("mock:events").getExchanges().get(0).getMessage();
    }

    @Test
    void aResponseNobodyAwaitsBecomesAnEvent() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        routes(r -> {
            r.from(sandbox.uri("events=RESPONSE")).to("mock:events");
            r.from("direct:start").to(sandbox.toCloud("uriPath=a", "messageType=NON"));
        });

        assertThat(text(send("x"))).isEqualTo("x");

        Message event = event();
        assertThat(event.getBody(String.class)).isEqualTo("done");
        assertThat(event.getHeaders())
                .containsEntry("CamelBc66CoapEvent", Bc66CoapEvent.RESPONSE)
                .containsEntry("CamelBc66CoapResponseCode", "2.04")
                .containsEntry("CamelBc66CoapResponseMessageType", "NON")
                .containsEntry("CamelBc66CoapResponseContentFormat", 0)
                .containsEntry("CamelBc66CoapResponsePort", cloud().port())
                .containsEntry("Content-Type", "text/plain; charset=utf-8")
                .doesNotContainKey("CamelBc66CoapResponseToken");
    }

    @Test
    void aLateResponseBecomesAnEvent() throws Exception {
        CompletableFuture<CoapExchange> request = new CompletableFuture<>();
        cloud().on("a", request::complete);
        serve(0, r -> {
            r.from(sandbox.uri("responseTimeout=200")).to("mock:events");
            r.from("direct:start").to(sandbox.toCloud("uriPath=a", "responseTimeout=200"));
        });

        assertThat(send("x").getException()).isInstanceOf(CoapTimeoutException.class);
        request.get(30, TimeUnit.SECONDS).respond(ResponseCode.CHANGED, "late");

        Message event = event();
        assertThat(event.getBody(String.class)).isEqualTo("late");
        assertThat(event.getHeader("CamelBc66CoapEvent")).isEqualTo(Bc66CoapEvent.RESPONSE);
        assertThat(event.getExchange().getPattern().isOutCapable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void recoveryFromDeepSleepBecomesAnEvent(int state) throws Exception {
        routes(r -> {
            r.from(sandbox.uri("events=REQUEST,RECOVERED", "uriPath=/a"))
                    .choice()
                    .when(r.header("CamelBc66CoapEvent").isEqualTo(Bc66CoapEvent.RECOVERED))
                    .to("mock:events")
                    .otherwise()
                    .setBody(r.constant("here"));
        });
        sandbox.forgetLines(1);

        module().recovered(state);

        Message event = event();
        assertThat(event.getHeader("CamelBc66CoapRecoveryState")).isEqualTo(state);
        assertThat(event.getHeader("CamelBc66CoapDevice")).isEqualTo(module().device());
        assertThat(event.getBody()).isNull();
        await().until(() ->
                !sandbox.lines(state == 0 ? "AT+QCOAPCFG?" : "AT+QCOAPADDRES").isEmpty());
        assertThat(sandbox.lines("AT+QCOAPCREATE=5")).hasSize(state);
        assertThat(get("/a").getPayloadString()).isEqualTo("here");
    }

    @Test
    void aConsumerGetsOnlyTheEventsOfItsOption() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        routes(r -> {
            r.from(sandbox.uri("events=recovered")).to("mock:events");
            r.from("direct:start").to(sandbox.toCloud("uriPath=a", "messageType=NON"));
        });

        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        successful(send("x"));
        await().until(() -> !cloud().received().isEmpty());
        module().recovered(0);

        assertThat(event().getHeader("CamelBc66CoapEvent")).isEqualTo(Bc66CoapEvent.RECOVERED);
    }

    @Test
    void recoveredIsNoEventByDefault() throws Exception {
        routes(r -> r.from(sandbox.uri()).to("mock:events"));
        sandbox.forgetLines(0);

        module().recovered(0);
        await().until(() -> sandbox.lines().contains("AT+QCOAPCFG?"));
        get("/a");

        assertThat(event().getHeader("CamelBc66CoapEvent")).isEqualTo(Bc66CoapEvent.REQUEST);
    }

    @Test
    void aFailedEventDoesNotDisturbRequests() throws Exception {
        serve(0, r -> r.from(sandbox.uri("events=REQUEST,RECOVERED", "exceptionHandler=#quiet"))
                .filter(r.header("CamelBc66CoapEvent").isEqualTo(Bc66CoapEvent.RECOVERED))
                .to("mock:events")
                .throwException(new IllegalStateException("expected"))
                .end()
                .setBody(r.constant("here")));
        module().recovered(0);
        event();

        assertThat(get("/a").getPayloadString()).isEqualTo("here");
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("quiet", new LoggingExceptionHandler(null, EventsTest.class, LoggingLevel.OFF));
    }
}

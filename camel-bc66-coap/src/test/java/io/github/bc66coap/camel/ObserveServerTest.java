// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Resources of the module that peers observe (RFC 7641 section 4). */
class ObserveServerTest extends ObservedFixture {
    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/temp/*&observable=true"))
                .routeId("temp")
                .setHeader(Bc66CoapConstants.REPLY_CODE, r.simple("${header.CamelBc66CoapRequestUriQuery}"))
                .setBody(r.constant("now"));
        r.from(uri("uriPath=/slow&observable=true&separateAfter=0ms")).setBody(r.constant("now"));
        r.from(uri("uriPath=/plain")).setBody(r.constant("now"));
        r.from("direct:notify").to(uri("operation=NOTIFY&uriPath=/temp"));
    }

    private CompletableFuture<Exchange> notifying(Object body, String... headers) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put("CamelBc66Coap" + headers[i], headers[i + 1]);
        }
        return notifying(body, all);
    }

    private void assertNobodyObserves() {
        // a CON would count for nobody if its acknowledgement were missing
        assertNotified(notifying("anyone?", "MessageType", "NON"), 0);
    }

    @Test
    void withoutObserversNobodyIsNotified() {
        assertNobodyObserves();
    }

    @Test
    void aPathThatCannotBeObservedIsJustRead() {
        assertThat(peer.ask(get("plain", 0)).getOptions().hasObserve()).isFalse();
        assertNotified(notifying("x", "UriPath", "/plain"), 0);
    }

    @Test
    void observersAreNotifiedWithRisingNumbersAndTheirToken() {
        Request registration = get("temp", 0);
        int before = peer.ask(registration).getOptions().getObserve();
        for (String body : new String[] {"one", "two", "three"}) {
            CompletableFuture<Exchange> notifying = notifying(body, "ContentFormat", "text/plain");
            Response notification = peer.takeResponse();
            peer.acknowledge(notification);
            assertNotified(notifying, 1);

            assertThat(notification.getType()).isEqualTo(Type.CON);
            assertThat(notification.getCode()).isEqualTo(ResponseCode.CONTENT);
            assertThat(notification.getToken()).isEqualTo(registration.getToken());
            assertThat(notification.getPayloadString()).isEqualTo(body);
            assertThat(notification.getOptions().getContentFormat()).isZero();
            assertThat(notification.getOptions().getObserve()).isGreaterThan(before);
            before = notification.getOptions().getObserve();
        }
        assertThat(count(Counter.NOTIFICATIONS_SENT)).isEqualTo(3);
    }

    @Test
    void allObserversOfAPathAndNobodyElseAreNotified() {
        Request first = observe("temp");
        Request second = observe("temp");
        observe("temp/other");
        try (RawPeer third = new RawPeer()) {
            Request request = third.request(Type.CON, Code.GET, "temp", null);
            request.getOptions().setObserve(0);
            third.towards(module().coapAddress()).send(request);
            third.takeResponse();

            assertNotified(notifying("news", "MessageType", "NON"), 3);
            assertThat(peer.takeResponse().getToken()).isEqualTo(first.getToken());
            assertThat(peer.takeResponse().getToken()).isEqualTo(second.getToken());
            Response notification = third.takeResponse();
            assertThat(notification.getToken()).isEqualTo(request.getToken());
            assertThat(notification.getType()).isEqualTo(Type.NON);
        }
    }

    @Test
    void registeringAgainWithTheSameTokenIsNoSecondObservation() {
        Request registration = observe("temp");
        Request again = get("temp", 0);
        again.setToken(registration.getToken());
        peer.ask(again);

        assertNotified(notifying("news", "MessageType", "NON"), 1);
    }

    @Test
    void aTokenObservesOnePath() {
        Request registration = observe("temp");
        Request elsewhere = get("temp/other", 0);
        elsewhere.setToken(registration.getToken());
        peer.ask(elsewhere);

        assertNobodyObserves();
        assertNotified(notifying("news", "UriPath", "/temp/other", "MessageType", "NON"), 1);
    }

    @Test
    void deregisteringEndsTheObservationOfItsTokenOnly() {
        Request registration = observe("temp");
        Request other = observe("temp");
        Request deregistration = get("temp", 1);
        deregistration.setToken(registration.getToken());
        Response response = peer.ask(deregistration);

        assertThat(response.getPayloadString()).isEqualTo("now");
        assertThat(response.getOptions().hasObserve()).isFalse();
        assertNotified(notifying("news", "MessageType", "NON"), 1);
        assertThat(peer.takeResponse().getToken()).isEqualTo(other.getToken());
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void aResetEndsTheObservation(Type type) {
        observe("temp");
        CompletableFuture<Exchange> notifying = notifying("news", "MessageType", type.name());
        Response notification = peer.takeResponse();
        if (type == Type.NON) {
            // sent is as good as notified, unless the reset is quicker than the module's word of it
            assertNotified(notifying, 1);
        }
        peer.reset(notification);
        if (type == Type.CON) {
            assertNotified(notifying, 0);
        } else {
            // a reply to a later request tells that the reset has been read
            peer.ask(peer.request(Type.CON, Code.GET, "plain", null));
        }
        assertNobodyObserves();
    }

    @Test
    void unacknowledgedConNotificationIsFollowedByAnotherCon() {
        observe("temp");
        CompletableFuture<Exchange> notifying = notifying("news");
        peer.takeResponse();
        assertNotified(notifying, 0);

        notifying = notifying("more news", "MessageType", "NON");
        Response second = peer.takeResponse();
        assertThat(second.getType()).isEqualTo(Type.CON);
        peer.acknowledge(second);
        assertNotified(notifying, 1);
        assertNotified(notifying("enough", "MessageType", "NON"), 1);
        assertThat(peer.takeResponse().getType()).isEqualTo(Type.NON);
    }

    /** The module has sent again what is acknowledged only then. */
    @Test
    void anObserverThatAcknowledgesARetransmissionIsNotified() {
        observe("temp");
        for (String body : List.of("one", "two")) {
            CompletableFuture<Exchange> notifying = notifying(body);
            Response notification = peer.takeResponse();
            await().until(() -> peer.copies(notification) > 1);
            peer.acknowledge(notification);
            assertNotified(notifying, 1);
            assertThat(notification.getPayloadString()).isEqualTo(body);
        }
    }

    @Test
    void anErrorEndsTheObservations() {
        observe("temp");
        assertNotified(notifying(null, "Code", "4.04", "MessageType", "NON"), 1);
        Response notification = peer.takeResponse();

        assertThat(notification.getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(notification.getOptions().hasObserve()).isFalse();
        assertNobodyObserves();
    }

    @Test
    void observersSurviveDeepSleep() {
        observe("temp");
        module().recovered(0);

        assertNotified(notifying("news", "MessageType", "NON"), 1);
    }

    @Test
    void aRebootDropsObserversVisibly() {
        observe("temp");
        observe("temp/other");
        module().reboot();

        awaitCount(Counter.OBSERVERS_DROPPED, 2);
        await().until(this::isReady);
        assertNobodyObserves();
    }

    @Test
    void aContextLostInDeepSleepDropsObserversVisibly() {
        observe("temp");
        module().recovered(1);

        awaitCount(Counter.OBSERVERS_DROPPED, 1);
        await().until(this::isReady);
        assertNobodyObserves();
    }

    @Test
    void invalidNotificationsAreRefused() {
        observe("temp");
        assertThat(notifying(random(1025)).join().getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024");
        assertThat(notifying("x", "MessageType", "RST").join().getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RST");
        assertThat(notifying("x", "Code", "0.01").join().getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(peer.received()).extracting(Message::getType).containsExactly(Type.ACK);
    }

    // no observer without a 2.xx on the air

    private Response observeWithCode(String code) {
        Request registration = get("temp", 0);
        registration.getOptions().addUriQuery(code);
        return peer.ask(registration);
    }

    /** The note knows neither of these codes. */
    @ParameterizedTest
    @ValueSource(strings = {"2.31", "4.08"})
    @NotUnder(value = Quirk.ANY_CODE, because = "it takes them")
    void aReplyThatTheModuleRefusesIs500AndMakesNoObserver(String code) {
        Request registration = get("temp", 0);
        registration.getOptions().addUriQuery(code);
        Response response = peer.ask(registration);
        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(response.getType()).isEqualTo(Type.ACK);
        assertThat(response.getMID()).isEqualTo(registration.getMID());
        assertThat(response.getOptions().hasObserve()).isFalse();
        assertThat(peer.ask(registration).getCode()).as("a copy's").isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertNobodyObserves();
    }

    @Test
    void anInvalidReplyCodeIsAnswered500AndMakesNoObserver() {
        assertThat(observeWithCode("3.00").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertNobodyObserves();
    }

    @Test
    void aResetOfASeparateResponseEndsTheObservation() {
        Request registration = get("slow", 0);
        peer.send(registration);
        assertThat(peer.take().getRawCode()).isZero();
        Response response = peer.takeResponse();
        assertThat(response.getType()).isEqualTo(Type.CON);
        assertThat(response.getOptions().hasObserve()).isTrue();
        peer.reset(response);
        // a reply to a later request tells that the reset has been read
        peer.ask(peer.request(Type.CON, Code.GET, "plain", null));

        assertNotified(notifying("x", "UriPath", "/slow", "MessageType", "NON"), 0);
    }

    // the route that lets them observe

    @Test
    void observersOfAStoppedRouteGet404AndAreForgotten() throws Exception {
        Request registration = observe("temp");
        context.getRouteController().stopRoute("temp");

        Response end = peer.takeResponse();
        assertThat(end.getType()).isEqualTo(Type.NON);
        assertThat(end.getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(end.getToken()).isEqualTo(registration.getToken());
        assertThat(end.getOptions().hasObserve()).isFalse();
        assertNobodyObserves();
        assertThat(peer.ask(get("temp", 0)).getCode()).isEqualTo(ResponseCode.NOT_FOUND);

        context.getRouteController().startRoute("temp");
        assertNobodyObserves();
        Request again = observe("temp");
        assertNotified(notifying("news", "MessageType", "NON"), 1);
        assertThat(peer.takeResponse().getToken()).isEqualTo(again.getToken());
    }

    @Test
    void observersStayWhileTheirRouteIsSuspended() throws Exception {
        observe("temp");
        context.getRouteController().suspendRoute("temp");
        assertThat(peer.ask(get("temp", 0)).getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);

        assertNotified(notifying("news", "MessageType", "NON"), 1);
        assertThat(peer.takeResponse().getPayloadString()).isEqualTo("news");
        context.getRouteController().resumeRoute("temp");
        assertNotified(notifying("news", "MessageType", "NON"), 1);
    }
}

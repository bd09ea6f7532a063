// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What routes hear of new sessions and of observers that are gone, and what becomes of notifications then. */
@Timeout(180)
class LostObserversTest extends ObservedFixture {
    private final List<Message> events = new CopyOnWriteArrayList<>();

    @Override
    void routes(RouteBuilder r) {
        r.errorHandler(r.noErrorHandler());
        r.from(uri("uriPath=/temp&observable=true"))
                .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, r.constant(42))
                .setBody(r.constant("now"));
        r.from(uri("uriPath=/impatient&observable=true&observerPatience=300ms")).setBody(r.constant("now"));
        r.from(uri("uriPath=/plain")).setBody(r.constant("now"));
        r.from(uri("events=RESTARTED,OBSERVER_LOST"))
                .process(exchange -> events.add(exchange.getMessage().copy()));
        r.from("direct:notify").to(uri("operation=NOTIFY&uriPath=/temp&failIfUnobserved=true"));
        r.from("direct:reset").to(uri("operation=RESET"));
    }

    private CompletableFuture<Exchange> notifying(String body, String path, String type) {
        return notifying(body, Map.of(Bc66CoapConstants.URI_PATH, path, Bc66CoapConstants.MESSAGE_TYPE, type));
    }

    private static void assertUnobserved(CompletableFuture<Exchange> notifying) {
        assertThat(notifying.join().getException())
                .isInstanceOf(UnobservedException.class)
                .hasMessage("nobody observes /temp");
    }

    private Message event(int number) {
        await().until(() -> events.size() > number);
        return events.get(number);
    }

    private void assertLost(Message event, String path, String cause) {
        assertThat(event.getBody()).isEqualTo(cause);
        assertThat(event.getHeaders())
                .containsEntry("CamelBc66CoapEvent", Bc66CoapEvent.OBSERVER_LOST)
                .containsEntry("CamelBc66CoapRequestHost", "127.0.0.1")
                .containsEntry("CamelBc66CoapRequestPort", peer.port())
                .containsEntry("CamelBc66CoapRequestUriPath", path)
                .containsEntry("CamelBc66CoapDevice", module().device());
    }

    private void assertRestarted(Message event, String reason) {
        assertThat(event.getBody()).isEqualTo(reason);
        assertThat(event.getHeaders())
                .containsEntry("CamelBc66CoapEvent", Bc66CoapEvent.RESTARTED)
                .containsEntry("CamelBc66CoapDevice", module().device());
    }

    @Test
    void aRestartOfTheModuleRaisesLostAndRestartedEvents() {
        observe("temp");
        module().reboot();

        assertLost(event(0), "/temp", "MODULE_RESTARTED");
        assertRestarted(event(1), "the module restarted");
        assertUnobserved(notifying("news", "/temp", "NON"));
        assertThat(events).hasSize(2);
    }

    @Test
    void aContextLostInDeepSleepRaisesLostAndRestartedEvents() {
        observe("temp");
        module().recovered(1);

        assertLost(event(0), "/temp", "CONTEXT_LOST");
        assertRestarted(event(1), "the module lost its CoAP context in deep sleep");
        assertUnobserved(notifying("news", "/temp", "NON"));
    }

    @Test
    void aContextMadeAnewOnRequestKeepsItsObservers() {
        observe("temp");
        template.sendBody("direct:reset", null);

        assertRestarted(event(0), "a new context was asked for");
        assertNotified(notifying("news", "/temp", "NON"), 1);
        assertThat(events).hasSize(1);
    }

    @Test
    void aResetOfANotificationRaisesAnObserverLostEvent() {
        observe("temp");
        CompletableFuture<Exchange> notifying = notifying("news", "/temp", "CON");
        peer.reset(peer.takeResponse());

        assertLost(event(0), "/temp", "RESET");
        assertUnobserved(notifying);
        assertThat(count(Counter.OBSERVERS_LOST)).isEqualTo(1);
    }

    @Test
    void aPeerSilentBeyondTheObserverPatienceIsLost() {
        observe("impatient");
        // nobody has been lost yet, so that it doesn't fail
        assertNotified(notifying("news", "/impatient", "CON"), 0);

        assertLost(event(0), "/impatient", "UNACKNOWLEDGED");
        assertThat(notifying("news", "/impatient", "NON").join().getException())
                .isInstanceOf(UnobservedException.class);
    }

    @Test
    void aPeerThatIsAwayForOneNotificationGetsTheNext() {
        observe("temp");
        assertNotified(notifying("one", "/temp", "CON"), 0);

        CompletableFuture<Exchange> notifying = notifying("two", "/temp", "NON");
        Response second = take("two");
        assertThat(second.getType()).isEqualTo(Type.CON);
        peer.acknowledge(second);
        assertNotified(notifying, 1);
        assertNotified(notifying("three", "/temp", "NON"), 1);
        assertThat(take("three").getType()).isEqualTo(Type.NON);
        assertThat(events).isEmpty();
    }

    /** Earlier notifications come before it. */
    private Response take(String body) {
        Response response = peer.takeResponse();
        while (!response.getPayloadString().equals(body)) {
            response = peer.takeResponse();
        }
        return response;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void aNotificationHasTheContentFormatOfTheFirstReply(String type) {
        observe("temp");
        CompletableFuture<Exchange> notifying = notifying("news", "/temp", type);
        Response notification = peer.takeResponse();
        if (notification.isConfirmable()) {
            peer.acknowledge(notification);
        }
        assertNotified(notifying, 1);
        assertThat(notification.getOptions().getContentFormat()).isEqualTo(42);
    }

    @Test
    void anObservingConsumerGetsRestartedEvents() throws Exception {
        List<Message> heard = new CopyOnWriteArrayList<>();
        peer.answering(request -> {});
        RouteBuilder.addRoutes(context, r -> r.from(
                        uri("observe=true&host=127.0.0.1&port=" + peer.port() + "&uriPath=/x&events=RESTARTED"))
                .process(exchange -> heard.add(exchange.getMessage().copy())));
        module().reboot();

        await().until(() -> !heard.isEmpty());
        assertRestarted(heard.get(0), "the module restarted");
    }
}

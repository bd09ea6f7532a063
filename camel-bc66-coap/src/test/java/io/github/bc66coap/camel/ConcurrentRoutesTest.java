// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.bc66coap.quirks.QuirkRuns;

import static org.assertj.core.api.Assertions.assertThat;

/** Many exchanges at once share one slow line. */
class ConcurrentRoutesTest extends RouteTestSupport {
    private static final int SENDS_PER_ROUTE = QuirkRuns.times(400);
    private static final int REQUESTS = QuirkRuns.times(200);
    /** How many of its requests the cloud has under way at a time. */
    private static final int CLOUD_WINDOW = 4;

    @Test
    @Timeout(180)
    void everyResponseReachesItsOwnRequest() throws Exception {
        Set<String> served = new ConcurrentSkipListSet<>();
        cloud().on("one", exchange -> exchange.respond(ResponseCode.CHANGED, "one " + exchange.getRequestText()));
        cloud().on("two", exchange -> {
            // separate
            exchange.accept();
            exchange.respond(ResponseCode.CHANGED, "two " + exchange.getRequestText());
        });
        routes(r -> {
            r.from("direct:one").to(sandbox.toCloud("uriPath=one"));
            r.from("direct:two").to(sandbox.toCloud("uriPath=two"));
            r.from(sandbox.uri("uriPath=/served")).convertBodyTo(String.class).process(e -> {
                String body = e.getMessage().getBody(String.class);
                served.add(body);
                e.getMessage().setBody("served " + body);
            });
        });

        List<CompletableFuture<Exchange>> sends = new ArrayList<>();
        for (int i = 0; i < SENDS_PER_ROUTE; i++) {
            String body = "request " + i;
            sends.add(template.asyncSend("direct:one", e -> e.getMessage().setBody(body)));
            sends.add(template.asyncSend("direct:two", e -> e.getMessage().setBody(body)));
        }
        Map<String, CompletableFuture<String>> asked = askFromTheCloud();

        for (int i = 0; i < SENDS_PER_ROUTE; i++) {
            assertThat(text(sends.get(2 * i).get(30, TimeUnit.SECONDS))).isEqualTo("one request " + i);
            assertThat(text(sends.get(2 * i + 1).get(30, TimeUnit.SECONDS))).isEqualTo("two request " + i);
        }
        for (Map.Entry<String, CompletableFuture<String>> request : asked.entrySet()) {
            assertThat(request.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("served " + request.getKey());
        }
        assertThat(served).isEqualTo(new TreeSet<>(asked.keySet()));
        assertThat(cloud().received()).hasSize(2 * SENDS_PER_ROUTE);
    }

    private Map<String, CompletableFuture<String>> askFromTheCloud() throws InterruptedException {
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        Semaphore window = new Semaphore(CLOUD_WINDOW);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(window.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> answer = new CompletableFuture<>();
            answer.whenComplete((text, failure) -> window.release());
            String body = "question " + i;
            asked.put(body, answer);
            cloud().send(request(body, answer));
        }
        return asked;
    }

    private Request request(String body, CompletableFuture<String> answer) {
        Request request = Request.newPost();
        request.setURI(sandbox.coap("/served"));
        request.setPayload(body);
        request.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onResponse(Response response) {
                answer.complete(response.getPayloadString());
            }

            @Override
            protected void failed() {
                answer.completeExceptionally(new IllegalStateException(body + " failed"));
            }
        });
        return request;
    }
}

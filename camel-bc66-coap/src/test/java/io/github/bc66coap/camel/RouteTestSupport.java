// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;

/**
 * A Camel context without routes, which tests add as they need them, and a {@link Sandbox} for them. Each test has its own, so they may
 * run side by side where that is switched on.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class RouteTestSupport extends CamelTestSupport {
    final Sandbox sandbox = new Sandbox();

    /** The context goes first, as it would find a dead module else. */
    @Override
    protected void cleanupResources() {
        context.stop();
        sandbox.close();
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseRouteBuilder(false).withDisableJMX();
    }

    /** What a route is made of, without the class around it. */
    interface Routes {
        void configure(RouteBuilder routes) throws Exception;
    }

    VirtualBc66 module() {
        return sandbox.module();
    }

    CoapCloud cloud() {
        return sandbox.cloud();
    }

    Bc66CoapComponent component() {
        return context.getComponent("bc66coap", Bc66CoapComponent.class);
    }

    Bc66CoapConfiguration configuration() {
        return component().getConfiguration();
    }

    /** Threads for requests: one, and no place for what would wait. */
    void oneRequestAtATime() {
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("bc66coap-request")
                        .poolSize(1)
                        .maxQueueSize(0)
                        .build());
    }

    long count(Counter counter) {
        return ModemCounts.of(context, counter);
    }

    /** Adds routes and starts them. */
    void routes(Routes routes) throws Exception {
        // a context that runs already tells of a route's failure and goes on
        context.start();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                errorHandler(noErrorHandler());
                routes.configure(this);
                // there are no endpoints yet
                sandbox.started().ifPresent(module -> PsmEintWire.layIfNeeded(getContext(), module));
            }
        });
    }

    /** Adds routes, starts them, and waits until the module has so many resources. */
    void serve(int resources, Routes routes) throws Exception {
        routes(routes);
        sandbox.awaitReady(resources);
    }

    /** A route from {@code direct:start}, whose steps are tried three times. */
    void redelivering(Consumer<RouteDefinition> steps) throws Exception {
        routes(r -> {
            r.errorHandler(r.defaultErrorHandler()
                    .maximumRedeliveries(2)
                    .redeliveryDelay(0)
                    .logExhausted(false));
            steps.accept(r.from("direct:start"));
        });
    }

    /** A server that takes the request that comes after so many, which it refuses. */
    void cloudRefuses(int times) {
        AtomicInteger left = new AtomicInteger(times);
        cloud().on(
                        "a",
                        exchange -> exchange.respond(
                                left.getAndDecrement() > 0 ? ResponseCode.SERVICE_UNAVAILABLE : ResponseCode.CHANGED));
    }

    /** A route from {@code direct:start} to an endpoint, ready and with its own lines forgotten. */
    void sender(String uri) throws Exception {
        routes(r -> r.from("direct:start").to(uri));
        sandbox.forgetLines(0);
    }

    Exchange send(Object body, Map<String, Object> headers) {
        return template.request("direct:start", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    Exchange send(Object body) {
        return send(body, Map.of());
    }

    /** The same, without a reply, and without waiting for anything. */
    CompletableFuture<Exchange> sending(Object body) {
        return template.asyncSend(
                "direct:start", exchange -> exchange.getMessage().setBody(body));
    }

    /** An executor: tests beside this one may have taken the threads that the JVM shares, which is one on two cores. */
    static void inItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends, waits for the result in a thread of its own, and for nothing here. */
    CompletableFuture<Exchange> requesting(Object body) {
        return CompletableFuture.supplyAsync(() -> send(body), RouteTestSupport::inItsOwnThread);
    }

    /** The exchange's result; its exception is thrown. */
    static Exchange successful(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        return exchange;
    }

    static String text(Exchange exchange) {
        return successful(exchange).getMessage().getBody(String.class);
    }

    static Object header(Exchange exchange, String name) {
        return successful(exchange).getMessage().getHeader(name);
    }

    /** Sends a GET of the cloud to the module, and waits for nothing. */
    Request sendGet(String path) {
        Request request = Request.newGet().setURI(sandbox.coap(path));
        cloud().send(request);
        return request;
    }

    Response get(String path) throws InterruptedException {
        return ask(Request.newGet(), path);
    }

    /** Sends the cloud's request to the module. */
    Response ask(Request request, String path) throws InterruptedException {
        request.setURI(sandbox.coap(path));
        return cloud().ask(request);
    }
}

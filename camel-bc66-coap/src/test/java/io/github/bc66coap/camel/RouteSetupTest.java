// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose text it is of which an endpoint is made. */
class RouteSetupTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicReference<Boolean> seen = new AtomicReference<>();

    // messages are processed in threads of their own, in which no template is under way

    /** Looks when an endpoint is made. */
    private final class Looking extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, java.util.Map<String, Object> parameters) {
            seen.set(RouteSetup.isUnderWay(getCamelContext()));
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            // nothing to do
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    RouteSetupTest() {
        context.addComponent("look", new Looking());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void route(String uri) throws Exception {
        RouteBuilder.addRoutes(context, r -> r.from("direct:" + uri.hashCode()).to(uri));
    }

    @Test
    void endpointsMadeBeforeTheStartAreTheAuthorsOwn() {
        context.getEndpoint("look:a");

        assertThat(seen).hasValue(true);
    }

    @Test
    void endpointsOfRoutesAreTheAuthorsOwn() throws Exception {
        route("look:a");
        context.start();

        assertThat(seen).hasValue(true);
    }

    @Test
    void endpointsOfRoutesAddedLaterAreTheAuthorsOwn() throws Exception {
        context.start();
        route("look:a");

        assertThat(seen).hasValue(true);
    }

    @Test
    void endpointsOfSupervisedRoutesAreTheAuthorsOwn() throws Exception {
        context.getRouteController().supervising();
        context.start();
        route("look:a");

        assertThat(seen).hasValue(true);
    }

    @Test
    void endpointsMadeByCodeAfterTheStartAreNotTheAuthorsOwn() throws Exception {
        context.start();
        context.getEndpoint("look:a");
        assertThat(seen).hasValue(false);

        seen.set(null);
        context.createProducerTemplate().sendBody("look:b", "");
        assertThat(seen).hasValue(false);

        seen.set(null);
        context.createFluentProducerTemplate().to("look:c").send();
        assertThat(seen).hasValue(false);
    }

    @Test
    void anEndpointComputedFromAMessageIsNotTheAuthorsOwn() throws Exception {
        RouteBuilder.addRoutes(context, r -> {
            r.from("direct:start").threads().toD("look:${body}");
        });
        context.start();
        context.createProducerTemplate().sendBody("direct:start", "a");

        assertThat(seen).hasValue(false);
    }

    /** Consumers are started before their context is. */
    @Test
    void anEndpointMadeByAMessageBeforeTheStartIsNotTheAuthorsOwn() throws Exception {
        Processor early = exchange -> exchange.getContext().getEndpoint("look:a");

        new Processor() {
            @Override
            public void process(Exchange exchange) throws Exception {
                early.process(exchange);
            }
        }.process(new DefaultExchange(context));

        assertThat(context.isStarted()).isFalse();
        assertThat(seen).hasValue(false);
    }

    /** A routing slip goes on behind an asynchronous step like this; a context that stops isn't a started one, either. */
    @Test
    void anEndpointMadeInACallbackIsNotTheAuthorsOwn() {
        new AsyncCallback() {
            @Override
            public void done(boolean doneSync) {
                context.getEndpoint("look:a");
            }
        }.done(false);

        assertThat(context.isStarted()).isFalse();
        assertThat(seen).hasValue(false);
    }

    /** A Kamelet of a computed URI does this. */
    @Test
    void aRouteMadeByAMessageIsNotTheAuthorsOwn() throws Exception {
        RouteBuilder.addRoutes(context, r -> r.from("direct:start")
                .threads()
                .process(exchange -> route("look:" + exchange.getMessage().getBody())));
        context.start();
        context.createProducerTemplate().sendBody("direct:start", "a");

        assertThat(seen).hasValue(false);
    }

    @Test
    void aRouteOfATemplateIsTheAuthorsOwnUnlessMadeByAMessage() throws Exception {
        RouteBuilder.addRoutes(context, r -> {
            r.routeTemplate("template")
                    .templateParameter("text")
                    .from("direct:{{text}}")
                    .to("look:{{text}}");
        });
        context.start();
        org.apache.camel.builder.TemplatedRouteBuilder.builder(context, "template")
                .parameter("text", "a")
                .add();
        assertThat(seen).hasValue(true);

        seen.set(null);
        context.createProducerTemplate()
                .send("direct:a", exchange -> org.apache.camel.builder.TemplatedRouteBuilder.builder(
                                context, "template")
                        .parameter("text", "b")
                        .add());
        assertThat(seen).hasValue(false);
    }
}

/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.examples.lwm2m;

import java.util.concurrent.TimeUnit;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEvent;

/** Registers with a LwM2M platform, updates the registration before its lifetime is over, and ends it when Camel stops. */
public class RegistrationRoute extends RouteBuilder {
    /** Plain CoAP or DTLS: the component knows from its key, the routes are the same. */
    private static final String PLATFORM = "bc66coap:{{bc66.device}}?host={{lwm2m.host}}&port={{lwm2m.port}}";

    /** What this client has, in link-format: the objects of ResourcesRoute. */
    private static final String OBJECTS = "</>;rt=\"oma.lwm2m\",</1/0>,</3/0>,</4/0>,</19/0>,</19/1>";

    private static final int DEREGISTERS_WITHIN_SECONDS = 15;

    private final Registration registration;

    public RegistrationRoute() {
        this(new Registration());
    }

    /**
     * @param registration for those who want to see it, too
     */
    public RegistrationRoute(Registration registration) {
        this.registration = registration;
    }

    @Override
    public void configure() {
        // Looks from time to time whether something is due, so that what didn't get through is tried again.
        from("timer:lifetime?delay=0&period={{lwm2m.retry}}")
                .routeId("clock")
                .filter(exchange -> registration.begin())
                .doTry()
                .to("direct:update")
                .to("direct:register")
                .process(registration::renewed)
                .doCatch(Exception.class)
                .process(registration::failed)
                .end()
                .filter(exchange -> registration.done())
                .to("direct:deregister");

        // An empty POST to where the platform keeps the registration: its lifetime begins anew. A platform that has
        // lost it says 4.04, and the next route makes a new one. That is the order after a failure, too: if only the
        // DTLS session was lost, the update in a new one moves registration and observations to it.
        from("direct:update")
                .routeId("update")
                .errorHandler(noErrorHandler())
                .filter(exchange -> registration.isCurrent())
                .setHeader(Bc66CoapConstants.URI_PATH, registration::path)
                .to(PLATFORM + "&method=POST&throwExceptionOnFailure=false")
                .process(registration::updated);

        // The POST of the note's section 4.2: the version of LwM2M, our name, b=U (we are reached by UDP), the
        // lifetime.
        // The 2.01 has Location-Path options.
        from("direct:register")
                .routeId("register")
                .errorHandler(noErrorHandler())
                .filter(exchange -> !registration.isCurrent())
                .setHeader(Bc66CoapConstants.URI_PATH, constant("/rd"))
                .setBody(constant(OBJECTS))
                .to(PLATFORM + "&method=POST&contentFormat=40"
                        + "&uriQuery=RAW(lwm2m=1.0&ep={{lwm2m.endpoint}}&b=U&lt={{lwm2m.lifetime}})")
                .process(registration::registered);

        // A platform that doesn't observe any more, as far as the module knows, observes anew after a registration.
        // A new session of the module loses no observer by itself, so that an update is enough.
        from("bc66coap:{{bc66.device}}?events=RESTARTED,OBSERVER_LOST")
                .routeId("events")
                .choice()
                .when(header(Bc66CoapConstants.EVENT).isEqualTo(Bc66CoapEvent.RESTARTED))
                .process(exchange -> registration.moduleRestarted())
                .when(simple("${header.CamelBc66CoapRequestHost} == '{{lwm2m.host}}'"
                        + " && ${header.CamelBc66CoapRequestPort} == {{lwm2m.port}}"))
                .process(exchange -> registration.observerLost())
                .end();

        from("direct:deregister")
                .routeId("deregister")
                .errorHandler(noErrorHandler())
                .setHeader(Bc66CoapConstants.URI_PATH, registration::path)
                .setBody(constant((Object) null))
                .to(PLATFORM + "&method=DELETE")
                .process(registration::ended);

        // Before routes are stopped, so that all of them still work.
        ProducerTemplate template = getContext().createProducerTemplate();
        getContext().addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopping) stopping -> {
            if (registration.end()) {
                deregister(template);
            }
        }));
    }

    /** If this fails, the platform forgets the client at the end of its lifetime. */
    private void deregister(ProducerTemplate template) {
        try {
            template.asyncRequestBody("direct:deregister", (Object) null)
                    .get(DEREGISTERS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("not deregistered: {}", e.getMessage());
        }
    }
}

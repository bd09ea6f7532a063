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

import java.util.function.Function;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.UnobservedException;

/**
 * The objects that the platform reads, observes and writes: a resource is a consumer of its path, and what the route ends
 * with is the answer.
 *
 * <p>The platform wants a content-format with each value. The module can say text (0) and octet-stream (42), but none of
 * those that have several resources in one message, so only single resources are here.
 */
public class ResourcesRoute extends RouteBuilder {
    private static final String MODULE = "bc66coap:{{bc66.device}}";
    private static final int TEXT = 0;
    private static final int OPAQUE = 42;

    /** Stands for what the module is built into; take yours instead. */
    private final Meter meter = new Meter();

    @Override
    public void configure() {
        server();
        device();
        connectivity();
        applicationData();
        // last, so that they stop first: the others have observers, who end with them
        notifications();
    }

    /** Object 1, which all clients have. */
    private void server() {
        readable("/1/0/1", "lifetime").setBody(constant("{{lwm2m.lifetime}}"));
    }

    /** Object 3. */
    private void device() {
        readable("/3/0/9", "battery").bean(meter, "batteryLevel").convertBodyTo(String.class);
        readable("/3/0/7", "voltage").bean(meter, "millivolts").convertBodyTo(String.class);

        // An Execute is a POST to the resource. It is answered 2.04 when the route ends; whoever restarts the module
        // should
        // wait until then.
        from(MODULE + "?uriPath=/3/0/4&methods=POST")
                .routeId("reboot")
                .routeGroup("writes")
                .log("the platform orders a reboot")
                .setBody(constant((Object) null));
    }

    /** Object 4: the module knows, and is asked in between. */
    private void connectivity() {
        ofCell("/4/0/2", "signal", Cell::dBm);
        ofCell("/4/0/3", "quality", Cell::quality);
        ofCell("/4/0/8", "cell", Cell::id);

        from("direct:cell")
                .routeId("ask-module")
                .to(MODULE + "?operation=AT&command=RAW(AT+QENG=0)")
                .bean(Cell.class, "parse");
    }

    private void ofCell(String path, String routeId, Function<Cell, Object> value) {
        readable(path, routeId).to("direct:cell").process(exchange -> exchange.getMessage()
                .setBody(value.apply(exchange.getMessage().getBody(Cell.class)).toString()));
    }

    /** Object 19, by which application data passes: instance 0 up, instance 1 down. */
    private void applicationData() {
        readable("/19/0/0", "uplink")
                .bean(meter, "latest")
                .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, constant(OPAQUE));

        // A Write is a PUT; the note's platform sends a POST. Both are answered 2.04, or 4.00 if the meter refuses.
        // Leshan's blocks have 512 or 1024 bytes, so that a Write of 64 is a whole one.
        from(MODULE + "?uriPath=/19/1/0&methods=PUT,POST&peerBlockSizes=512,1024")
                .routeId("downlink")
                .routeGroup("writes")
                .onException(IllegalArgumentException.class)
                .handled(true)
                .setBody(constant((Object) null))
                .setHeader(Bc66CoapConstants.REPLY_CODE, constant("4.00"))
                .end()
                .bean(meter, "take")
                .setBody(constant((Object) null));
    }

    /**
     * Notifications go to whoever observes the path, by the token of the GET that asked for it, in the content-format that its
     * answer had. As long as nobody does, they fail, so that it shows.
     */
    private void notifications() {
        timer("uplink").bean(meter, "measure").to(MODULE + "?operation=NOTIFY&failIfUnobserved=true&uriPath=/19/0/0");
        timer("battery")
                .bean(meter, "batteryLevel")
                .convertBodyTo(String.class)
                .to(MODULE + "?operation=NOTIFY&failIfUnobserved=true&uriPath=/3/0/9");
    }

    private RouteDefinition timer(String name) {
        RouteDefinition route = from("timer:" + name + "?delay={{lwm2m.notify}}&period={{lwm2m.notify}}");
        route.routeId("notify-" + name).routeGroup("notifications");
        // the timer's own log says enough
        route.onException(UnobservedException.class).logExhausted(false);
        return route;
    }

    /** With observable=true the answer to an observe has option 6, without which the platform takes it for a mere read. */
    private RouteDefinition readable(String path, String routeId) {
        RouteDefinition route = from(MODULE + "?methods=GET&observable=true&uriPath=" + path);
        route.routeId(routeId).routeGroup("reads").setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, constant(TEXT));
        return route;
    }
}

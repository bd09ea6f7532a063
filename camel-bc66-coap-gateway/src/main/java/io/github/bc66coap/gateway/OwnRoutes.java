// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.util.Set;

import org.apache.camel.builder.RouteBuilder;

import io.github.bc66coap.camel.Bc66CoapConstants;

/** The gateway's own routes, beside those of its files. */
final class OwnRoutes extends RouteBuilder {
    /** Keeps the module's session open while route files are replaced, and logs its events. */
    static final String MODULE = "bc66-gateway-module";
    /**
     * Runs while route files are replaced. A request for a path that is not served at the moment gets 5.03, not 4.04. A consumer of the path
     * takes precedence.
     */
    static final String STANDBY = "bc66-gateway-standby";

    static final Set<String> IDS = Set.of(MODULE, STANDBY);

    @Override
    public void configure() {
        from("bc66coap:{{bc66.device}}?events=RESTARTED,OBSERVER_LOST")
                .routeId(MODULE)
                .log("${header." + Bc66CoapConstants.EVENT + "}: ${body}");
        from("bc66coap:{{bc66.device}}?uriPath=/*&events=REQUEST")
                .routeId(STANDBY)
                .autoStartup(false)
                .setBody(constant((Object) null))
                .setHeader(Bc66CoapConstants.REPLY_CODE, constant("5.03"));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.util.Set;

import org.apache.camel.builder.RouteBuilder;

import io.github.bc66coap.camel.Bc66CoapConstants;

/** The routes that a gateway has whatever its files say. */
final class OwnRoutes extends RouteBuilder {
    /** Keeps the module's session while files of routes are exchanged, and logs what becomes of it. */
    static final String MODULE = "bc66-gateway-module";
    /**
     * Runs while files of routes are exchanged: a peer that asks for a path that isn't served just now is told to come again, not that
     * there is no such path. A consumer of a path goes before this one.
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

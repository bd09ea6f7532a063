// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Path;

import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.LinkFormat;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The links to a module's consumers, over the air, as another library reads them. */
class WellKnownCoreRoutesTest extends RouteFixture {
    /** Its consumers are its own. */
    @RegisterExtension
    final Bc66Extension otherModule = Bc66Extension.with(
            bc66 -> bc66.pty(Path.of("target", "well-known-core-routes-other")).address(FreePorts.address()));

    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/19/0/0&observable=true")).setBody(r.constant("x"));
        r.from(uri("uriPath=/commands&methods=POST&manualReply=true")).to("log:taken");
        r.from(uri("uriPath=/files/*")).routeId("files").setBody(r.constant("x"));
        r.from("bc66coap:" + otherModule.modem().device() + "?uriPath=/elsewhere")
                .setBody(r.constant("x"));
    }

    /** Both modules. */
    @Override
    boolean isReady() {
        return context.getEndpoints().stream()
                .allMatch(endpoint -> !(endpoint instanceof Bc66CoapEndpoint bc66)
                        || bc66.getModemState().startsWith("READY"));
    }

    private Response ask(Code code, String query) {
        awaitReady();
        Request request = peer.request(Type.CON, code, ".well-known/core", null);
        if (query != null) {
            request.getOptions().addUriQuery(query);
        }
        return peer.ask(request);
    }

    @Test
    void theLinksAreThoseOfThisModulesConsumers() throws Exception {
        Response response = ask(Code.GET, null);
        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getOptions().getContentFormat()).isEqualTo(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
        assertThat(LinkFormat.parse(response.getPayloadString()))
                .extracting(WebLink::getURI, link -> link.getAttributes().hasObservable())
                .containsExactlyInAnyOrder(tuple("/19/0/0", true), tuple("/commands", false), tuple("/files", false));

        context.getRouteController().stopRoute("files");
        assertThat(LinkFormat.parse(ask(Code.GET, null).getPayloadString())).hasSize(2);
    }

    @Test
    void aQueryFiltersTheLinks() {
        assertThat(ask(Code.GET, "href=/c*").getPayloadString()).isEqualTo("</commands>");
    }

    @Test
    void wellKnownCoreRefusesPut() {
        assertThat(ask(Code.PUT, null).getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void aConsumerOfAllPathsWithoutGetKeepsTheLinks() throws Exception {
        RouteBuilder.addRoutes(
                context, r -> r.from(uri("uriPath=/*&methods=POST,PUT")).setBody(r.constant("taken")));
        assertThat(ask(Code.GET, "href=/c*").getPayloadString()).isEqualTo("</commands>");
        assertThat(ask(Code.PUT, null).getPayloadString()).isEqualTo("taken");
        assertThat(ask(Code.DELETE, null).getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void aConsumerMayReplaceTheLinks() throws Exception {
        RouteBuilder.addRoutes(context, r -> {
            r.from(uri("uriPath=/.well-known/core")).setBody(r.constant("</>;rt=\"mine\""));
        });
        assertThat(ask(Code.GET, null).getPayloadString()).isEqualTo("</>;rt=\"mine\"");
    }
}

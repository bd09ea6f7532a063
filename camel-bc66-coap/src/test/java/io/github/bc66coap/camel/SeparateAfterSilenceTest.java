// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Map;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that left a NON unanswered can still answer the next request separately. */
class SeparateAfterSilenceTest extends RouteTestSupport {

    private void servers() {
        cloud().on("silent", exchange -> {});
        cloud().on("separate", exchange -> {
            exchange.accept();
            exchange.respond(ResponseCode.CONTENT, "here");
        });
    }

    /** Telemetry as NON, to which this server has no answer. */
    @Test
    void aSeparateResponseArrivesAfterAnUnansweredNon() throws Exception {
        servers();
        sender(sandbox.toCloud("uriPath=separate", "responseTimeout=2s"));
        successful(send("telemetry", Map.of("CamelBc66CoapMessageType", "NON", "CamelBc66CoapUriPath", "silent")));

        assertThat(text(send(null))).isEqualTo("here");
    }
}

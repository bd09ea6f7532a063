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
    void afterAMessageThatNobodyAnswers() throws Exception {
        servers();
        sender(bench.toCloud("uriPath=separate", "responseTimeout=2s"));
        successful(send("telemetry", Map.of("CamelBc66CoapMessageType", "NON", "CamelBc66CoapUriPath", "silent")));

        assertThat(text(send(null))).isEqualTo("here");
    }
}

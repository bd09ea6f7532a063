// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.readme;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

class AlarmRouteTest extends CamelTestSupport {
    @RegisterExtension
    static final Bc66Extension BC66 = Bc66Extension.with(bc66 -> bc66.pty());

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:alarm")
                        .to("bc66coap:" + BC66.modem().device() + "?localPort=" + FreePorts.udp()
                                + "&host=127.0.0.1&uriPath=/alarm&messageType=NON");
            }
        };
    }

    @Test
    void anAlarmIsSent() {
        template.sendBody("direct:alarm", "leak");

        assertThat(BC66.awaitSent("POST", "/alarm").text()).isEqualTo("leak");
        assertThat(BC66.modem().commands())
                .contains("AT+QCOAPOPTION=1,11,\"alarm\"", "AT+QCOAPSEND=1,2,\"127.0.0.1\",5683,4,\"6c65616b\"");
    }
}

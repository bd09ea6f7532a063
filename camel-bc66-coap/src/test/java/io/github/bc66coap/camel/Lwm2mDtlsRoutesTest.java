// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

/** {@link Lwm2mRoutes}, the same, over DTLS: only the component knows. */
class Lwm2mDtlsRoutesTest extends Lwm2mRoutesTest {
    private static final String KEY = "010203040506070809";

    @RegisterExtension
    static final KeyWatch LOG = QuirkRuns.keyWatch(KEY);

    @Override
    Lwm2mPlatform startPlatform() {
        return Lwm2mPlatform.secure(new InetSocketAddress(PLATFORM_HOST, 0), CLIENT, CLIENT, KEY, line -> {});
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        Bc66CoapConfiguration common =
                camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
        common.setPskIdentity(CLIENT);
        common.setSecretKey(KEY);
        return camel;
    }
}

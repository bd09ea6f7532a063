// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@link Lwm2mRoutes} with a real LwM2M server. */
class Lwm2mRoutesTest extends CamelTestSupport {
    static final String PLATFORM_HOST = FreePorts.address();
    static final String CLIENT = "867725030002525";
    private static final int LIFETIME_SECONDS = 5;
    private static final byte[] UPLINK = {1, 2, 3, 0, (byte) 0xFF, '\r', '\n', 'O', 'K'};
    private static final byte[] DOWNLINK = {(byte) 0xFF, (byte) 0xFE, 1, 0x13, 0x4C, (byte) 0x9A, 0, 0};

    @RegisterExtension
    final Bc66Extension module = Bc66Extension.with(bc66 -> bc66.pty().address(FreePorts.address()));

    private Lwm2mPlatform platform;

    @BeforeAll
    static void warmUp() {
        VirtualBc66.warmUp();
    }

    Lwm2mPlatform startPlatform() {
        return Lwm2mPlatform.plain(new InetSocketAddress(PLATFORM_HOST, 0), line -> {});
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        platform = startPlatform();
        Properties properties = new Properties();
        properties.setProperty("lwm2m.modem", "bc66coap:" + module.modem().device());
        properties.setProperty("lwm2m.host", PLATFORM_HOST);
        properties.setProperty("lwm2m.port", Integer.toString(platform.port()));
        properties.setProperty("lwm2m.endpoint", CLIENT);
        properties.setProperty("lwm2m.lifetime", Integer.toString(LIFETIME_SECONDS));
        properties.setProperty("lwm2m.update", "1000");
        CamelContext camel = super.createCamelContext();
        camel.getPropertiesComponent().setInitialProperties(properties);
        return camel;
    }

    @AfterEach
    void closePlatform() {
        context.stop();
        platform.close();
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {
            new Lwm2mRoutes(),
            new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:reboot").to("mock:reboot");
                    from("direct:received").to("mock:received");
                }
            }
        };
    }

    @BeforeEach
    void awaitRegistration() {
        await().until(() -> platform.registration(CLIENT) != null);
        await().until(() -> module.modem().resources().size() == 4);
    }

    @Test
    void registersAndAnnouncesItsObjects() {
        assertThat(platform.registration(CLIENT).getLifeTimeInSec()).isEqualTo(LIFETIME_SECONDS);
        assertThat(platform.registration(CLIENT).getSupportedObject()).containsOnlyKeys(1, 3, 4, 5, 19);
    }

    @Test
    void answersARead() throws Exception {
        ReadResponse cell = platform.ask(CLIENT, new ReadRequest(4, 0, 8));
        assertThat(cell.getCode()).isEqualTo(ResponseCode.CONTENT);
        // 5C4BC33, which is what the module says
        assertThat(((LwM2mResource) cell.getContent()).getValue()).isEqualTo(96779315L);
    }

    @Test
    void takesAWrite() throws Exception {
        MockEndpoint received = getMockEndpoint("mock:received");
        received.expectedBodiesReceived(new Object[] {DOWNLINK});
        platform.write(CLIENT, "/19/1/0", DOWNLINK);
        received.assertIsSatisfied();
    }

    @Test
    void executesAReboot() throws Exception {
        MockEndpoint reboot = getMockEndpoint("mock:reboot");
        reboot.expectedMessageCount(1);
        platform.execute(CLIENT, "/3/0/4");
        reboot.assertIsSatisfied();
    }

    @Test
    void answersUnknownResourcesWith404AndMethodsWith405() throws Exception {
        assertThat(platform.ask(CLIENT, new ReadRequest(3, 0, 0)).getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(platform.ask(CLIENT, new ReadRequest(19, 1, 0)).getCode())
                .isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void notifiesItsObserver() throws Exception {
        ObserveResponse first = platform.ask(CLIENT, new ObserveRequest(19, 0, 0));
        assertThat(first.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(first.getObservation()).as("the reply has option 6").isNotNull();

        for (int count = 1; count <= 3; count++) {
            byte[] measured = UPLINK.clone();
            measured[0] = (byte) count;
            assertThat(template.requestBody("direct:measured", measured)).isEqualTo(1);
            int seen = count;
            await().until(() -> platform.notified().size() == seen);
            assertThat(platform.notified().get(count - 1)).isEqualTo(measured);
        }
    }

    @Test
    void keepsTheRegistrationBeyondItsLifetimeAndEndsItOnStop() {
        // one each second: the first lifetime is over by the last
        await().until(() ->
                platform.events().stream().filter(("updated " + CLIENT)::equals).count() >= LIFETIME_SECONDS + 1);
        assertThat(platform.events()).doesNotContain("expired " + CLIENT).startsWith("registered " + CLIENT);
        assertThat(Duration.ofMillis(System.currentTimeMillis()
                        - platform.registration(CLIENT).getRegistrationDate().getTime()))
                .isGreaterThan(Duration.ofSeconds(LIFETIME_SECONDS));

        context.stop();
        await().until(() -> platform.registration(CLIENT) == null);
        assertThat(platform.events()).endsWith("deregistered " + CLIENT).doesNotContain("expired " + CLIENT);
        assertThat(module.modem().contextExists()).isFalse();
    }
}

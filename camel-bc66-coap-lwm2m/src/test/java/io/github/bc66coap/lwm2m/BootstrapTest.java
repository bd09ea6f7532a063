// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.eclipse.leshan.core.SecurityMode;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.server.bootstrap.BootstrapConfig;
import org.eclipse.leshan.server.bootstrap.InMemoryBootstrapConfigStore;
import org.eclipse.leshan.server.bootstrap.LeshanBootstrapServer;
import org.eclipse.leshan.server.bootstrap.LeshanBootstrapServerBuilder;
import org.eclipse.leshan.server.californium.bootstrap.endpoint.CaliforniumBootstrapServerEndpointsProvider;
import org.eclipse.leshan.server.californium.bootstrap.endpoint.coap.CoapBootstrapServerProtocolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Leshan's bootstrap server says where to register, and for how long. */
@Timeout(120)
class BootstrapTest {
    private static final String DEVICE = """
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-registration
                  parameters:
                    device: "{{bc66.device}}"
                    host: 127.0.0.1
                    port: "{{bootstrap.port}}"
                    endpoint: "{{lwm2m.endpoint}}"
                    bootstrap: true
                  steps:
                    - to: mock:events
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-device
                  parameters: {device: "{{bc66.device}}"}
                  steps:
                    - log: reboot
            """;

    private static LeshanBootstrapServer bootstrapServer(Lwm2mPlatform platform) throws Exception {
        BootstrapConfig.ServerSecurity security = new BootstrapConfig.ServerSecurity();
        security.uri = "coap://127.0.0.1:" + platform.port();
        security.securityMode = SecurityMode.NO_SEC;
        security.serverId = 77;
        BootstrapConfig.ServerConfig account = new BootstrapConfig.ServerConfig();
        account.shortId = 77;
        account.lifetime = 40;
        BootstrapConfig config = new BootstrapConfig();
        config.toDelete = List.of("/0", "/1");
        config.security.put(1, security);
        config.servers.put(0, account);
        InMemoryBootstrapConfigStore configs = new InMemoryBootstrapConfigStore();
        configs.add(Device.NAME, config);

        CaliforniumBootstrapServerEndpointsProvider.Builder endpoints =
                new CaliforniumBootstrapServerEndpointsProvider.Builder(new CoapBootstrapServerProtocolProvider());
        endpoints.setConfiguration(endpoints.createDefaultConfiguration());
        endpoints.addEndpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Protocol.COAP);
        LeshanBootstrapServerBuilder builder = new LeshanBootstrapServerBuilder();
        builder.setEndpointsProviders(endpoints.build());
        builder.setConfigStore(configs);
        LeshanBootstrapServer server = builder.build();
        server.start();
        return server;
    }

    @Test
    void theClientRegistersWhereTheBootstrapServerSays() throws Exception {
        try (Lwm2mPlatform platform = Lwm2mPlatform.plain()) {
            LeshanBootstrapServer server = bootstrapServer(platform);
            try (Device device = new Device(platform, module -> {})) {
                device.property(
                                "bootstrap.port",
                                Integer.toString(
                                        server.getEndpoints().get(0).getURI().getPort()))
                        .start(DEVICE);

                assertThat(platform.awaitRegistration(Device.NAME).getLifeTimeInSec())
                        .isEqualTo(40);
                await().until(() ->
                        device.device().registration().orElseThrow().state().registered());
                assertThat(device.device().registration().orElseThrow().state().server())
                        .isEqualTo("127.0.0.1:" + platform.port());

                String route = device.context().getRoutes().stream()
                        .map(Route::getRouteId)
                        .filter(id -> id.startsWith("bc66-lwm2m-registration"))
                        .findFirst()
                        .orElseThrow();
                device.context().getRouteController().stopRoute(route);
                assertThat(platform.registration(Device.NAME)).isNull();
                assertThat(device.context().getRoutes())
                        .extracting(Route::getRouteId)
                        .noneMatch(id -> id.startsWith(Bootstrap.ROUTES));
                device.context().getRouteController().startRoute(route);
                platform.awaitRegistration(Device.NAME);
            } finally {
                server.destroy();
            }
        }
    }

    /** What comes from elsewhere, or without being asked for, changes nothing. */
    @Test
    void foreignUnrequestedOrEmptyBootstrapsAreRefused() {
        Bootstrap bootstrap = new Bootstrap("192.0.2.1");
        assertThat(code(bootstrap, "192.0.2.1", "DELETE", "/")).isEqualTo("4.01");
        CompletableFuture<Bootstrap.Server> finished = bootstrap.begin();
        assertThat(code(bootstrap, "192.0.2.2", "POST", "/bs")).isEqualTo("4.01");
        assertThat(code(bootstrap, "192.0.2.1", "DELETE", "/")).isNull();
        assertThat(code(bootstrap, "192.0.2.1", "GET", "/0")).isEqualTo("4.05");
        assertThat(code(bootstrap, "192.0.2.1", "PUT", "/0")).isEqualTo("4.00");
        assertThat(code(bootstrap, "192.0.2.1", "POST", "/bs"))
                .as("nothing was written")
                .isEqualTo("4.06");
        assertThat(finished).isNotDone();
    }

    /** The module resolves none. */
    @Test
    void aServerWithANameIsRefused() {
        Bootstrap bootstrap = new Bootstrap("192.0.2.1");
        CompletableFuture<Bootstrap.Server> finished = bootstrap.begin();
        write(bootstrap, "/1/0", Map.of(0, 77, 1, 40));
        for (String server : List.of("lwm2m.example", "192.0.2.333", "192.0.2.3:70000")) {
            write(bootstrap, "/0/1", Map.of(0, "coap://" + server, 1, false, 2, 3, 10, 77));
            assertThat(code(bootstrap, "192.0.2.1", "POST", "/bs")).as(server).isEqualTo("4.06");
        }
        assertThat(finished).isNotDone();
        write(bootstrap, "/0/1", Map.of(0, "coap://[2001:DB8:0::3]", 1, false, 2, 3, 10, 77));
        assertThat(code(bootstrap, "192.0.2.1", "POST", "/bs")).isNull();
        assertThat(finished).isCompletedWithValue(new Bootstrap.Server("2001:db8::3", 5683, Duration.ofSeconds(40)));
    }

    /** The key is the component's. */
    @Test
    void aServerWithAKeyIsRefused() {
        Bootstrap bootstrap = new Bootstrap("192.0.2.1");
        CompletableFuture<Bootstrap.Server> finished = bootstrap.begin();
        write(bootstrap, "/1/0", Map.of(0, 77, 1, 40));
        for (int mode = 0; mode <= 3; mode++) {
            assertThat(finished).isNotDone();
            write(bootstrap, "/0/1", Map.of(0, "coap://192.0.2.3:5683", 1, false, 2, mode, 10, 77));
            assertThat(code(bootstrap, "192.0.2.1", "POST", "/bs"))
                    .as("security mode " + mode)
                    .isEqualTo(mode < 3 ? "4.06" : null);
        }
        assertThat(finished).isCompletedWithValue(new Bootstrap.Server("192.0.2.3", 5683, Duration.ofSeconds(40)));
    }

    private static void write(Bootstrap bootstrap, String instance, Map<Integer, ?> resources) {
        byte[] tlv = new Lwm2mCodec(ObjectModels.STANDARD).encode(new LwM2mPath(instance), resources, 11542);
        assertThat(code(bootstrap, "192.0.2.1", "PUT", instance, tlv)).isNull();
    }

    private static String code(Bootstrap bootstrap, String host, String method, String path) {
        return code(bootstrap, host, method, path, null);
    }

    private static String code(Bootstrap bootstrap, String host, String method, String path, byte[] tlv) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("CamelBc66CoapRequestHost", host);
        exchange.getMessage().setHeader("CamelBc66CoapRequestMethod", method);
        exchange.getMessage().setHeader("CamelBc66CoapRequestUriPath", path);
        exchange.getMessage().setHeader("CamelBc66CoapRequestContentFormat", 11542);
        exchange.getMessage().setBody(tlv);
        bootstrap.answer(exchange);
        return exchange.getMessage().getHeader("CamelBc66CoapReplyCode", String.class);
    }
}

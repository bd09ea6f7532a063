// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/** Routes are stopped, started and loaded anew while the device is registered. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class RouteChangesTest {
    private static final String ROUTES = """
            - route:
                id: registration
                from:
                  uri: kamelet:bc66-lwm2m-registration
                  parameters: {device: "{{bc66.device}}", host: "{{lwm2m.host}}", port: "{{lwm2m.port}}",
                               endpoint: "{{lwm2m.endpoint}}"}
                  steps: [{log: "${header.CamelBc66Lwm2mEvent} ${body}"}]
            - route:
                id: device
                from:
                  uri: kamelet:bc66-lwm2m-device
                  parameters: {device: "{{bc66.device}}", manufacturer: MADE_BY}
                  steps: [{log: reboot}]
            - route:
                id: temperature
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/5700, type: FLOAT}
                  steps: [{setBody: {constant: "1.5"}}]
            """;

    @TempDir
    private Path folder;

    private Lwm2mPlatform platform;
    private Device device;
    private VirtualBc66 second;

    @BeforeEach
    void start() throws Exception {
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> module.pty(folder.resolve("bc66")));
        PluginHelper.getRoutesLoader(device.context()).loadRoutes(file(ROUTES));
        device.start();
        has("/1/0", "/3/0", "/4/0", "/3303/0");
    }

    @AfterEach
    void stop() {
        device.close();
        if (second != null) {
            // not before the context has stopped: it would open the next module that gets this name
            second.close();
        }
        platform.close();
    }

    private Resource file(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("device.camel.yaml"), yaml);
        return ResourceHelper.resolveResource(device.context(), "file:" + file);
    }

    private void has(String... instances) {
        await().until(() ->
                platform.registration(Device.NAME) != null && instances().equals(Set.of(instances)));
    }

    private Set<String> instances() {
        return platform.registration(Device.NAME).getAvailableInstances().stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    private void reads(String path, Object value) {
        await().untilAsserted(
                        () -> assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ReadRequest(path))
                                        .getContent())
                                .extracting("value")
                                .isEqualTo(value));
    }

    private List<String> ids() {
        return device.context().getRoutes().stream()
                .map(Route::getRouteId)
                .sorted()
                .toList();
    }

    /** The route of a Kamelet, which is another than the one that uses it. */
    private String kamelet(String name) {
        return ids().stream().filter(id -> id.startsWith(name)).findFirst().orElseThrow();
    }

    private final class Reload extends RouteWatcherReloadStrategy {
        void load(String yaml) throws Exception {
            onRouteReload(List.of(file(yaml)), false);
        }
    }

    @Test
    void reloadedRoutesReplaceTheFormerRoutes() throws Exception {
        int before = ids().size();
        Reload reload = new Reload();
        reload.setCamelContext(device.context());
        // as Camel Main has it
        reload.setRemoveAllRoutes(true);
        for (String by : List.of("second", "third")) {
            reload.load(ROUTES.replace("MADE_BY", by));

            reads("/3/0/0", by);
            has("/1/0", "/3/0", "/4/0", "/3303/0");
            assertThat(ids()).hasSize(before);
            assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new DiscoverRequest(3303, 0))
                            .isSuccess())
                    .isTrue();
        }
        reload.load(ROUTES.substring(0, ROUTES.indexOf("- route:\n    id: device")));
        has();
    }

    @Test
    void theObjectsGoAndComeWithTheRouteOfTheDevice() throws Exception {
        for (int i = 0; i < 2; i++) {
            String id = kamelet("bc66-lwm2m-device");
            device.context().getRouteController().stopRoute(id);
            has("/3303/0");
            device.context().getRouteController().startRoute(id);
            has("/1/0", "/3/0", "/4/0", "/3303/0");
            reads("/3/0/0", "MADE_BY");
        }
    }

    @Test
    void theRegistrationGoesAndComesWithItsRoute() throws Exception {
        for (int i = 0; i < 2; i++) {
            device.context().getRouteController().stopRoute(kamelet("bc66-lwm2m-registration"));
            assertThat(platform.registration(Device.NAME)).isNull();
            device.context().getRouteController().startRoute(kamelet("bc66-lwm2m-registration"));
            has("/1/0", "/3/0", "/4/0", "/3303/0");
        }
    }

    /** Each has its registration, its objects and its values; one that goes leaves the other. */
    @Test
    void twoModulesOfAContextAreTwoDevices() throws Exception {
        second = VirtualBc66.builder()
                .pty(folder.resolve("bc66-2"))
                .address(FreePorts.address())
                .start();
        String id = kamelet("bc66-lwm2m-registration");
        String objects = kamelet("bc66-lwm2m-device");
        PluginHelper.getRoutesLoader(device.context())
                .loadRoutes(ResourceHelper.fromString(
                        "second.camel.yaml",
                        ROUTES.replace("{{bc66.device}}", second.device())
                                .replace("{{lwm2m.endpoint}}", "second")
                                .replace("MADE_BY", "Second")
                                .replaceAll("id: (\\w+)", "id: $1-of-second")));
        await().until(() -> platform.registration("second") != null
                && platform.registration("second").getAvailableInstances().size() == 4);
        assertThat(platform.ask(platform.awaitRegistration("second"), new ReadRequest("/3/0/0"))
                        .getContent())
                .extracting("value")
                .isEqualTo("Second");
        reads("/3/0/0", "MADE_BY");
        device.context().getRouteController().stopRoute(id);
        device.context().getRouteController().stopRoute(objects);
        assertThat(platform.registration(Device.NAME)).isNull();
        assertThat(platform.registration("second")).isNotNull();
        assertThat(platform.ask(platform.awaitRegistration("second"), new ReadRequest("/3/0/0"))
                        .isSuccess())
                .isTrue();
    }

    /** Camel refuses only equal URIs. The route that came first serves, until it ends. */
    @Test
    void aSecondRouteOfAPathIsRefused() throws Exception {
        for (String path : List.of("3303/0/5700", "/3/0/4", "/3/0/0")) {
            assertThatException()
                    .isThrownBy(() -> load(path, "1"))
                    .havingRootCause()
                    .withMessageContaining("path: another route serves /" + path.replaceFirst("^/", ""));
        }
        reads("/3303/0/5700", 1.5);
        reads("/3/0/0", "MADE_BY");
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new DiscoverRequest(3303, 0))
                        .isSuccess())
                .isTrue();
    }

    private void load(String path, String value) throws Exception {
        PluginHelper.getRoutesLoader(device.context())
                .loadRoutes(ResourceHelper.fromString(
                        "more.camel.yaml", """
                - route:
                    from:
                      uri: kamelet:bc66-lwm2m-resource
                      parameters: {device: "{{bc66.device}}", path: PATH}
                      steps: [{setBody: {constant: "VALUE"}}]
                """.replace("PATH", path).replace("VALUE", value)));
    }

    /** The server is dead: an update is under way that nobody answers. */
    @Test
    void aStopDoesNotWaitForADeadServer() throws Exception {
        platform.close();
        device.device().registration().orElseThrow().updateSoon();
        long begun = System.nanoTime();
        device.context().stop();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(30);
    }
}

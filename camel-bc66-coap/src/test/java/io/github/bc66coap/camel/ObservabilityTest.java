// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What operators see of a modem. */
class ObservabilityTest extends ModuleFixture {
    private static final String UNPLUGGED = "there is no such device";

    @Override
    protected boolean useJmx() {
        return true;
    }

    @Override
    void routes(RouteBuilder r) {
        checkHealth(r.getContext());
        r.from(uri("uriPath=/1&reconnectDelay=10ms")).id("in").setBody(r.constant("ok"));
        r.from("direct:out").to(uri("host=127.0.0.1&reconnectDelay=10ms"));
    }

    @Test
    void healthFollowsTheModule() {
        await().untilAsserted(() -> assertThat(results()).hasSize(2).allMatch(HealthCheck.State.UP::equals));
        module().hangUp();
        await().untilAsserted(() -> assertThat(results()).hasSize(2).allMatch(HealthCheck.State.DOWN::equals));
        module().reconnect();
        await().untilAsserted(() -> assertThat(results()).hasSize(2).allMatch(HealthCheck.State.UP::equals));
    }

    /** Camel has the check of a route that takes nothing down; the module is none the worse for that. */
    @Test
    void healthFollowsTheRoute() throws Exception {
        await().untilAsserted(() -> assertThat(results()).hasSize(2).allMatch(HealthCheck.State.UP::equals));
        context.getRouteController().suspendRoute("in");
        assertThat(results()).containsExactlyInAnyOrder(HealthCheck.State.DOWN, HealthCheck.State.UP);
        context.getRouteController().resumeRoute("in");
        assertThat(results()).containsOnly(HealthCheck.State.UP);
        context.getRouteController().stopRoute("in");
        assertThat(results()).containsExactlyInAnyOrder(HealthCheck.State.DOWN, HealthCheck.State.UP);
        context.getRouteController().startRoute("in");
        assertThat(results()).containsOnly(HealthCheck.State.UP);
    }

    @Test
    void healthShowsWhenTheStateBegan() {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        await().untilAsserted(() -> assertThat(results()).hasSize(2).allMatch(HealthCheck.State.UP::equals));
        assertThat(details()).allSatisfy(details -> {
            assertThat(details)
                    .containsEntry("state", "READY")
                    .containsEntry("attached", true)
                    .containsEntry("signal", "isn't asked for, see healthCheckSignalInterval")
                    .doesNotContainKeys("unreadySince", "nextAttempt", "signalDbm");
            assertThat(time(details, "since")).isBetween(begun.minusSeconds(10), Instant.now());
            assertThat((Long) details.get("attachedAgeSeconds")).isBetween(0L, 60L);
        });

        module().hangUp();
        await().untilAsserted(() -> assertThat(details()).allSatisfy(details -> {
            assertThat(details).containsEntry("state", "WAITING").hasEntrySatisfying("lastError", error -> assertThat(
                            (String) error)
                    .contains(UNPLUGGED));
            assertThat(time(details, "unreadySince")).isBetween(begun, Instant.now());
            assertThat(time(details, "lastErrorAt")).isBetween(begun, Instant.now());
            assertThat(time(details, "nextAttempt")).isAfter(begun);
            assertThat((Long) details.get("nextAttemptInMillis")).isNotNegative();
        }));

        module().reconnect();
        await().untilAsserted(() -> assertThat(details()).allSatisfy(details -> assertThat(details)
                .containsEntry("state", "READY")
                .containsKeys("lastError", "lastErrorAt")
                .doesNotContainKeys("unreadySince", "nextAttempt")));
    }

    private static Instant time(Map<String, Object> details, String name) {
        return Instant.parse((String) details.get(name));
    }

    private List<Map<String, Object>> details() {
        return checks().map(HealthCheck::callReadiness)
                .map(HealthCheck.Result::getDetails)
                .toList();
    }

    /** A check never waits for the module: it asks, and shows what is known by then. */
    @Test
    void healthShowsTheSignalIfAnIntervalIsSet() {
        context.getComponent("bc66coap", Bc66CoapComponent.class).setHealthCheckSignalInterval(Duration.ofMillis(100));
        AtomicReference<String> answer = new AtomicReference<>();
        module().onCommand(line -> Optional.ofNullable(line.equals("AT+CSQ") ? answer.get() : null));
        await().untilAsserted(() -> assertThat(details()).hasSize(2).allSatisfy(details -> assertThat(details)
                .containsEntry("signalDbm", -73)
                .containsKey("signalAgeSeconds")
                .doesNotContainKey("signal")));

        answer.set("\r\n+CME ERROR: 4\r\n");
        await().untilAsserted(() -> assertThat(details()).allSatisfy(details -> assertThat(details)
                .containsEntry("signal", "AT+CSQ was refused: +CME ERROR: 4")
                // the last answer, and its age
                .containsEntry("signalDbm", -73)));

        answer.set("\r\n+CSQ: 99,99\r\n\r\nOK\r\n");
        await().untilAsserted(() -> assertThat(details()).allSatisfy(details -> assertThat(details)
                .containsEntry("signal", "the module doesn't know it")
                .doesNotContainKey("signalDbm")));
    }

    /** Camel's own page escapes messages twice, so they have nothing to escape. */
    @Test
    void healthMessagesNeedNoEscaping() {
        module().hangUp();
        await().untilAsserted(() -> assertThat(checks().map(HealthCheck::callReadiness))
                .hasSize(2)
                .allSatisfy(result -> {
                    assertThat(result.getMessage()).hasValueSatisfying(message -> {
                        assertThat(message).contains(UNPLUGGED, "attempt");
                        assertThat(Jsoner.escape(message)).isEqualTo(message);
                    });
                }));
    }

    @Test
    void healthChecksHaveTheSameNamesAtEachStart() {
        List<String> before = checks().map(HealthCheck::getId).toList();
        assertThat(before).containsExactlyInAnyOrder("consumer:in", "bc66coap-producer-" + module().device());
        context.stop();
        context.start();
        assertThat(checks().map(HealthCheck::getId)).containsExactlyInAnyOrderElementsOf(before);
    }

    /** Liveness isn't checked: a restart of the application would not plug the module in. */
    @Test
    void healthShowsReasonAndFailedAttempts() {
        module().hangUp();
        await().untilAsserted(() -> assertThat(checks().map(HealthCheck::callReadiness))
                .hasSize(2)
                .allSatisfy(result -> {
                    assertThat(result.getMessage()).hasValueSatisfying(message -> assertThat(message)
                            .startsWith("The modem on ObservabilityTest is ")
                            .contains(UNPLUGGED));
                    assertThat(result.getDetails())
                            .containsEntry("device", module().device())
                            .containsKey("state")
                            .hasEntrySatisfying("reason", reason -> assertThat((String) reason)
                                    .contains(UNPLUGGED))
                            .hasEntrySatisfying("failedAttempts", attempts -> assertThat((Integer) attempts)
                                    .isGreaterThan(1));
                }));
        assertThat(checks()).noneMatch(HealthCheck::isLiveness);
    }

    @Test
    @SuppressWarnings("unchecked")
    void consoleShowsTheReconnection() {
        module().hangUp();
        await().untilAsserted(() -> {
            Map<String, Object> json = (Map<String, Object>) console().call(DevConsole.MediaType.JSON);
            Map<String, Object> modem = ((List<Map<String, Object>>) json.get("modems")).get(0);
            assertThat(modem).containsEntry("state", "WAITING");
            assertThat((String) modem.get("reason")).contains(UNPLUGGED);
            assertThat((Integer) modem.get("failedAttempts")).isGreaterThan(1);
            assertThat((Long) modem.get("retryDelayMillis")).isPositive();
        });
        await().untilAsserted(() -> assertThat((String) console().call(DevConsole.MediaType.TEXT))
                .contains("WAITING (Can't open serial port", UNPLUGGED, ", attempt ", " in "));
    }

    private DevConsole console() {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("bc66coap");
    }

    /** One for each device, by the same name at each start; the last producer that stops takes it away. */
    @Test
    void producersOfADeviceShareACheck() throws Exception {
        String id = "bc66coap-producer-" + module().device();
        RouteBuilder.addRoutes(context, r -> r.from("direct:other")
                .routeId("other")
                .to("bc66coap:" + module().device() + "?host=127.0.0.2&reconnectDelay=10ms"));
        assertThat(checks()).extracting(HealthCheck::getId).containsOnlyOnce(id);
        context.getRouteController().stopRoute("other");
        context.removeRoute("other");
        assertThat(checks()).extracting(HealthCheck::getId).containsOnlyOnce(id);
    }

    @Test
    void aStoppedProducerLeavesNoCheck() {
        assertThat(checks()).anyMatch(check -> check.getId().contains("bc66coap-producer"));
        context.stop();
        assertThat(checks()).noneMatch(check -> check.getId().contains("bc66coap-producer"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void consoleListsModems() {
        await().untilAsserted(() -> {
            Map<String, Object> json = (Map<String, Object>) console().call(DevConsole.MediaType.JSON);
            Map<String, Object> modem = ((List<Map<String, Object>>) json.get("modems")).get(0);
            assertThat(modem).containsEntry("device", module().device()).containsEntry("state", "READY");
            assertThat((String) console().call(DevConsole.MediaType.TEXT)).contains("READY", "requests sent: 0");
        });
    }

    @Test
    void jmxShowsTheState() throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName endpoint = server
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=endpoints,*"),
                        null)
                .stream()
                .filter(name -> name.toString().contains("bc66coap"))
                .findFirst()
                .orElseThrow();
        await().untilAsserted(() ->
                assertThat(server.getAttribute(endpoint, "ModemState")).isEqualTo("READY"));
        assertThat(server.getAttribute(endpoint, "ModemReason")).isEqualTo("");
        assertThat(server.getAttribute(endpoint, "ModemFailedAttempts")).isEqualTo(0);
        assertThat(server.getAttribute(endpoint, "ModemRetryDelay")).isEqualTo(0L);
        assertThat(server.getAttribute(endpoint, "ModemUnprintedOutcomes")).isEqualTo(List.of());
        assertThat(new HashMap<Object, Object>((Map<?, ?>) server.getAttribute(endpoint, "ModemCounters")))
                .containsKey("RECONNECTS")
                .allSatisfy((name, value) -> {
                    // a console doesn't have classes of the component
                    assertThat(name).isInstanceOf(String.class);
                    assertThat(value).isInstanceOf(Long.class);
                });

        module().hangUp();
        await().untilAsserted(() -> {
            assertThat((String) server.getAttribute(endpoint, "ModemState")).contains(UNPLUGGED);
            assertThat((String) server.getAttribute(endpoint, "ModemReason")).contains(UNPLUGGED);
            assertThat((Integer) server.getAttribute(endpoint, "ModemFailedAttempts"))
                    .isGreaterThan(1);
            assertThat((Long) server.getAttribute(endpoint, "ModemRetryDelay")).isPositive();
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void refusedEndpointsAreCounted() throws Exception {
        assertThatThrownBy(() -> template.sendBody("bc66coap:" + module().device() + "?operation=AT&command=AT", null))
                .isInstanceOf(ResolveEndpointFailedException.class);

        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName component = new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=components,name=\"bc66coap\"");
        assertThat(server.getAttribute(component, "RefusedEndpoints")).isEqualTo(1L);
        assertThat((Map<String, Object>) console().call(DevConsole.MediaType.JSON))
                .containsEntry("refusedEndpoints", 1L);
        assertThat((String) console().call(DevConsole.MediaType.TEXT)).contains("refused endpoints: 1");
    }

    private Stream<HealthCheck> checks() {
        return HealthCheckRegistry.get(context).stream()
                .filter(check -> check.getId().contains("bc66coap-producer")
                        || check.getId().equals("consumer:in"));
    }

    private List<HealthCheck.State> results() {
        return checks().map(check -> check.call().getState()).toList();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.qcoap.QcoapCreate;
import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.KeyWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getStackTrace;
import static org.awaitility.Awaitility.await;

/**
 * The pre-shared key is shown nowhere, even when it stands in the URI of an endpoint. Camel itself shows URIs as they are
 * written when it logs at DEBUG and TRACE and in those of its consoles that list endpoints and routes. With the key at the component,
 * as in {@link DtlsRoutesTest}, it isn't there either.
 */
class DtlsSecrecyTest extends ModuleFixture {
    /** They show URIs as they are written. */
    private static final List<String> CONSOLES_OF_URIS =
            List.of("endpoint", "processor-detail", "route-dump", "route-structure", "service");

    private static final String KEY = "C0FFEE42BADF00D5A7";

    @RegisterExtension
    static final KeyWatch LOG = QuirkRuns.keyWatch(KEY)
            .except("TRACE org.apache.camel.", "DEBUG org.apache.camel.", "INFO org.apache.camel.test.");

    private final List<String> trace = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void warmUp() {
        VirtualBc66.warmUp();
    }

    @Override
    protected boolean useJmx() {
        return true;
    }

    @Override
    void describe(VirtualBc66.Builder bc66) {
        bc66.trace(event -> trace.add(event.describe() + event));
    }

    @Override
    void routes(RouteBuilder r) {
        checkHealth(r.getContext());
        r.from(modem(KEY) + "&pskIdentity=me&uriPath=/1").setBody(r.constant("ok"));
        r.from("direct:send").to(modem(KEY) + "&pskIdentity=me&host=127.0.4.99");
    }

    private String modem(String key) {
        return uri("secretKey=" + key);
    }

    private Modem modem() {
        return context.getCamelContextExtension()
                .getContextPlugin(ModemPool.class)
                .modems()
                .get(0);
    }

    /** Before that, there is no key to hide. */
    @BeforeEach
    void awaitTheKey() {
        await().until(() -> module().contextExists());
    }

    @Test
    void theTraceOfTheModuleHidesTheKey() {
        assertThat(trace)
                .anyMatch(line -> line.contains("AT+QCOAPCREATE=56830,1,"))
                .allSatisfy(LOG::assertNoKey);
    }

    @Test
    void textsOfValuesAndEndpointsHideTheKey() throws Exception {
        LOG.assertNoKey(modem().settings().toString());
        LOG.assertNoKey(modem().state().toString());
        QcoapCreate create = QcoapCreate.psk(1, "me", KEY);
        LOG.assertNoKey(create.toString());
        LOG.assertNoKey(create.line().toString());
        LOG.assertNoKey(create.line().redacted());
        for (Endpoint endpoint : context.getEndpoints()) {
            LOG.assertNoKey(endpoint.toString());
            LOG.assertNoKey(String.valueOf(endpoint.createProducer()));
            if (endpoint instanceof Bc66CoapEndpoint ours) {
                LOG.assertNoKey(ours.getConfiguration().toString());
                LOG.assertNoKey(ours.getServiceUrl() + ours.getServiceMetadata());
                LOG.assertNoKey(String.valueOf(ours.createConsumer(exchange -> {})));
            }
        }
    }

    @Test
    void consolesThatShowNoUrisHideTheKey() {
        Map<String, String> shown = Consoles.shown(context);
        shown.keySet().removeAll(CONSOLES_OF_URIS);
        assertThat(shown).containsKeys("bc66coap", "health", "route");
        shown.forEach((id, text) -> LOG.assertNoKey(text));
    }

    @Test
    void healthChecksHideTheKey() {
        List<HealthCheck> checks = HealthCheckRegistry.get(context).stream().toList();
        assertThat(checks).isNotEmpty();
        checks.forEach(check -> {
            HealthCheck.Result result = check.call();
            LOG.assertNoKey(check.getId() + result + result.getMessage() + result.getDetails());
        });
    }

    @Test
    void managedBeansHideTheKey() throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        List<String> seen = new ArrayList<>();
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null)) {
            seen.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                seen.add(attribute.getName() + "=" + read(server, name, attribute.getName()));
            }
            if (name.getKeyProperty("type").equals("modems")) {
                String lines = String.valueOf(server.invoke(name, "wholeAtLines", null, null));
                assertThat(lines).contains("AT+QCOAPCREATE=56830,1,");
                seen.add(lines);
            }
        }
        assertThat(seen).anyMatch(value -> value.contains("secretKey=xxxxxx")).allSatisfy(LOG::assertNoKey);
    }

    private static String read(MBeanServer server, ObjectName name, String attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute));
        } catch (JMException | RuntimeException e) {
            return getStackTrace(e);
        }
    }

    // exceptions

    private Throwable startFailure(String uri) {
        return catchThrowable(() ->
                RouteBuilder.addRoutes(context, r -> r.from("direct:other").to(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&pskIdentity=me&baudRate=9600",
                "&pskIdentity=you",
                "",
                "&pskIdentity=me&host=example.org",
                "&pskIdentity=me&localPort=0",
                "&pskIdentity=me&noSuchOption=1",
                "&pskIdentity=me&operation=AT&command=nonsense",
                "&pskIdentity=A\"B"
            })
    void refusalsOfEndpointsHideTheKey(String options) {
        Throwable failure = startFailure(modem(KEY) + options);
        assertThat(failure).isNotNull();
        LOG.assertNoKey(getStackTrace(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY + "F", KEY + "XY", KEY + "\"", KEY + " 1"})
    void refusalsOfInvalidKeysHideTheKey(String key) {
        Throwable failure = startFailure(modem(key) + "&pskIdentity=me");
        assertThat(failure).hasStackTraceContaining("secretKey");
        LOG.assertNoKey(getStackTrace(failure));
    }

    @Test
    void aSecondKeyForAModuleIsRefusedAndBothAreHidden() {
        Throwable failure = startFailure(modem(KEY + "00") + "&pskIdentity=me");
        assertThat(failure).hasStackTraceContaining("a secret here and a secret there");
        LOG.assertNoKey(getStackTrace(failure));
    }

    @Test
    void theReasonOfARefusedContextHidesTheKey() {
        module().onCommand(line ->
                line.startsWith("AT+QCOAPCREATE=5") ? Optional.of("\r\n+CME ERROR: 50\r\n") : Optional.empty());
        module().reboot();
        await().until(() -> modem().state().reason().contains("was refused"));
        LOG.assertNoKey(modem().state().toString());
    }
}

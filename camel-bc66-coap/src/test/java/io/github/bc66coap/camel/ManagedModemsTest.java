// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What JMX can't do harms no route. */
class ManagedModemsTest {
    @RegisterExtension
    final Bc66Extension module = Bc66Extension.with(bc66 -> bc66.pty().address(FreePorts.address()));

    private final AtomicInteger failures = new AtomicInteger();

    static Stream<Exception> failures() {
        return Stream.of(
                new SecurityException("no right to do so"),
                new MBeanRegistrationException(new IllegalStateException("inside"), "on purpose"));
    }

    /** Does nothing for the beans of modems but fail. */
    private MBeanServer failing(Exception failure) {
        MBeanServer real = MBeanServerFactory.newMBeanServer();
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    if (arguments != null && Stream.of(arguments).anyMatch(ManagedModemsTest::isModem)) {
                        failures.incrementAndGet();
                        throw failure;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isModem(Object argument) {
        return argument instanceof ObjectName name && "modems".equals(name.getKeyProperty("type"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aModemServesRequestsWhenTheMBeanServerFails(Exception failure) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                RawPeer peer = new RawPeer()) {
            camel.getManagementStrategy().getManagementAgent().setMBeanServer(failing(failure));
            RouteBuilder.addRoutes(
                    camel, r -> r.from("bc66coap:" + module.modem().device() + "?uriPath=/1")
                            .routeId("in")
                            .setBody(r.constant("ok")));
            camel.start();
            ModemPool pool = camel.getCamelContextExtension().getContextPlugin(ModemPool.class);
            for (int i = 0; i < 2; i++) {
                await().until(() -> pool.modems().get(0).state().isReady());
                peer.towards(module.modem().coapAddress()).send(peer.request(Type.CON, Code.GET, "1", null));
                assertThat(peer.takeResponse().getPayloadString()).isEqualTo("ok");
                camel.getRouteController().stopRoute("in");
                camel.getRouteController().startRoute("in");
            }
            assertThat(failures).hasValueGreaterThan(2);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.transport.OtherJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a route shows of a port that it may not open, in a JVM without the powers of a superuser. */
class ForbiddenPortTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    /** Shows all that tells of the reason, then allows what was forbidden and waits until the module is ready. */
    public static void main(String[] args) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        HealthCheckRegistry checks = HealthCheckRegistry.get(camel);
        HealthCheckRepository producers = (HealthCheckRepository) checks.resolveById("producers");
        producers.setEnabled(true);
        checks.register(producers);
        camel.addRoutes(route(args[0], "host=127.0.0.1&connectOnStart=false&reconnectDelay=50&responseTimeout=300"));
        camel.start();
        Bc66CoapEndpoint endpoint = (Bc66CoapEndpoint) camel.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .findFirst()
                .orElseThrow();
        await().until(() -> endpoint.getModemFailedAttempts() > 1);
        System.out.println("REASON " + endpoint.getModemReason());
        HealthCheck.Result health = checks.stream().findFirst().orElseThrow().callReadiness();
        System.out.println(
                "HEALTH " + health.getState() + " " + health.getDetails().get("reason"));
        ProducerTemplate template = camel.createProducerTemplate();
        ObjectHelper.createExceptionIterable(
                        template.request("direct:start", exchange -> {}).getException())
                .forEach(each -> System.out.println("EXCEPTION " + each.getMessage()));
        Files.setPosixFilePermissions(Path.of(args[0]), PosixFilePermissions.fromString("rw-------"));
        await().until(() -> endpoint.getModemState().equals("READY"));
        System.out.println("READY");
        System.out.flush();
        // at an orderly exit, a hook of the library itself fails
        Runtime.getRuntime().halt(0);
    }

    private static RouteBuilder route(String device, String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("bc66coap:" + device + "?" + options);
            }
        };
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theReasonIsShownEverywhereAndThePortOpensOncePermitted() throws Exception {
        boolean superuser = System.getProperty("user.name").equals("root");
        assumeTrue(!superuser || Files.isExecutable(SETPRIV), "a superuser who can't give up what he may");
        try (VirtualBc66 module =
                VirtualBc66.builder().pty().address(FreePorts.address()).start()) {
            Path terminal = Path.of(module.device()).toRealPath();
            Files.setPosixFilePermissions(terminal, PosixFilePermissions.fromString("---------"));
            List<String> java = new ArrayList<>();
            if (superuser) {
                // still the owner of everything, but without a say where permissions forbid
                java.addAll(List.of(SETPRIV.toString(), "--bounding-set=-all", "--inh-caps=-all"));
            }
            java.addAll(OtherJvm.java(System.getProperty("java.class.path"), List.of()));

            List<String> printed = OtherJvm.output(java, ForbiddenPortTest.class, terminal.toString())
                    .lines()
                    .toList();

            String reason = "Can't open serial port " + terminal
                    + ": permission denied; on Linux the user is usually missing from the group dialout";
            assertThat(printed).contains("REASON " + reason, "HEALTH DOWN " + reason, "READY");
            assertThat(printed).anyMatch(line -> line.startsWith("EXCEPTION ") && line.contains(reason));
            assertThat(printed)
                    .as("logged once, without a stack trace")
                    .filteredOn(line -> line.contains("permission denied") && line.contains("LifeCycle"))
                    .hasSize(1);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.github.bc66coap.transport.OtherJvm;

import static org.assertj.core.api.Assertions.assertThat;

/** What users of routes see when the serial library's native part can't be loaded: one clear message, and no more work than that. */
class WithoutLibraryTest {
    private static final int RUN_MILLIS = 1000;

    /** Runs where the library can't be loaded: a route that waits for its module, and one that doesn't. */
    public static void main(String[] args) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(route("bc66coap:/dev/null?operation=STATUS"));
            camel.start();
        } catch (Exception e) {
            ObjectHelper.createExceptionIterable(e).forEach(each -> System.out.println("CAUSE " + each.getMessage()));
        }
        CamelContext camel = new DefaultCamelContext();
        camel.addRoutes(route("bc66coap:/dev/null?operation=STATUS&connectOnStart=false&reconnectDelay=50"));
        camel.start();
        Thread.currentThread().join(RUN_MILLIS);
        Bc66CoapEndpoint endpoint = (Bc66CoapEndpoint) camel.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .findFirst()
                .orElseThrow();
        System.out.println("FAILED " + endpoint.getModemFailedAttempts());
        System.out.println("REASON " + endpoint.getModemReason());
        System.out.flush();
        // at an orderly exit, a hook of the library itself fails
        Runtime.getRuntime().halt(0);
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(uri);
            }
        };
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aMissingNativeLibraryIsReportedOnceAndRetriedSlowly() throws Exception {
        List<String> java = OtherJvm.java(
                System.getProperty("java.class.path"),
                List.of("-Djava.io.tmpdir=/proc/nowhere", "-Duser.home=/proc/nowhere"));
        List<String> printed =
                OtherJvm.output(java, WithoutLibraryTest.class).lines().toList();

        String reason = "Can't open serial port /dev/null: the native library of jSerialComm can't be loaded; "
                + "java.io.tmpdir, which is /proc/nowhere, or the home directory must be writable and allow execution, "
                + "or -DjSerialComm.library.path must name a directory that holds the library";
        assertThat(printed)
                .contains(
                        "CAUSE no module on /dev/null: " + reason
                                + "; with connectOnStart=false, it starts without the module",
                        "REASON " + reason);
        assertThat(printed)
                .as("told at the first of several attempts, once for each of the two routes")
                .filteredOn(line -> line.contains("WARN") && line.contains("LifeCycle"))
                .hasSize(2)
                .allMatch(line -> line.contains(reason));
        assertThat(printed)
                .as("no stack trace, no list of what was tried")
                .noneMatch(line -> line.contains("LinkError"));
        String failed = printed.stream()
                .filter(line -> line.startsWith("FAILED "))
                .findFirst()
                .orElseThrow();
        // 50 ms, 100 ms, 200 ms, 400 ms and their halves at the soonest
        assertThat(Integer.parseInt(failed.substring("FAILED ".length()))).isBetween(2, 6);
    }
}

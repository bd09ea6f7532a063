// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.transport.OtherJvm;

import static org.assertj.core.api.Assertions.assertThat;

/** Where Camel makes virtual threads, which have as many processors as there are and keep those while they are in native code. */
@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(120)
class VirtualThreadsTest {
    private static final int PROCESSORS = 2;

    /** A route for each device, started and stopped. */
    static final class Program {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        public static void main(String[] devices) throws Exception {
            CountDownLatch done = new CountDownLatch(1);
            Thread watchdog = new Thread(() -> endUnless(done));
            watchdog.setDaemon(true);
            watchdog.start();
            try (CamelContext context = new DefaultCamelContext()) {
                RouteBuilder.addRoutes(context, r -> {
                    for (String device : devices) {
                        r.from("bc66coap:" + device + "?uriPath=/a").to("log:a");
                        r.from("direct:" + device).to("bc66coap:" + device + "?operation=AT&command=AT+CSQ");
                    }
                });
                context.start();
                System.out.println("started");
                Thread camels = context.getExecutorServiceManager().newThread("sample", () -> {});
                System.out.println(camels.getClass().getSimpleName());
                for (String device : devices) {
                    System.out.println(
                            context.createProducerTemplate().requestBody("direct:" + device, null, String.class));
                }
                // these are the platform threads
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.contains("bc66coap-"))
                        .sorted()
                        .forEach(System.out::println);
                long before = System.nanoTime();
                context.stop();
                System.out.println("stopped in "
                        + Duration.ofNanos(System.nanoTime() - before).toSeconds() + " s");
            } finally {
                done.countDown();
            }
        }

        private static void endUnless(CountDownLatch done) {
            try {
                if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    System.out.println("stuck");
                    Runtime.getRuntime().halt(1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void moreSerialModulesThanProcessorsStartAndStop() throws Exception {
        List<Sandbox> sandboxes =
                Stream.generate(Sandbox::new).limit(PROCESSORS + 1).toList();
        try {
            List<VirtualBc66> modules = sandboxes.stream().map(Sandbox::module).toList();
            String[] devices = modules.stream().map(VirtualBc66::device).toArray(String[]::new);
            String said = OtherJvm.output(
                    OtherJvm.java(
                            System.getProperty("java.class.path"),
                            List.of(
                                    "-Dcamel.threads.virtual.enabled=true",
                                    "-XX:ActiveProcessorCount=" + PROCESSORS,
                                    "--enable-native-access=ALL-UNNAMED")),
                    Program.class,
                    devices);

            assertThat(said).contains("started", "VirtualThread").containsPattern("stopped in [0-5] s");
            assertThat(said.lines()).filteredOn(line -> line.contains("+CSQ")).hasSameSizeAs(devices);
            for (String device : devices) {
                // the reader, and a writer now and then
                assertThat(said.lines())
                        .filteredOn(line -> line.matches("Camel \\(camel-1\\) thread #\\d+ - bc66coap-" + device))
                        .isNotEmpty();
            }
            assertThat(said.lines())
                    .filteredOn(line -> line.matches("Camel \\(camel-1\\) thread #\\d+ - bc66coap-loop"))
                    .hasSize(PROCESSORS);
            assertThat(modules).noneMatch(VirtualBc66::contextExists);
        } finally {
            sandboxes.forEach(Sandbox::close);
        }
    }
}

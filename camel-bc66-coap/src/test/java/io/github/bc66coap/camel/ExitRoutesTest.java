// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.transport.OtherJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A gateway that is told to end (SIGTERM) while a CON waits for a server that says nothing. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@NotUnder(value = Quirk.DEEP_SLEEP, because = "another JVM has no wire to wake it by")
class ExitRoutesTest {
    /** More than the end of a process waits for those who say nothing. */
    private static final int SHUTDOWN_SECONDS = 13;

    /** Others may have to be stopped first. */
    private static final int LATE_SECONDS = 12;

    private final Sandbox sandbox = new Sandbox();

    /** A route that sends; its context is stopped so many seconds after the end of the process has begun. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            Configurator.setLevel("io.github.bc66coap", Level.INFO);
            CamelContext context = new DefaultCamelContext();
            context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
            RouteBuilder.addRoutes(context, r -> r.from("seda:in").to("bc66coap:" + args[0]));
            context.start();
            // as Camel's Main, Spring Boot and Quarkus do
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfter(Integer.parseInt(args[1]), context)));
            context.createProducerTemplate().sendBody("seda:in", "x");
            new CountDownLatch(1).await();
        }

        private static void stopAfter(int seconds, CamelContext context) {
            try {
                new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            context.stop();
        }
    }

    /** A route whose start waits for its module; Camel stops a context when it has started. */
    static final class StartingProgram {
        public static void main(String[] args) throws Exception {
            CamelContext context = new DefaultCamelContext();
            RouteBuilder.addRoutes(context, r -> r.from("bc66coap:" + args[0]).to("log:a"));
            Runtime.getRuntime().addShutdownHook(new Thread(context::stop));
            context.start();
        }
    }

    /** @return what it logs until it ends */
    private static String logOfTerminated(VirtualBc66 module, int secondsToStop) throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String uri = module.device() + "?host=127.0.0.1&uriPath=a&port=" + silent.getLocalPort();
            // log4j would be the first to go
            List<String> java = OtherJvm.java(
                    System.getProperty("java.class.path"),
                    List.of("-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disableJmx=true"));
            try (OtherJvm gateway = OtherJvm.start(java, Program.class, uri, Integer.toString(secondsToStop))) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> module.commands().stream().anyMatch(line -> line.startsWith("AT+QCOAPSEND=0,2,")));
                module.clearCommands();
                return gateway.terminate();
            }
        }
    }

    @AfterEach
    void closeSandbox() {
        sandbox.close();
    }

    private VirtualBc66 module() {
        // its copies of the CON go on for longer than all this
        sandbox.describe(module -> module.ackTimeout(Duration.ofSeconds(60)));
        return sandbox.module();
    }

    /** All but the questions for the status of the CON, and whether a module that was silent meanwhile is awake. */
    private static List<String> changes(VirtualBc66 module) {
        return module.commands().stream()
                .filter(line -> !List.of("AT+QCOAPDATASTATUS?", "AT").contains(line))
                .toList();
    }

    @Test
    void theLineStaysOpenUntilCamelHasStopped() throws Exception {
        VirtualBc66 module = module();
        String log = logOfTerminated(module, 0);

        assertThat(changes(module)).containsExactly("AT+QCOAPDEL");
        assertThat(log).contains("STOPPING (the modem was stopped)").doesNotContain("hung up", "WAITING", "OPENING (");
    }

    @Test
    void endOfTheProcessClosesALineThatNobodyClosed() throws Exception {
        VirtualBc66 module = module();
        String log = logOfTerminated(module, LATE_SECONDS);

        assertThat(changes(module)).isEmpty();
        assertThat(log)
                .contains(
                        "The process is ending, and nobody has closed [serial port " + module.device(),
                        "it is not known whether the message arrived: reading failed: "
                                + "the end of the process closes its serial ports",
                        "STOPPING (reading failed: the end of the process closes its serial ports; "
                                + "the line isn't opened any more, as the process is ending)",
                        "STOPPED")
                .doesNotContain("hung up", "WAITING", "OPENING (");
    }

    /** Nobody can stop a context that is starting. */
    @Test
    void aStartThatWaitsForItsModuleEndsOnSigterm() throws Exception {
        VirtualBc66 module = module();
        module.onCommand(line -> Optional.of(""));
        List<String> java = OtherJvm.java(
                System.getProperty("java.class.path"),
                List.of("-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disableJmx=true"));
        try (OtherJvm gateway =
                OtherJvm.start(java, StartingProgram.class, module.device() + "?uriPath=a&commandTimeout=4s")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !module.commands().isEmpty());

            assertThat(gateway.terminate())
                    .contains("no module on " + module.device() + ": it is stopped while it starts, it is WAKING");
        }
        // of five, before it would be given up
        assertThat(module.commands()).hasSizeLessThan(3);
    }
}

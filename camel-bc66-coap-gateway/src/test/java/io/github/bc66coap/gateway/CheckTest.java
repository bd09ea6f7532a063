// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.TransportFactories;

import static org.assertj.core.api.Assertions.assertThat;

/** What check says, and how it ends. */
class CheckTest {
    @TempDir
    private Path home;

    private Path routes;

    private record Output(int status, String text) {}

    @BeforeEach
    void makeFolders() throws Exception {
        Files.createDirectory(home.resolve("conf"));
        routes = Files.createDirectory(home.resolve("routes"));
    }

    /** @param environment each as {@code NAME=value} */
    private Output check(boolean send, String... environment) throws Exception {
        Map<String, String> variables = new HashMap<>();
        variables.put("CAMEL_MANAGEMENT_PORT", Integer.toString(FreePorts.tcp()));
        for (String each : environment) {
            String[] pair = each.split("=", 2);
            variables.put(pair[0], pair[1]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new Check(
                        new Places(home, home, home),
                        variables,
                        send,
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run();
        return new Output(status, out.toString(StandardCharsets.UTF_8));
    }

    private static String line(Output output, String subject) {
        return output.text
                .lines()
                .filter(line -> line.startsWith(subject + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + subject + " in " + output.text));
    }

    private static void assertOk(Output output, String subject, String text) {
        assertThat(line(output, subject)).matches(subject + " +ok .*").contains(text);
    }

    private static void assertWrong(Output output, String subject, String text, String cure) {
        assertThat(line(output, subject)).matches(subject + " +WRONG .*").contains(text);
        assertThat(output.text).containsPattern("(?m)^ +-> .*" + cure);
        assertThat(output.status).isEqualTo(1);
    }

    @Test
    void allChecksPassWithAModuleAndABroker() throws Exception {
        Files.copy(Path.of("src/dist/routes/readings.camel.yaml"), routes.resolve("readings.camel.yaml"));
        try (VirtualBc66 module = VirtualBc66.builder().pty().start();
                ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Output output = check(
                    false,
                    "BC66_DEVICE=" + module.device(),
                    "MQTT_BROKER=tcp://127.0.0.1:" + broker.getLocalPort(),
                    "CLOUD_HOST=127.0.0.1");
            assertOk(output, "Java", System.getProperty("java.home"));
            assertOk(output, "Settings", "conf");
            assertOk(output, "Routes", "1 file");
            assertOk(output, "Broker", "takes connections");
            assertOk(output, "Device", module.device());
            assertOk(output, "Baud rate", "115200");
            assertOk(output, "Module", "BC66");
            assertOk(output, "SIM", "ready");
            assertOk(output, "Signal", "dBm");
            assertOk(output, "Attached", "to the network");
            assertThat(line(output, "CoAP server")).contains("wasn't asked");
            assertThat(output.status).isZero();
            assertThat(output.text.lines().count()).isLessThan(24);
            assertThat(module.contextExists()).isFalse();
            assertThat(module.commands()).noneMatch(command -> command.contains("="));
        }
    }

    @Test
    void withSendTheModuleAsksTheServer() throws Exception {
        try (CoapCloud cloud = new CoapCloud();
                VirtualBc66 module = VirtualBc66.builder().pty().start()) {
            Output output = check(
                    true,
                    "BC66_DEVICE=" + module.device(),
                    "CLOUD_HOST=127.0.0.1",
                    "CLOUD_PORT=" + cloud.port(),
                    "CAMEL_COMPONENT_BC66COAP_LOCAL_PORT=" + FreePorts.udp());
            assertOk(output, "CoAP server", "answers 2.05");
            assertThat(module.contextExists()).isFalse();
        }
    }

    @Test
    void aDeviceThatIsUnsetMissingOrNoPortIsWrong() throws Exception {
        assertWrong(check(false), "Device", "none is set", "BC66_DEVICE");
        Path missing = home.resolve("ttyUSB7");
        assertWrong(check(false, "BC66_DEVICE=" + missing), "Device", "isn't there", "by-id");
        Files.createSymbolicLink(missing, home.resolve("nowhere"));
        assertWrong(check(false, "BC66_DEVICE=" + missing), "Device", "leads nowhere", "by-id");
        Path file = Files.writeString(home.resolve("file"), "");
        Output output = check(false, "BC66_DEVICE=" + file);
        assertThat(output.text).containsPattern("Device +WRONG +Can't open serial port .*: not a serial port");
        assertThat(output.status).isEqualTo(1);
    }

    @Test
    void aDeviceHeldByAnotherProgramIsBusy() throws Exception {
        try (VirtualBc66 module = VirtualBc66.builder().pty().start();
                ModemTransport held = TransportFactories.builtIn()
                        .open(module.device(), new LineSettings(115200, Duration.ofSeconds(1)))) {
            assertThat(held.describe()).contains(module.device());
            Output output = check(false, "BC66_DEVICE=" + module.device());
            assertThat(output.text).containsPattern("Device +WRONG +Can't open serial port .*: busy");
            // the one who made the pseudo-terminal, and plays the module, isn't to be ended
            assertThat(output.text).contains("fuser -v").doesNotContain("end that program");
            assertThat(output.status).isEqualTo(1);
        }
    }

    @Test
    void aSimThatWaitsForItsPinIsReportedAndNotUnlocked() throws Exception {
        try (VirtualBc66 module = VirtualBc66.builder().pty().simPin("471147").start()) {
            assertWrong(check(false, "BC66_DEVICE=" + module.device()), "SIM", "none is set", "BC66_SIM_PIN");
            Output right = check(false, "BC66_DEVICE=" + module.device(), "BC66_SIM_PIN=471147");
            assertOk(right, "SIM", "the gateway sends and this check doesn't");
            assertThat(line(right, "Attached")).contains("as the SIM waits");

            module.clearCommands();
            try (AtTerminal terminal = new AtTerminal(TransportFactories.builtIn()
                    .open(module.device(), new LineSettings(115200, Duration.ofSeconds(1))))) {
                terminal.ask("AT+CPIN=\"000000\"", Duration.ofSeconds(5));
            }
            Output wrong = check(false, "BC66_DEVICE=" + module.device(), "BC66_SIM_PIN=000000");
            assertWrong(wrong, "SIM", "a wrong PIN has been sent, tries left: 2", "before the next try");
            assertThat(wrong.text).doesNotContain("000000");
            assertThat(module.commands().stream().filter(command -> command.startsWith("AT+CPIN=")))
                    .hasSize(1);
        }
    }

    @Test
    void aDetachedModuleAndAnUnreachableBrokerAreWrong() throws Exception {
        Files.writeString(routes.resolve("a.camel.yaml"), "- route:\n    nonsense: true\n");
        Files.writeString(
                routes.resolve("b.camel.yaml"),
                "- route:\n    from:\n      uri: bc66coap:x?uriPaht=/x\n      steps:\n        - to: log:x\n");
        int nobody = FreePorts.tcp();
        try (VirtualBc66 module = VirtualBc66.builder().tcp(0).attached(false).start()) {
            Output output = check(
                    false,
                    "BC66_DEVICE=" + module.device(),
                    "KAFKA_BROKERS=127.0.0.1:" + nobody,
                    "MQTT_BROKER=nonsense");
            assertWrong(output, "Attached", "no: +CGATT: 0", "docs/network-and-power.md");
            assertWrong(output, "Broker", "mqtt.broker can't be read: nonsense", "tcp://host:port");
            assertThat(output.text)
                    .contains("127.0.0.1:" + nobody + " doesn't: ")
                    .contains("a.camel.yaml: ")
                    .contains("nonsense")
                    .contains("b.camel.yaml: ")
                    .contains("uriPaht")
                    .contains("Wrong: 5");
        }
    }

    @Test
    void routesThatTheGatewayWouldRefuseAreReported() throws Exception {
        String route = "- route:\n    id: %s\n    from:\n      uri: timer:x\n      steps:\n        - log: '%s'\n";
        Files.writeString(routes.resolve("a.yaml"), route.formatted("one", "{{bc66.device}} {{mine:3}}"));
        Files.writeString(routes.resolve("b.yaml"), route.formatted("one", "x"));
        Files.writeString(routes.resolve("c.yaml"), "# {{comment}}\n" + route.formatted("two", "{{no.such}}"));
        Files.writeString(routes.resolve("d.yml"), route.formatted("three", "x"));
        Files.writeString(routes.resolve(".hidden.yaml"), "it isn't loaded");
        Output output = check(false, "MQTT_BROKER=tcp://no-such-host.invalid");
        assertThat(output.text)
                .contains("b.yaml: a route of a.yaml has the ID one, too")
                .contains("c.yaml: Property with key [no.such] not found")
                .contains("d.yml: Camel reads .yaml only")
                .contains("no-such-host.invalid:1883: the name can't be resolved")
                .contains("Wrong: 5");
    }

    @Test
    void settingsThatNoRouteUsesAreReported() throws Exception {
        Files.writeString(
                home.resolve("conf/gateway.properties"),
                "bc66.devise=/dev/x\nmy.period=3\nbc66.name=n\nlwm2m.host=::1\nbc66coap.monitor.payloads=true\n");
        Files.writeString(
                routes.resolve("a.yaml"),
                "- route:\n    from:\n      uri: timer:{{my.period}}\n      steps:\n        - stop: {}\n");
        assertThat(check(false).text.lines().filter(line -> line.contains("no route uses")))
                .singleElement()
                .asString()
                .startsWith("Settings     -      no route uses bc66.devise: is it spelt right?");
    }

    @Test
    void unknownOptionsAndWrongValuesAreReported() throws Exception {
        Files.writeString(
                home.resolve("conf/gateway.properties"),
                "camel.component.bc66coap.baudrat=9600\ncamel.component.bc66coap.attach-timeout=soon\n"
                        + "camel.component.bc66coap.send-timeout=20s\n");
        Output output = check(false);
        assertThat(output.status).isEqualTo(1);
        assertThat(output.text)
                .contains("the component has no option baudrat")
                .contains("attachtimeout can't be soon: ")
                .doesNotContain("connectonstart")
                .doesNotContain("sendtimeout");
    }

    @Test
    void aLineWithoutABc66IsReported() throws Exception {
        try (VirtualBc66 module = VirtualBc66.builder().tcp(0).start()) {
            module.onCommand(command -> java.util.Optional.of("\r\nlogin: \r\n"));
            assertWrong(
                    check(false, "BC66_DEVICE=" + module.device()), "Module", "no answer to AT at 115200", "TX and RX");
        }
        try (VirtualBc66 module = VirtualBc66.builder().tcp(0).start()) {
            module.answer("ATI", "SARA-N211", "Revision: 1");
            assertWrong(check(false, "BC66_DEVICE=" + module.device()), "Module", "SARA-N211", "right port");
        }
    }

    @Test
    void aLateReplyToAProbeIsNotTakenForThatOfTheNextCommand() throws Exception {
        Duration late = Duration.ofMillis(500);
        Duration inTime = Duration.ofMillis(100);
        try (VirtualBc66 module = VirtualBc66.builder()
                .tcp(0)
                .timing(command -> command.equals("AT") ? late : inTime)
                .start()) {
            Output output = check(false, "BC66_DEVICE=" + module.device());
            assertOk(output, "Module", "BC66");
            assertOk(output, "SIM", "ready");
        }
    }

    @Test
    void secretsThatOthersMayReadAreReported() throws Exception {
        Path file = Files.writeString(home.resolve("conf/secrets.properties"), "mqtt.password=hunter2");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        Output output = check(false);
        assertWrong(output, "Settings", "chmod 600", "as said");
        assertThat(output.text).doesNotContain("hunter2");
    }
}

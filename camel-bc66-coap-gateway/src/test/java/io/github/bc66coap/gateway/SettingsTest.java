// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.Bc66CoapConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class SettingsTest {
    @TempDir
    private Path home;

    private Path conf;

    @BeforeEach
    void makeFolder() throws IOException {
        conf = Files.createDirectory(home.resolve("conf"));
    }

    private Settings load(Map<String, String> environment) throws Exception {
        return Settings.load(new Places(home, home, home), environment);
    }

    private Path write(String name, String rights, String text) throws IOException {
        Path file = Files.writeString(conf.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void theDefaultServerPortIs5684WithDtls() throws Exception {
        assertThat(load(Map.of()).cloudPort()).isEqualTo("5683");
        assertThat(load(Map.of("BC66_IDENTITY", "meter-7")).cloudPort()).isEqualTo("5684");
        assertThat(load(Map.of("BC66_IDENTITY", "meter-7", "CLOUD_PORT", "7000"))
                        .cloudPort())
                .isEqualTo("7000");
    }

    @Test
    void environmentOverridesFilesAndFilesOverrideDefaults() throws Exception {
        write("gateway.properties", "rw-r--r--", """
                bc66.device = /dev/ttyUSB0
                camel.component.bc66coap.baudRate = 9600
                my.own-name = file
                camel.main.shutdown-timeout = 7
                """);
        Settings settings = load(Map.of(
                "BC66_DEVICE", "/dev/bc66",
                "CAMEL_COMPONENT_BC66COAP_BAUD_RATE", "57600",
                "CAMEL_COMPONENT_BC66COAP_LOCALPORT", "5000",
                "MY_OWN_NAME", "environment",
                "MQTT_BROKER", "tcp://broker:1883",
                "HOME", "/root"));
        assertThat(settings.device()).contains("/dev/bc66");
        assertThat(settings.forCamel())
                .containsEntry("my.own-name", "environment")
                .containsEntry("camel.main.shutdown-timeout", "7")
                .containsEntry("camel.component.paho-mqtt5.brokerUrl", "tcp://broker:1883")
                .containsEntry("camel.management.host", "127.0.0.1")
                .doesNotContainKey("camel.main.shutdownTimeout");
        assertThat(settings.forCamel().keySet().stream()
                        .filter(name -> name.toLowerCase().contains("baud")))
                .hasSize(1);
        assertThat(settings.number("camel.component.bc66coap.baudRate", 0)).isEqualTo(57600);
        assertThat(settings.number("camel.component.bc66coap.localPort", 0)).isEqualTo(5000);
    }

    @Test
    void secretsOfAnySourceReachOnlyTheComponent() throws Exception {
        write("secrets.properties", "rw-------", """
                camel.component.bc66coap.secretKey = 0102
                camel.component.bc66coap.psk-identity = {{env:MY_IDENTITY}}
                """);
        Settings settings = load(Map.of("MY_IDENTITY", "meter", "BC66_SIM_PIN", "4711"));
        Bc66CoapConfiguration configuration = new Bc66CoapConfiguration();
        settings.putSecrets(configuration);
        assertThat(configuration.getSecretKey()).isEqualTo("0102");
        assertThat(configuration.getPskIdentity()).isEqualTo("meter");
        assertThat(configuration.getSimPin()).isEqualTo("4711");
        assertThat(settings.forCamel()).doesNotContainValue("0102").doesNotContainValue("4711");
        assertThat(settings.toString()).doesNotContain("0102").doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void secretsThatOthersMayReadAreRefused(String rights) throws Exception {
        Path file = write("secrets.properties", rights, "mqtt.password = hunter2");
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void secretsOfAnotherUserAreRefused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Path file = write("secrets.properties", "rw-------", "mqtt.password = hunter2");
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("belongs to nobody, and this is root: chown root " + file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt.password = x",
                "camel.component.bc66coap.secret-key = 00",
                "camel.component.bc66coap.simPin = 1234"
            })
    void aSecretInAGatewayFileReadableByOthersIsRefused(String secret) throws Exception {
        write("gateway.properties", "rw-r--r--", secret);
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("holds secrets");
        write("gateway.properties", "rw-------", secret);
        load(Map.of());
        write("gateway.properties", "rw-r--r--", "mqtt.password = {{env:MQTT_PW}}");
        assertThat(load(Map.of("MQTT_PW", "hunter2")).forCamel())
                .containsEntry("camel.component.paho-mqtt5.password", "hunter2");
    }
}

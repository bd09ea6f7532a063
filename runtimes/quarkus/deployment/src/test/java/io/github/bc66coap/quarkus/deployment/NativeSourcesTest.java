// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What GraalVM would be given; it isn't needed for that. */
class NativeSourcesTest {
    private static final String SERIAL_PORT = "com.fazecast.jSerialComm.SerialPort";

    @RegisterExtension
    static final QuarkusProdModeTest BUILD = new QuarkusProdModeTest()
            .withEmptyApplication()
            .setApplicationName("meter")
            .overrideConfigKey("quarkus.native.enabled", "true")
            .overrideConfigKey("quarkus.native.sources-only", "true");

    @ProdBuildResults
    ProdModeTestResults results;

    private Path sources;

    @BeforeEach
    void setUp() {
        sources = results.getBuildDir().resolve("native-sources");
    }

    @Test
    void nativeLibraryReachesItsClass() throws IOException {
        assertThat(entry("META-INF/native-image/jni-config.json"))
                .containsPattern("\\{[^}]*\"allDeclaredConstructors\":true[^}]*\"" + SERIAL_PORT
                        + "\"[^}]*\"allDeclaredMethods\":true[^}]*\"allDeclaredFields\":true")
                .containsPattern("\\{[^}]*\"allDeclaredConstructors\":true[^}]*\"java.lang.Exception\"");
    }

    @Test
    void nativeLibrariesAreInTheImage() throws IOException {
        assertThat(entry("META-INF/native-image/resource-config.json"))
                .contains("Linux/[^/]*/libjSerialComm", "OSX/[^/]*/libjSerialComm", "Windows/[^/]*/jSerialComm");
    }

    @Test
    void nativeLibraryIsLoadedAtRunTime() throws IOException {
        assertThat(entry("io/quarkus/runner/Feature.class")).contains(SERIAL_PORT);
    }

    @Test
    void componentIsInTheImage() throws IOException {
        assertThat(entry("META-INF/native-image/reflect-config.json"))
                .contains("io.github.bc66coap.camel.Bc66CoapComponent");
    }

    private String entry(String name) throws IOException {
        try (JarFile jar = new JarFile(sources.resolve("meter-runner.jar").toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}

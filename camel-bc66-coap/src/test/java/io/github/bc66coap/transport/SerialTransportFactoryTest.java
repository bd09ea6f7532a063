// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import com.fazecast.jSerialComm.SerialPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

@Timeout(180)
@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialTransportFactoryTest {
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(1));

    @TempDir
    private Path directory;

    @Test
    void namesAMissingDevice() {
        assertFails(directory.resolve("ttyUSB0"), "there is no such device");
        assertFails("no-such-tty", "there is no such device");
    }

    /** What is left of {@code bc66coap://dev/ttyUSB0}. */
    @Test
    void asksForTheSlashThatARelativePathLacks() {
        assertFails("dev/no-such-tty", "there is no such device; was /dev/no-such-tty meant?");
        assertFails("tmp/no-such/bc66", "there is no such device; was /tmp/no-such/bc66 meant?");
    }

    @Test
    void doesNotOpenADeviceOfEqualNameInDev() {
        assertFails(directory.resolve("ptmx"), "there is no such device");
    }

    @Test
    void namesALinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("module"), directory.resolve("unplugged"));
        assertFails(link, "the link leads nowhere");
    }

    @Test
    void namesAFileThatIsNoSerialPort() throws IOException {
        assertFails(Files.createFile(directory.resolve("file")), "not a serial port");
        assertFails(directory, "not a serial port");
    }

    @Test
    void saysWhenThisProcessHasThePortOpen() throws IOException {
        try (Pty module = Pty.open(directory.resolve("module"));
                ModemTransport first = TransportFactories.builtIn().open(module.device(), SETTINGS)) {
            assertFails(module.device(), "busy, this process has it open");
            first.write(new byte[] {42});
            module.awaitBytes(1);
        }
    }

    @Test
    void saysWhenAnotherProcessHasThePortOpen() throws Exception {
        try (Pty module = Pty.open(directory.resolve("module"))) {
            try (ModemTransport first = TransportFactories.builtIn().open(module.device(), SETTINGS)) {
                assertThat(OtherJvm.open(module.device()))
                        .startsWith(
                                "Can't open " + first.describe().replace(" at 115200 baud", "") + ": busy, another");
            }
            assertThat(OtherJvm.open(module.device())).startsWith("opened serial port " + module.device());
        }
    }

    @Test
    void saysWhenPermissionIsMissing(@TempDir Path copies) throws IOException {
        try (Pty module = Pty.open(directory.resolve("module"))) {
            Path terminal = Path.of(module.device()).toRealPath();
            Files.setPosixFilePermissions(terminal, PosixFilePermissions.fromString("---------"));
            String reason = "permission denied; on Linux the user is usually missing from the group dialout";
            if (Nobody.canBe(copies)) {
                // root can open anything
                assertThat(Nobody.open(terminal.toString(), copies))
                        .isEqualTo("Can't open serial port " + terminal + ": " + reason);
            } else {
                assumeFalse(Files.isReadable(terminal), "a superuser who can't become nobody");
                assertFails(module.device(), reason);
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhenTheNativeLibraryCannotBeLoaded() throws Exception {
        // nothing can be created below /proc, by nobody
        String[] nowhere = {"-Djava.io.tmpdir=/proc/nowhere", "-Duser.home=/proc/nowhere"};
        String reason = "Can't open serial port /dev/null: the native library of jSerialComm can't be loaded; "
                + "java.io.tmpdir, which is /proc/nowhere, or the home directory must be writable and allow execution, "
                + "or -DjSerialComm.library.path must name a directory that holds the library";
        assertThat(OtherJvm.open("/dev/null", nowhere)).isEqualTo(reason);

        Files.writeString(directory.resolve("libjSerialComm.so"), "this is no library");
        assertThat(OtherJvm.open("/dev/null", nowhere[0], nowhere[1], "-DjSerialComm.library.path=" + directory))
                .isEqualTo(reason);
    }

    /** Opens a device in as many class loaders as it is told, each with its own jSerialComm, and says what came of it. */
    static final class Redeployments {
        private Redeployments() {}

        public static void main(String[] args) throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
                Object open = new String[] {"/dev/null"};
                for (int attempt = 0; attempt < 2; attempt++) {
                    loader.loadClass(OtherJvm.class.getName())
                            .getMethod("main", String[].class)
                            .invoke(null, open);
                }
            }
        }
    }

    private List<String> redeploy(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Djava.io.tmpdir=" + directory, "-Duser.home=" + directory));
        all.addAll(List.of(options));
        List<String> java = OtherJvm.java(System.getProperty("java.class.path"), all);
        return OtherJvm.output(java, Redeployments.class, "3").lines().toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhenOtherClassLoadersHaveTheNativeLibrary() throws Exception {
        String opened = "Can't open serial port /dev/null: not a serial port";
        String third = "Can't open serial port /dev/null: other class loaders of this JVM have the native library of "
                + "jSerialComm; after redeployments start a new JVM, let all share one jSerialComm, "
                + "or set -DjSerialComm.library.randomizeNativeName=true";
        assertThat(redeploy()).containsExactly(opened, opened, opened, opened, third, third);
        assertThat(redeploy("-DjSerialComm.library.randomizeNativeName=true"))
                .hasSize(6)
                .containsOnly(opened);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void saysWhenTheNativeLibraryIsOfAnotherVersion() throws Exception {
        String version = SerialPort.getVersion();
        String other = version.substring(0, version.length() - 1) + "9";
        Path library = directory.resolve("libjSerialComm.so");
        try (InputStream own = SerialPort.class.getResourceAsStream("/Linux/x86_64/libjSerialComm.so")) {
            String bytes = new String(own.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(bytes).contains(version);
            Files.write(library, bytes.replace(version, other).getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(OtherJvm.open("/dev/null", "-DjSerialComm.library.path=" + directory))
                .isEqualTo("Can't open serial port /dev/null: the native library of jSerialComm at "
                        + library.toRealPath() + " is of version " + other + ", not of " + version
                        + " as the class path's; replace or remove it and start a new JVM");
    }

    private static final String NOT_A_PORT = "Can't open serial port /dev/null: not a serial port";

    /** It may be one that others have put there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void warnsWhenTheConfiguredLibraryIsNotUsed() throws Exception {
        Path unpacked = directory.resolve("tmp");
        String[] options = {"-Djava.io.tmpdir=" + unpacked, "-Duser.home=" + unpacked, "-DjSerialComm.library.path="};
        Path used = unpacked.resolve("jSerialComm/other-jvm").resolve(SerialPort.getVersion());
        Path none = directory.resolve("none");
        Path broken = Files.createDirectory(directory.resolve("broken"));
        Files.writeString(broken.resolve("libjSerialComm.so"), "this is no library");
        for (String wanted : List.of("", none.toString(), broken.toString())) {
            String[] withPath = options.clone();
            withPath[2] += wanted;
            assertThat(OtherJvm.open("/dev/null", withPath).lines())
                    .as(wanted)
                    .hasSize(2)
                    .endsWith(NOT_A_PORT)
                    .element(0, InstanceOfAssertFactories.STRING)
                    .contains("WARN")
                    .endsWith("The native library of jSerialComm comes from " + used.toRealPath()
                            + " and not from jSerialComm.library.path, which is "
                            + (wanted.isEmpty() ? "empty" : wanted)
                            + ": set it to a directory where nobody else can write, with the library of version "
                            + SerialPort.getVersion());
        }
        options[2] += used;
        assertThat(OtherJvm.open("/dev/null", options)).isEqualTo(NOT_A_PORT);
        assertThat(OtherJvm.open("/dev/null", options[0], options[1])).isEqualTo(NOT_A_PORT);
    }

    @Test
    void reportsTheMissingLibraryAndOpensOtherDevices() throws Exception {
        String without = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jSerialComm"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(OtherJvm.output(OtherJvm.java(without, List.of()), OtherJvm.class, "/dev/null"))
                .isEqualTo("Can't open serial port /dev/null: jSerialComm isn't on the class path");
        assertThat(OtherJvm.output(OtherJvm.java(without, List.of()), OtherJvm.class, "tcp://127.0.0.1:1"))
                .isEqualTo("Can't open tcp://127.0.0.1:1: connection refused");
    }

    private static void assertFails(Path device, String reason) {
        assertFails(device.toString(), reason);
    }

    private static void assertFails(String device, String reason) {
        assertThatIOException()
                .isThrownBy(() -> TransportFactories.builtIn().open(device, SETTINGS))
                .withMessage("Can't open serial port " + device + ": " + reason);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;

import com.fazecast.jSerialComm.SerialPort;

/** A JVM of the user nobody, whom a superuser can become to be refused something at all. */
final class Nobody {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String PACKAGE = "io/github/bc66coap/transport";

    private Nobody() {}

    static boolean canBe(Path directory) throws IOException {
        return System.getProperty("user.name").equals("root")
                && Files.isExecutable(SETPRIV)
                && reaches(Path.of(System.getProperty("java.home")))
                && reaches(directory.getParent());
    }

    private static boolean reaches(Path path) throws IOException {
        for (Path each = path.toRealPath(); each != null; each = each.getParent()) {
            if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /**
     * As {@link OtherJvm#open}, by nobody.
     *
     * @param directory takes copies of what that JVM needs, since nobody may look into other people's homes
     */
    static String open(String device, Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> classPath = new ArrayList<>();
        for (Class<?> each : List.of(TransportFactories.class, OtherJvm.class, SerialPort.class, Logger.class)) {
            classPath.add(copy(source(each), directory.resolve(each.getSimpleName())));
        }
        List<String> command =
                new ArrayList<>(List.of(SETPRIV.toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.addAll(OtherJvm.java(String.join(":", classPath), List.of("-Djava.io.tmpdir=" + directory)));
        return OtherJvm.output(command, OtherJvm.class, device);
    }

    private static Path source(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String copy(Path source, Path target) throws IOException {
        if (Files.isRegularFile(source)) {
            return readable(Files.copy(source, target)).toString();
        }
        Path classes = Files.createDirectories(target.resolve(PACKAGE));
        for (Path each = classes; !each.equals(target.getParent()); each = each.getParent()) {
            readable(each);
        }
        try (Stream<Path> files = Files.list(source.resolve(PACKAGE))) {
            files.forEach(file -> {
                try {
                    readable(Files.copy(file, classes.resolve(file.getFileName())));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return target.toString();
    }

    private static Path readable(Path path) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

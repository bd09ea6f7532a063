// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.bc66coap.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The archive as users have it: unpacked, and nothing in it that whoever runs it may write. Where the tests are root's, it is run by
 * nobody.
 */
final class Unpacked {
    private static final String OTHERS_MAY_READ = "rwxr-xr-x";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    private final Path installation;
    private final SortedMap<String, Long> before;

    /** @param folder made readable for all */
    Unpacked(Path folder) throws Exception {
        this.folder = folder;
        for (Path each = folder;
                each != null && Files.getOwner(each).equals(Files.getOwner(folder)) && each.getNameCount() > 1;
                each = each.getParent()) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(OTHERS_MAY_READ));
        }
        Process tar = new ProcessBuilder("tar", "-xzf", System.getProperty("archive"), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> unpacked = Files.list(folder)) {
            installation = unpacked.findFirst().orElseThrow();
        }
        if (!ROOT) {
            walk(path -> {
                try {
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(Files.isExecutable(path) ? "r-xr-xr-x" : "r--r--r--"));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        before = contents();
    }

    Path installation() {
        return installation;
    }

    /** Whether something was written to the installation. */
    boolean isAsUnpacked() throws IOException {
        return contents().equals(before);
    }

    private SortedMap<String, Long> contents() throws IOException {
        SortedMap<String, Long> contents = new TreeMap<>();
        walk(path -> contents.put(
                installation.relativize(path).toString(), path.toFile().lastModified()));
        return contents;
    }

    private void walk(java.util.function.Consumer<Path> each) throws IOException {
        try (Stream<Path> all = Files.walk(installation)) {
            all.forEach(each);
        }
    }

    /** Makes a folder that the gateway may write to, or only read. */
    Path folder(String name, boolean writable) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        if (writable) {
            own(made);
        }
        return made;
    }

    /** Gives a file or folder to whoever runs the gateway. */
    static Path own(Path path) throws IOException {
        if (ROOT) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        return path;
    }

    /** Describes a process that runs the launcher. */
    ProcessBuilder command(Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(installation.resolve("bin/bc66-gateway").toString());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("(BC66|CAMEL|JOURNAL|MQTT|STATE)_.*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("BC66_GATEWAY_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m");
        builder.environment().putAll(environment);
        return builder;
    }

    /** What a command prints, and how it ends. */
    record Output(int status, String text) {}

    /** Runs a command to its end. */
    Output run(Map<String, String> environment, String... args) throws Exception {
        return run(command(environment, args));
    }

    /** Runs a command to its end. */
    static Output run(ProcessBuilder command) throws Exception {
        Path out = Files.createTempFile("gateway", ".out");
        try (Program program = new Program(command, out)) {
            return new Output(program.awaitEnd(), program.output());
        } finally {
            Files.delete(out);
        }
    }
}

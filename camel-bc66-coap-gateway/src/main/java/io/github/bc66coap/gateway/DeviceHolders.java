// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the processes that have a device open, if {@code /proc} shows them to this user. */
final class DeviceHolders {
    private static final Path PROC = Path.of("/proc");

    private DeviceHolders() {}

    /** Processes, as {@code ModemManager (process 812)}, without this one. */
    static List<String> of(Path device) throws IOException {
        if (!Files.isDirectory(PROC)) {
            return List.of();
        }
        Path real = device.toRealPath();
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> !process.getFileName()
                            .toString()
                            .equals(Long.toString(ProcessHandle.current().pid())))
                    .filter(process -> holds(process, real))
                    .map(process -> name(process) + " (process " + process.getFileName() + ")")
                    .toList();
        }
    }

    private static boolean holds(Path process, Path device) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.anyMatch(link -> leadsTo(link, device));
        } catch (IOException | java.io.UncheckedIOException e) {
            // the process has ended, or belongs to another user
            return false;
        }
    }

    private static boolean leadsTo(Path link, Path device) {
        try {
            return Files.readSymbolicLink(link).equals(device);
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "?";
        }
    }
}

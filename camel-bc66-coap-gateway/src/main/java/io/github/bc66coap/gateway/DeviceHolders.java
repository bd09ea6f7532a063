/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Who has a device open, as far as {@code /proc} shows it to this user. */
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
            // gone, or another user's
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

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The file of jSerialComm's native code. If {@value #PROPERTY} names no directory with a suitable library, jSerialComm silently takes one
 * from places where others may write, which that property is meant to prevent.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String PROPERTY = "jSerialComm.library.path";
    private static final String NAME = "libjSerialComm.so";
    /** The loaded files of this process; exists on Linux only. */
    private static final Path MAPS = Path.of("/proc/self/maps");

    private NativeLibrary() {}

    /** Call after it is loaded. */
    static void warnIfItIsAnother() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted == null) {
            return;
        }
        List<Path> loaded = loaded();
        if (!loaded.isEmpty() && loaded.stream().noneMatch(file -> isIn(wanted, file))) {
            LOG.warn(
                    "The native library of jSerialComm comes from {} and not from {}, which {}: "
                            + "set it to a directory where nobody else can write, with the library of version {}",
                    loaded.get(0).getParent(),
                    PROPERTY,
                    wanted.isEmpty() ? "is empty" : "is " + wanted,
                    SerialPort.getVersion());
        }
    }

    private static List<Path> loaded() {
        try {
            return Files.readAllLines(MAPS).stream()
                    .filter(line -> line.endsWith(NAME))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isIn(String wanted, Path file) {
        try {
            return !wanted.isEmpty() && file.startsWith(Path.of(wanted).toRealPath());
        } catch (IOException e) {
            // no such directory
            return false;
        }
    }
}

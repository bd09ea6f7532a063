// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.pty;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says whose a link is: a virtual module that runs must not lose its link to another that is told to use the same. A file beside
 * the link is locked, which the system undoes however the process ends; the file stays, and means nothing by itself.
 */
interface LinkLock extends AutoCloseable {
    /** Of a terminal without a link. */
    LinkLock NONE = () -> {};

    /** Gives the link back; may be called more than once. */
    @Override
    void close();

    /**
     * Takes a link.
     *
     * @throws IOException if a virtual module that runs has it
     */
    static LinkLock of(Path link) throws IOException {
        Path file = link.resolveSibling("." + link.getFileName() + ".lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // where no file can be made, no link can: that is told by whoever makes it
            return NONE;
        }
        if (!take(channel)) {
            channel.close();
            throw new IOException(link + " belongs to another virtual module that runs");
        }
        return () -> {
            try {
                channel.close();
            } catch (IOException e) {
                // the lock ends with the process at the latest
            }
        };
    }

    private static boolean take(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}

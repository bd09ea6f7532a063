// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.pty;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.bc66coap.simulator.line.Backlog;
import io.github.bc66coap.simulator.line.Line;
import io.github.bc66coap.simulator.line.Threads;

/**
 * The line as a pseudo-terminal, optionally behind a symbolic link that stays the same when the terminal changes.
 *
 * <p>One daemon thread reads; writers write themselves, under the lock. Only the thread that stopped the reader closes
 * the descriptors.
 */
public final class PtyLine implements Line {
    private static final int POLL_MILLIS = 50;
    private static final long LAST_READ_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path link;
    private final Object lock = new Object();
    private final Backlog backlog = new Backlog();
    private NativePty pty;
    private LinkLock linkLock;
    private Thread reader;
    private Receiver receiver;
    private volatile boolean stopping;
    private volatile String device;

    /** A line on a new pseudo-terminal, behind the link, or without one if {@code null}. */
    public PtyLine(Path link) {
        this.link = link == null ? null : link.toAbsolutePath();
    }

    @Override
    public void open(Receiver to) throws IOException {
        synchronized (lock) {
            receiver = to;
            linkLock = link == null ? LinkLock.NONE : LinkLock.of(link);
            connect();
        }
    }

    private void connect() throws IOException {
        NativePty opened = new NativePty();
        try {
            publish(Path.of(opened.name()));
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        pty = opened;
        stopping = false;
        device = link == null ? opened.name() : link.toString();
        reader = new Thread(() -> readAll(opened), "virtual-bc66-pty");
        reader.setDaemon(true);
        reader.start();
    }

    /** Points the link to the terminal; by rename, so that there is never a moment without a link. */
    private void publish(Path terminal) throws IOException {
        if (link == null) {
            return;
        }
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new IOException(link + " exists and is not a symbolic link");
        }
        Path fresh = link.resolveSibling("." + link.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createSymbolicLink(fresh, terminal);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw new IOException("can't make the link " + link + ": " + reason(e), e);
        }
    }

    /** The file that an exception names is one that nobody knows. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return String.valueOf(reason);
    }

    private void readAll(NativePty from) {
        byte[] buffer = new byte[4096];
        while (!stopping) {
            from.poll(hasBacklog(), POLL_MILLIS);
            synchronized (lock) {
                backlog.drain(from::write);
            }
            int count = stopping ? 0 : from.read(buffer);
            if (count > 0) {
                receiver.received(Arrays.copyOf(buffer, count));
            }
        }
    }

    private boolean hasBacklog() {
        synchronized (lock) {
            return !backlog.isEmpty();
        }
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public void write(byte[] bytes) {
        synchronized (lock) {
            if (pty != null) {
                backlog.write(bytes, pty::write);
            }
        }
    }

    @Override
    public void hangUp() {
        NativePty old;
        Thread oldReader;
        synchronized (lock) {
            old = pty;
            oldReader = reader;
            pty = null;
            backlog.clear();
        }
        if (old != null) {
            // as udev does: another process may get the terminal's number next
            removeLink(Path.of(old.name()));
            letClientRead(old);
            stopping = true;
            old.wakeUp();
            Threads.join(oldReader);
            old.close();
        }
    }

    /** What the client has not read at the hang-up is lost; it gets a moment, in case it is there and reading. */
    private static void letClientRead(NativePty pty) {
        long deadline = System.nanoTime() + LAST_READ_NANOS;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        } while (pty.hasUnread() && System.nanoTime() < deadline);
    }

    @Override
    public void reconnect() throws IOException {
        synchronized (lock) {
            if (pty == null) {
                connect();
            }
        }
    }

    @Override
    public void close() {
        hangUp();
        synchronized (lock) {
            if (linkLock != null) {
                linkLock.close();
            }
        }
    }

    /** Removes the link, unless someone else has pointed it elsewhere meanwhile. */
    private void removeLink(Path terminal) {
        if (link == null) {
            return;
        }
        try {
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(terminal)) {
                Files.delete(link);
            }
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(PtyLine.class).debug("Cannot remove {}", link, e);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.pty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

import static io.github.bc66coap.simulator.pty.Constants.F_SETFL;
import static io.github.bc66coap.simulator.pty.Constants.O_RDWR;
import static io.github.bc66coap.simulator.pty.Constants.POLLIN;
import static io.github.bc66coap.simulator.pty.Constants.POLLOUT;

/**
 * One pseudo-terminal: the master side with a pipe that wakes a poll up.
 *
 * <p>Not thread-safe: {@link PtyLine} sees to it that the descriptors are closed by nobody else while in use.
 */
final class NativePty {
    /** Room enough for {@code struct termios} everywhere; its layout is of no interest here. */
    private static final int TERMIOS_SIZE = 256;

    private static final int POLLFD_SIZE = 8;

    private final LibC c = LibC.load();
    private final Constants constants = Constants.ofThisPlatform();
    private final Memory pollFds = new Memory(2L * POLLFD_SIZE);
    private final int master;
    private final int slave;
    private final int[] wake = new int[2];
    private final String name;

    NativePty() throws IOException {
        master = openMaster();
        try {
            check(c.grantpt(master), "grantpt");
            check(c.unlockpt(master), "unlockpt");
            name = slaveName();
            // Held open for good: without an open slave the master answers EIO between two clients.
            slave = check(c.open(name, O_RDWR | constants.noCtty() | constants.closeOnExec()), "open " + name);
        } catch (IOException e) {
            c.close(master);
            throw e;
        }
        try {
            makeRaw();
            check(c.pipe(wake), "pipe");
        } catch (IOException e) {
            c.close(slave);
            c.close(master);
            throw e;
        }
    }

    private int openMaster() throws IOException {
        int flags = O_RDWR | constants.noCtty();
        if (Platform.isMac()) {
            // posix_openpt of macOS refuses O_NONBLOCK
            int fd = check(c.posix_openpt(flags), "posix_openpt");
            check(c.fcntl(fd, F_SETFL, O_RDWR | constants.nonBlock()), "fcntl");
            return fd;
        }
        return check(c.posix_openpt(flags | constants.nonBlock() | constants.closeOnExec()), "posix_openpt");
    }

    private String slaveName() throws IOException {
        byte[] buffer = new byte[256];
        check(c.ptsname_r(master, buffer, new NativeLong(buffer.length)), "ptsname_r");
        int end = 0;
        while (buffer[end] != 0) {
            end++;
        }
        return new String(buffer, 0, end, StandardCharsets.US_ASCII);
    }

    private void makeRaw() throws IOException {
        try (Memory termios = new Memory(TERMIOS_SIZE)) {
            termios.clear();
            check(c.tcgetattr(slave, termios), "tcgetattr");
            c.cfmakeraw(termios);
            check(c.tcsetattr(slave, 0, termios), "tcsetattr");
        }
    }

    String name() {
        return name;
    }

    /** Waits until the master is readable (or writable, if asked), until {@link #wakeUp()} or the time is over. */
    void poll(boolean forWriting, int timeoutMillis) {
        short events = forWriting ? (short) (POLLIN | POLLOUT) : POLLIN;
        setPollFd(0, master, events);
        setPollFd(1, wake[0], POLLIN);
        c.poll(pollFds, new NativeLong(2), timeoutMillis);
        if ((pollFds.getShort(POLLFD_SIZE + 6) & POLLIN) != 0) {
            c.read(wake[0], new byte[16], new NativeLong(16));
        }
    }

    private void setPollFd(int index, int fd, short events) {
        long offset = (long) index * POLLFD_SIZE;
        pollFds.setInt(offset, fd);
        pollFds.setShort(offset + 4, events);
        pollFds.setShort(offset + 6, (short) 0);
    }

    void wakeUp() {
        c.write(wake[1], new byte[1], new NativeLong(1));
    }

    /** Reads what is there: the number of bytes, 0 if there is nothing (now). */
    int read(byte[] buffer) {
        return Math.max(0, c.read(master, buffer, new NativeLong(buffer.length)).intValue());
    }

    /** Writes what the terminal takes: the number of bytes, 0 if it is full. */
    int write(byte[] bytes) {
        return Math.max(0, c.write(master, bytes, new NativeLong(bytes.length)).intValue());
    }

    /**
     * Has the client something left to read? Asking the slave also makes the kernel hand over what was written a moment
     * ago.
     */
    boolean hasUnread() {
        try (Memory fd = new Memory(POLLFD_SIZE)) {
            fd.setInt(0, slave);
            fd.setShort(4, POLLIN);
            fd.setShort(6, (short) 0);
            c.poll(fd, new NativeLong(1), 0);
            return (fd.getShort(6) & POLLIN) != 0;
        }
    }

    /** Closes all descriptors; whoever has the slave open sees a hang-up. */
    void close() {
        c.close(master);
        c.close(slave);
        c.close(wake[0]);
        c.close(wake[1]);
    }

    private int check(int result, String what) throws IOException {
        if (result < 0) {
            throw new IOException(what + " failed, errno " + Native.getLastError());
        }
        return result;
    }
}

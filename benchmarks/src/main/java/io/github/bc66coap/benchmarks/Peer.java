// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * A scripted module in a process of its own, which tells its device in its first line and lives until its input ends. Arguments: what
 * the line is, {@code tcp} or {@code pty}; what it does, {@code answer}, {@code paced} or {@code requests}; numbers for that.
 */
public final class Peer {
    private Peer() {}

    public static void main(String[] arguments) throws Exception {
        Wire line = arguments[0].equals("pty") ? new PtyWire() : new TcpWire();
        switch (arguments[1]) {
            case "answer" -> line.open(answering(line));
            case "paced" ->
                line.open(new PacedModule(line, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
            case "requests" -> {
                RequestingModule module = new RequestingModule(line);
                line.open(module);
                module.start();
            }
            default -> throw new IllegalArgumentException(arguments[1]);
        }
        System.out.println(line.device());
        while (System.in.read() >= 0) {
            // until whoever has started this is gone
        }
        System.exit(0);
    }

    /** Starts one. */
    static Jvm start(Object... arguments) throws IOException {
        return Jvm.start(Plan.classPath(), List.of("-Xmx128m", "-XX:+UseSerialGC"), Peer.class, arguments);
    }

    private static Wire.Receiver answering(Wire line) {
        Dialogue dialogue = new Dialogue();
        return (buffer, length) -> dialogue.feed(buffer, length, command -> line.write(dialogue.answer(command)));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Removes commands from a stream of telnet bytes, however reads split it. */
final class TelnetDecoder {
    /** Enough for all messages of RFC 2217 except a signature, which is not needed; longer ones are cut. */
    private static final int LONGEST_SUBNEGOTIATION = 64;

    /** Receives the commands. */
    interface Handler {
        /** WILL, WONT, DO or DONT, with an option of 0 to 255. */
        void option(int verb, int option) throws IOException;

        /** @param content option code first, unescaped */
        void subnegotiation(byte[] content) throws IOException;
    }

    private enum State {
        DATA,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private final Handler handler;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private State state = State.DATA;
    private int verb;

    TelnetDecoder(Handler handler) {
        this.handler = handler;
    }

    /**
     * Decodes in place: data moves to the start of {@code bytes}.
     *
     * @return how many bytes of data there are, 0 to {@code count}
     */
    int decode(byte[] bytes, int count) throws IOException {
        int data = 0;
        for (int i = 0; i < count; i++) {
            int b = bytes[i] & 0xFF;
            if (isData(b)) {
                bytes[data++] = (byte) b;
            }
        }
        return data;
    }

    private boolean isData(int b) throws IOException {
        switch (state) {
            case DATA -> {
                if (b != Telnet.IAC) {
                    return true;
                }
                state = State.COMMAND;
            }
            case COMMAND -> {
                state = afterCommand(b);
                return b == Telnet.IAC;
            }
            case OPTION -> {
                state = State.DATA;
                handler.option(verb, b);
            }
            case SUBNEGOTIATION -> {
                if (b == Telnet.IAC) {
                    state = State.SUBNEGOTIATION_COMMAND;
                } else {
                    keep(b);
                }
            }
            case SUBNEGOTIATION_COMMAND -> subnegotiationCommand(b);
        }
        return false;
    }

    private State afterCommand(int b) {
        return switch (b) {
            case Telnet.WILL, Telnet.WONT, Telnet.DO, Telnet.DONT -> {
                verb = b;
                yield State.OPTION;
            }
            case Telnet.SB -> {
                content.reset();
                yield State.SUBNEGOTIATION;
            }
            // NOP, AYT, break and the like: a serial line has no use for them
            default -> State.DATA;
        };
    }

    private void subnegotiationCommand(int b) throws IOException {
        if (b == Telnet.IAC) {
            keep(b);
            state = State.SUBNEGOTIATION;
            return;
        }
        // without SE, the peer broke off: drop the message and continue with data
        state = State.DATA;
        if (b == Telnet.SE) {
            handler.subnegotiation(content.toByteArray());
        }
    }

    private void keep(int b) {
        if (content.size() < LONGEST_SUBNEGOTIATION) {
            content.write(b);
        }
    }
}

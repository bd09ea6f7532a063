// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.InetSocketAddress;
import java.util.List;

import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.fault.Fault;

/** Something that went over the line or the network, or went wrong there. The key of a DTLS context is never in it. */
public sealed interface TraceEvent {
    /** Seen from the module. */
    enum Direction {
        RECEIVED,
        SENT;

        /** On the line, where the TE is at the left. */
        private String onLine() {
            return this == RECEIVED ? "->" : "<-";
        }

        /** In the network, which is at the right. */
        private String inNetwork() {
            return this == RECEIVED ? "<-" : "->";
        }
    }

    /** From or to the module. */
    Direction direction();

    /** One line for people: {@code ->} leads from the TE to the network, {@code <-} back. */
    String describe();

    /** A command line from the TE, or a result or unsolicited result to it (echo excluded), control characters escaped. */
    record AtText(Direction direction, String text) implements TraceEvent {
        @Override
        public String describe() {
            return "AT   " + direction.onLine() + " " + text;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** Bytes that the TE sent in data mode. */
    record AtData(Direction direction, int length) implements TraceEvent {
        @Override
        public String describe() {
            return "AT   " + direction.onLine() + " (" + length + " bytes of data)";
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * Why the last command was refused, which the TE does not learn.
     *
     * @param reason for people; shows no argument that may be a secret
     * @param fromHost whether the computer is the cause, for example because a port is taken; such a reason is also
     *     logged
     */
    record Refused(String reason, boolean fromHost) implements TraceEvent {
        @Override
        public Direction direction() {
            return Direction.SENT;
        }

        @Override
        public String describe() {
            return "!!   refused: " + reason;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * A context was created. From now on, peers reach the module at this address.
     *
     * @param address of the module's socket
     * @param encrypted with DTLS
     */
    record ContextMade(InetSocketAddress address, boolean encrypted) implements TraceEvent {
        @Override
        public Direction direction() {
            return Direction.SENT;
        }

        @Override
        public String describe() {
            return "CoAP is at " + address.getAddress().getHostAddress() + ":" + address.getPort()
                    + (encrypted ? ", with DTLS" : "");
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** The module, or its line, is in another state from now on. */
    record Changed(State state) implements TraceEvent {
        /** The new state. */
        public enum State {
            /** Power-on or reset: all that is in RAM is lost. */
            RESTARTED("restarted"),
            /** It was put into deep sleep. A module that falls asleep by itself shows that only when it wakes. */
            ASLEEP("in deep sleep"),
            /** Back from deep sleep. */
            AWAKE("awake"),
            ATTACHED("attached"),
            DETACHED("detached"),
            /** The context is gone. */
            CONTEXT_LOST("no CoAP context any more"),
            /** The line is hung up; the module doesn't notice. */
            LINE_LOST("the line is hung up"),
            LINE_BACK("the line is back"),
            /** It has forgotten its DTLS sessions; its peers still have them. */
            SESSIONS_FORGOTTEN("DTLS sessions forgotten");

            private final String words;

            State(String words) {
                this.words = words;
            }

            /** For people. */
            public String words() {
                return words;
            }
        }

        /** The module's own doing. */
        @Override
        public Direction direction() {
            return Direction.SENT;
        }

        @Override
        public String describe() {
            return "--   " + state.words();
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** A fault that was made to happen, after a command (its name only). */
    record FaultStruck(Fault fault, String command) implements TraceEvent {
        /** The module's own doing, seen by the TE. */
        @Override
        public Direction direction() {
            return Direction.SENT;
        }

        @Override
        public String describe() {
            return "!!   " + fault.cliName() + (command.isEmpty() ? "" : " after " + command);
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** A URC that was held back, to be printed at the point of a fault. */
    record UrcHeld(Fault point, Stage stage) implements TraceEvent {
        /** What becomes of it, unless it is printed at its point, which is a {@link FaultStruck}. */
        public enum Stage {
            /** It waits. */
            WAITING("a URC waits"),
            /** No such point came. */
            GIVEN_UP("no such point has come, the URC is printed anywhere");

            private final String words;

            Stage(String words) {
                this.words = words;
            }
        }

        /** The module's own doing, seen by the TE. */
        @Override
        public Direction direction() {
            return Direction.SENT;
        }

        @Override
        public String describe() {
            return "!!   " + point.cliName() + ": " + stage.words;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** A CoAP message; each retransmission is an event of its own. */
    record Coap(Direction direction, InetSocketAddress peer, CoapMessage message) implements TraceEvent {
        /** The type. */
        public MessageType type() {
            return message.type();
        }

        /** The code as RFC 7252 writes it. */
        public String code() {
            return message.codeText();
        }

        /** The message ID. */
        public int messageId() {
            return message.messageId();
        }

        /** The token in hexadecimal. */
        public String token() {
            return message.tokenText();
        }

        /** The options. */
        public List<CoapOption> options() {
            return message.options();
        }

        /** The length of the payload. */
        public int payloadLength() {
            return message.payload().length;
        }

        @Override
        public String describe() {
            return "CoAP " + direction.inNetwork() + " " + peer.getAddress().getHostAddress() + ":" + peer.getPort()
                    + " " + message;
        }

        @Override
        public String toString() {
            return describe();
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which side of a telnet connection performs which option. If we offered an option, the peer's agreement is the reply to it and gets no
 * reply from us. Otherwise both sides would reply for ever.
 */
final class TelnetOptions {

    /** Whether a side performs an option. */
    private enum State {
        NO,
        ASKED,
        YES
    }

    private final Map<TelnetOption, State> ours = new EnumMap<>(TelnetOption.class);
    private final Map<TelnetOption, State> theirs = new EnumMap<>(TelnetOption.class);
    /** The sent commands. */
    private final Set<Integer> sent = new HashSet<>();

    TelnetOptions() {
        for (TelnetOption option : TelnetOption.values()) {
            ours.put(option, State.NO);
            theirs.put(option, State.NO);
        }
    }

    /** @return the bytes that offer {@code option} */
    byte[] offer(TelnetOption option) {
        ours.put(option, State.ASKED);
        return command(Telnet.WILL, option.code());
    }

    /** @return the bytes that request {@code option} of the peer */
    byte[] request(TelnetOption option) {
        theirs.put(option, State.ASKED);
        return command(Telnet.DO, option.code());
    }

    private byte[] command(int verb, int code) {
        sent.add(key(verb, code));
        return Telnet.command(verb, code);
    }

    private static int key(int verb, int code) {
        return verb << 8 | code;
    }

    /**
     * Whether a received command may be the echo of one of ours from a device behind a raw port. Any other comes from a telnet server.
     */
    boolean mayBeEcho(int verb, int code) {
        return sent.contains(key(verb, code));
    }

    boolean weDo(TelnetOption option) {
        return ours.get(option) == State.YES;
    }

    /** @return true until the peer replies to our offer */
    boolean isOpen(TelnetOption option) {
        return ours.get(option) == State.ASKED;
    }

    /**
     * @param verb {@link Telnet#WILL}, {@link Telnet#WONT}, {@link Telnet#DO} or {@link Telnet#DONT}
     * @param code of any option, 0 to 255
     * @return the bytes of the reply; none if no reply is due
     */
    byte[] received(int verb, int code) {
        return switch (verb) {
            case Telnet.DO -> agree(ours, code, Telnet.WILL, Telnet.WONT);
            case Telnet.DONT -> end(ours, code, Telnet.WONT);
            case Telnet.WILL -> agree(theirs, code, Telnet.DO, Telnet.DONT);
            case Telnet.WONT -> end(theirs, code, Telnet.DONT);
            default -> throw new IllegalArgumentException("no verb of an option: " + verb);
        };
    }

    private byte[] agree(Map<TelnetOption, State> side, int code, int yes, int no) {
        TelnetOption option = TelnetOption.ofCode(code);
        if (option == null) {
            return command(no, code);
        }
        return side.put(option, State.YES) == State.NO ? command(yes, code) : Telnet.NOTHING;
    }

    private byte[] end(Map<TelnetOption, State> side, int code, int confirmation) {
        TelnetOption option = TelnetOption.ofCode(code);
        boolean was = option != null && side.put(option, State.NO) == State.YES;
        return was ? command(confirmation, code) : Telnet.NOTHING;
    }
}

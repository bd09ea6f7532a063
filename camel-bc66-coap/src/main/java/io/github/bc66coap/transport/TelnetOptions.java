// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who of the two sides of a telnet connection does which option. An offer of ours that is on its way makes the peer's agreement the
 * answer to it, which must not be answered again; that keeps two negotiating sides from answering each other for ever.
 */
final class TelnetOptions {

    /** Whether one side does an option. */
    private enum State {
        NO,
        ASKED,
        YES
    }

    private final Map<TelnetOption, State> ours = new EnumMap<>(TelnetOption.class);
    private final Map<TelnetOption, State> theirs = new EnumMap<>(TelnetOption.class);
    /** The commands that have been sent. */
    private final Set<Integer> sent = new HashSet<>();

    TelnetOptions() {
        for (TelnetOption option : TelnetOption.values()) {
            ours.put(option, State.NO);
            theirs.put(option, State.NO);
        }
    }

    /** @return the bytes that offer to do {@code option} on this side */
    byte[] offer(TelnetOption option) {
        ours.put(option, State.ASKED);
        return command(Telnet.WILL, option.code());
    }

    /** @return the bytes that ask the peer to do {@code option} */
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
     * Whether a command that comes may be one of ours, which a device behind a raw port has echoed. What isn't one has been said by
     * a telnet server.
     */
    boolean mayBeEcho(int verb, int code) {
        return sent.contains(key(verb, code));
    }

    boolean weDo(TelnetOption option) {
        return ours.get(option) == State.YES;
    }

    /** @return true while the peer hasn't answered our offer */
    boolean isOpen(TelnetOption option) {
        return ours.get(option) == State.ASKED;
    }

    /**
     * @param verb {@link Telnet#WILL}, {@link Telnet#WONT}, {@link Telnet#DO} or {@link Telnet#DONT}
     * @param code 0 to 255, of an option known here or not
     * @return the bytes to answer with, none when no answer is due
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

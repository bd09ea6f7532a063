// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.SendResult;
import io.github.bc66coap.simulator.coap.Transport;

/** A module in virtual time, with echo off. Its TE and its network are the test's: neither does anything by itself. */
final class Bench {
    /** A CON and a NON GET to the peer. */
    static final String SEND_CON = "AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0";

    static final String SEND_NON = "AT+QCOAPSEND=1,1,\"127.0.0.1\",5683,0";
    static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 5683);

    private final VirtualTime time = new VirtualTime();
    private final CoapCodec codec = new CoapCodec();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<CoapMessage> sent = new ArrayList<>();
    private final List<Consumer<SendResult>> held = new ArrayList<>();
    private final SteppedBc66 module;
    private Transport.Receiver network;
    private boolean holds;

    private Bench(String quirks) {
        module = VirtualBc66.builder()
                .quirks(Quirks.parse(quirks))
                .ackRandomFactor(1)
                .stepped(
                        time,
                        time::nanoTime,
                        (local, psk, receiver) -> {
                            network = receiver;
                            return new Network(local);
                        },
                        printed::writeBytes);
        at("ATE0");
    }

    private final class Network implements Transport {
        private final InetSocketAddress address;

        Network(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        public InetSocketAddress address() {
            return address;
        }

        @Override
        public void send(byte[] datagram, InetSocketAddress to, Consumer<SendResult> result) {
            sent.add(codec.decode(datagram).orElseThrow());
            held.add(result);
            if (!holds) {
                letGo();
            }
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public void drop() {
            // nothing is open
        }
    }

    private void letGo() {
        held.forEach(result -> result.accept(SendResult.SUCCESS));
        held.clear();
    }

    static Bench of(String... quirks) {
        return new Bench(String.join(",", quirks));
    }

    static Bench withContext(String... quirks) {
        Bench bench = of(quirks);
        bench.at("AT+QCOAPCREATE=56830,0");
        return bench;
    }

    /** As the module prints a line. */
    static String line(String content) {
        return "\r\n" + content + "\r\n";
    }

    /** @return what a command line gets at once */
    String at(String line) {
        return type(line + "\r");
    }

    /** @return what is printed at once */
    String type(String text) {
        module.received(text.getBytes(StandardCharsets.ISO_8859_1));
        return idle(0);
    }

    /** @return what is printed within this time, in which the TE writes nothing */
    String idle(int millis) {
        time.pass(Duration.ofMillis(millis));
        String all = printed.toString(StandardCharsets.ISO_8859_1);
        printed.reset();
        return all;
    }

    /** The peer sends something. */
    String receive(CoapMessage message) {
        return receive(PEER, message);
    }

    String receive(InetSocketAddress from, CoapMessage message) {
        network.received(from, codec.encode(message));
        return idle(0);
    }

    /** From now on, what the module sends doesn't leave until it is released. */
    void hold() {
        holds = true;
    }

    String release() {
        holds = false;
        letGo();
        return idle(0);
    }

    /** What the module has sent since the last look. */
    List<CoapMessage> sent() {
        List<CoapMessage> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    SteppedBc66 module() {
        return module;
    }
}

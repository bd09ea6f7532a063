// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.at.Timing;
import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.coap.SendResult;
import io.github.bc66coap.simulator.coap.TransmissionParameters;
import io.github.bc66coap.simulator.coap.Transport;
import io.github.bc66coap.simulator.fault.FaultPlan;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers may overtake the news that the request has left; the TE must not see that. */
class OrderOfResultsTest {
    private final ScheduledThreadPoolExecutor core = new ScheduledThreadPoolExecutor(1);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final InetSocketAddress peer = new InetSocketAddress("127.0.0.1", 5683);
    private Consumer<SendResult> pending;
    private Transport.Receiver receiver;

    private final class HeldTransport implements Transport {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("127.0.0.1", 56830);
        }

        @Override
        public void send(byte[] datagram, InetSocketAddress to, Consumer<SendResult> result) {
            pending = result;
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

    private final Bc66 module = new Bc66(
            core,
            System::nanoTime,
            new Settings(
                    Identity.DEFAULT,
                    InetAddress.getLoopbackAddress(),
                    TransmissionParameters.DEFAULT,
                    (local, psk, to) -> {
                        receiver = to;
                        return new HeldTransport();
                    },
                    true,
                    null,
                    Timing.constant(Duration.ZERO),
                    Firmware.of(Quirks.NONE),
                    FaultPlan.none(),
                    event -> {}),
            printed::writeBytes);

    @AfterEach
    void stop() {
        core.shutdownNow();
    }

    private String at(String line) throws Exception {
        return after(() -> module.received((line + "\r").getBytes()));
    }

    private String after(Runnable action) throws Exception {
        core.submit(action).get();
        core.submit(() -> {}).get(); // what the action has put into the queue is done as well
        String all = printed.toString();
        printed.reset();
        return all;
    }

    @Test
    void theSendResultIsPrintedBeforeTheResponse() throws Exception {
        at("ATE0");
        at("AT+QCOAPCREATE=56830,0");
        at("AT+QCOAPHEAD=3,7");
        assertThat(at("AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0")).isEqualTo("\r\nOK\r\n");
        assertThat(at("AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0")).isEqualTo("\r\nERROR\r\n");
        byte[] ack = new CoapCodec().encode(CoapMessage.empty(MessageType.ACK, 7));
        assertThat(after(() -> receiver.received(peer, ack))).isEmpty();
        assertThat(after(() -> pending.accept(SendResult.SUCCESS)))
                .isEqualTo("\r\n+QCOAPSEND: 0\r\n\r\n+QCOAPURC: \"rsp\",2,0.00,7\r\n");
        assertThat(at("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 4");
    }

    @Test
    void deletingTheContextFailsAMessageBeingSent() throws Exception {
        at("ATE0");
        at("AT+QCOAPCREATE=56830,0");
        at("AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0");
        assertThat(at("AT+QCOAPDEL")).isEqualTo("\r\nOK\r\n\r\n+QCOAPSEND: 3\r\n\r\n+QCOAPDEL: 0\r\n");
        assertThat(after(() -> pending.accept(SendResult.SUCCESS))).isEmpty();
    }
}

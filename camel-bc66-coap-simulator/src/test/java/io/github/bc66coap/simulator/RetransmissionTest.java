// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.InetSocketAddress;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.coap.CoapMessage;

import static io.github.bc66coap.simulator.Bench.SEND_CON;
import static io.github.bc66coap.simulator.Bench.line;
import static io.github.bc66coap.simulator.Peer.message;
import static io.github.bc66coap.simulator.coap.MessageType.ACK;
import static io.github.bc66coap.simulator.coap.MessageType.CON;
import static io.github.bc66coap.simulator.coap.MessageType.NON;
import static io.github.bc66coap.simulator.coap.MessageType.RST;
import static org.assertj.core.api.Assertions.assertThat;

/** When the module repeats a CON, and what ends that (RFC 7252, section 4.2). */
class RetransmissionTest {
    private static final byte[] NONE = {};
    /** Longer than EXCHANGE_LIFETIME. */
    private static final int LONG = 300_000;

    private final Bench bench = Bench.withContext();

    private void assertStatus(int status) {
        assertThat(bench.at("AT+QCOAPDATASTATUS?")).isEqualTo(line("+QCOAPDATASTATUS: " + status) + line("OK"));
    }

    private CoapMessage send() {
        bench.at("AT+QCOAPHEAD=5,100,2,\"0102\"");
        assertThat(bench.at(SEND_CON)).isEqualTo(line("OK") + line("+QCOAPSEND: 0"));
        return bench.sent().get(0);
    }

    private void assertSilence() {
        assertThat(bench.idle(LONG)).isEmpty();
        assertThat(bench.sent()).isEmpty();
    }

    @Test
    void aConIsRetransmittedUntilItTimesOut() {
        assertStatus(0);
        CoapMessage first = send();
        for (int timeout : new int[] {2000, 4000, 8000, 16_000}) {
            bench.idle(timeout - 1);
            assertThat(bench.sent()).isEmpty();
            bench.idle(1);
            assertThat(bench.sent())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(first);
        }
        bench.idle(31_999);
        assertStatus(1);
        bench.idle(1);
        assertStatus(3);
        assertSilence();
    }

    @Test
    void acknowledgementEndsRetransmission() {
        send();
        assertThat(bench.receive(CoapMessage.empty(ACK, 100))).isEqualTo(line("+QCOAPURC: \"rsp\",2,0.00,100"));
        assertStatus(4);
        assertSilence();
    }

    @Test
    void resetEndsRetransmission() {
        send();
        assertThat(bench.receive(CoapMessage.empty(RST, 100))).isEqualTo(line("+QCOAPURC: \"rsp\",3,0.00,100"));
        assertStatus(5);
        assertSilence();
    }

    @Test
    void unrelatedMessagesDoNotEndRetransmission() {
        send();
        assertThat(bench.receive(CoapMessage.empty(ACK, 101))).isEqualTo(line("+QCOAPURC: \"rsp\",2,0.00,101"));
        InetSocketAddress stranger = new InetSocketAddress("127.0.0.1", 5685);
        assertThat(bench.receive(stranger, CoapMessage.empty(ACK, 100)))
                .isEqualTo(line("+QCOAPURC: \"rsp\",2,0.00,100"));
        assertThat(bench.receive(message(NON, 0x45, 9, new byte[] {2}, List.of(), NONE)))
                .isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,9"));
        assertStatus(1);
        bench.idle(2000);
        assertThat(bench.sent()).extracting(CoapMessage::messageId).containsExactly(100);
    }

    @Test
    void separateResponseEndsRetransmissionAndIsLeftToTheTe() {
        send();
        assertThat(bench.receive(message(CON, 0x45, 500, new byte[] {1, 2}, List.of(), new byte[] {(byte) 0xab})))
                .isEqualTo(line("+QCOAPURC: \"rsp\",0,2.05,500,1,\"AB\""));
        assertStatus(4);
        assertSilence(); // neither a retransmission nor an ACK
    }

    @Test
    void aSeparateResponseWithoutTokenMatchesNoRequest() {
        bench.at(SEND_CON);
        assertThat(bench.receive(message(CON, 0x45, 500, NONE, List.of(), NONE)))
                .isEqualTo(line("+QCOAPURC: \"rsp\",0,2.05,500"));
        assertStatus(1);
    }
}

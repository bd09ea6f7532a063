// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.MessageType;

import static io.github.bc66coap.simulator.Bench.SEND_CON;
import static io.github.bc66coap.simulator.Bench.SEND_NON;
import static io.github.bc66coap.simulator.Bench.line;
import static org.assertj.core.api.Assertions.assertThat;

/** What is printed first if several things happen at once, and what waits how long for what. */
class OrderOfResultsTest {
    private static final byte[] NONE = {};

    /** Answers may overtake the news that the request has left; the TE must not see that. */
    @Test
    void theSendResultIsPrintedBeforeTheResponse() {
        Bench bench = Bench.withContext();
        bench.hold();
        bench.at("AT+QCOAPHEAD=3,7");
        assertThat(bench.at(SEND_CON)).isEqualTo(line("OK"));
        assertThat(bench.at(SEND_CON)).isEqualTo(line("ERROR"));
        assertThat(bench.receive(CoapMessage.empty(MessageType.ACK, 7))).isEmpty();
        assertThat(bench.release()).isEqualTo(line("+QCOAPSEND: 0") + line("+QCOAPURC: \"rsp\",2,0.00,7"));
        assertThat(bench.at("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 4");
    }

    /** Nobody could know when the next message may be sent. */
    @Test
    void withoutResultsNoMessageWaitsForOne() {
        Bench bench = Bench.withContext("result-missing");
        bench.hold();
        bench.at("AT+QCOAPHEAD=3,7");
        assertThat(bench.at(SEND_CON)).isEqualTo(line("OK"));
        assertThat(bench.at(SEND_NON)).isEqualTo(line("OK"));
        assertThat(bench.receive(CoapMessage.empty(MessageType.ACK, 7))).isEqualTo(line("+QCOAPURC: \"rsp\",2,0.00,7"));
        assertThat(bench.release()).isEmpty();
    }

    @Test
    void deletingTheContextFailsAMessageBeingSent() {
        Bench bench = Bench.withContext();
        bench.hold();
        bench.at(SEND_CON);
        assertThat(bench.at("AT+QCOAPDEL")).isEqualTo(line("OK") + line("+QCOAPSEND: 3") + line("+QCOAPDEL: 0"));
        assertThat(bench.release()).isEmpty();
    }

    @Test
    void resultBeforeOkPrintsResultsBeforeOk() {
        Bench bench = Bench.withContext("result-before-ok");
        assertThat(bench.at(SEND_NON)).isEqualTo(line("+QCOAPSEND: 0") + line("OK"));
        assertThat(bench.at("AT+QCOAPSEND=1,2,\"127.0.0.1\",5683,2")).isEqualTo("\r\n>");
        assertThat(bench.type("hiAT\r")).isEqualTo(line("+QCOAPSEND: 0") + line("OK") + line("OK"));
        assertThat(bench.at("AT+QCOAPDEL")).isEqualTo(line("+QCOAPDEL: 0") + line("OK"));
    }

    @Test
    void okDoesNotWaitForAResultThatTakesLonger() {
        Bench bench = Bench.withContext("result-before-ok");
        bench.hold();
        assertThat(bench.at(SEND_NON)).isEmpty();
        assertThat(bench.idle(299)).isEmpty();
        assertThat(bench.idle(1)).isEqualTo(line("OK"));
        assertThat(bench.at("AT")).isEqualTo(line("OK"));
        assertThat(bench.release()).isEqualTo(line("+QCOAPSEND: 0"));
    }

    @Test
    void responseBeforeResultPrintsTheUrcFirst() {
        Bench bench = Bench.withContext("response-before-result");
        bench.at("AT+QCOAPHEAD=3,7");
        assertThat(bench.at(SEND_CON)).isEqualTo(line("OK"));
        assertThat(bench.idle(199)).isEmpty();
        assertThat(bench.receive(Peer.message(MessageType.ACK, 0x45, 7, NONE, List.of(), NONE)))
                .isEqualTo(line("+QCOAPURC: \"rsp\",2,2.05,7") + line("+QCOAPSEND: 0"));
        assertThat(bench.at(SEND_NON)).isEqualTo(line("OK") + line("+QCOAPSEND: 0"));
    }

    @Test
    void aResultIsNotHeldBackForEver() {
        Bench bench = Bench.withContext("response-before-result");
        assertThat(bench.at(SEND_CON)).isEqualTo(line("OK"));
        assertThat(bench.idle(199)).isEmpty();
        assertThat(bench.idle(1)).isEqualTo(line("+QCOAPSEND: 0"));
    }

    @Test
    void unsolicitedResultsDoNotSplitALine() {
        Bench bench = Bench.of();
        bench.type("AT+CG");
        bench.module().recovered(0);
        assertThat(bench.idle(499)).isEmpty();
        assertThat(bench.type("ATT?\r")).isEqualTo(line("+CGATT: 1") + line("OK") + line("+QCOAPURC: recovered,0"));
    }

    @Test
    void unsolicitedResultsDoNotWaitForEverForTheRestOfALine() {
        Bench bench = Bench.of();
        bench.type("AT");
        bench.module().recovered(0);
        assertThat(bench.idle(499)).isEmpty();
        assertThat(bench.idle(1)).isEqualTo(line("+QCOAPURC: recovered,0"));
    }
}

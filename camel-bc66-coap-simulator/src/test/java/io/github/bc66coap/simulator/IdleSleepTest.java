// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.coap.MessageType;

import static io.github.bc66coap.simulator.Bench.line;
import static org.assertj.core.api.Assertions.assertThat;

/** Quirks by which a module falls asleep when nothing has been said for a while, or takes a while to be back. */
class IdleSleepTest {
    private static final String OK = line("OK");
    private static final String SIGNAL = line("+CSQ: 20,0") + OK;

    @Test
    void qsclk0PreventsIdleSleep() {
        Bench bench = Bench.of("deep-sleep=1000", "light-sleep=1000");
        assertThat(bench.at("AT+QSCLK?")).contains("+QSCLK: 1");
        bench.at("AT+QSCLK=0");
        bench.idle(1000);
        assertThat(bench.at("AT")).isEqualTo(OK);
    }

    @Test
    void deepSleepBeginsAfterItsTime() {
        Bench bench = Bench.of("deep-sleep=1000");
        bench.idle(999);
        assertThat(bench.at("AT")).isEqualTo(OK);
        bench.idle(1000);
        assertThat(bench.at("AT")).isEmpty();
        bench.module().pulse();
        // its echo is on again
        assertThat(bench.at("AT")).isEqualTo("AT\r" + OK);
    }

    @Test
    void dummyAtUnansweredIgnoresAnAtAfterIdleTime() {
        Bench bench = Bench.of("dummy-at-unanswered=1000");
        bench.idle(999);
        assertThat(bench.at("AT")).isEqualTo(OK);
        bench.idle(1000);
        assertThat(bench.at("AT")).isEmpty();
        assertThat(bench.at("AT")).isEqualTo(OK);
        bench.idle(1000);
        assertThat(bench.at("AT+CSQ")).isEqualTo(SIGNAL);
        assertThat(bench.at("AT")).isEqualTo(OK);
    }

    @Test
    void searchingAfterSleepRegistersLater() {
        Bench bench = Bench.of("searching-after-sleep=300");
        bench.module().sleep();
        bench.module().pulse();
        assertThat(bench.at("AT+CEREG=1")).contains("OK");
        assertThat(bench.at("AT+CEREG?")).contains("+CEREG: 1,2");
        assertThat(bench.idle(299)).isEmpty();
        assertThat(bench.idle(1)).isEqualTo(line("+CEREG: 1"));
        assertThat(bench.at("AT+CEREG?")).contains("+CEREG: 1,1");
    }

    @Test
    void theNetworkWakesASleepingModule() {
        Bench bench = Bench.withContext("deep-sleep=1000");
        bench.idle(1000);
        byte[] token = {(byte) 0xAB, (byte) 0xCD};
        assertThat(bench.receive(Peer.message(MessageType.CON, 1, 7, token, List.of(), new byte[0])))
                .isEqualTo(line("+QCOAPURC: recovered,0") + line("+QCOAPURC: \"req\",0,1,7,01,2,\"ABCD\""));
    }

    @Test
    void lightSleepSpoilsTheFirstCommand() {
        Bench bench = Bench.of("light-sleep=1000");
        bench.idle(999);
        assertThat(bench.at("AT")).isEqualTo(OK);
        bench.idle(1000);
        assertThat(bench.at("AT+CSQ")).isEqualTo(line("ERROR"));
        assertThat(bench.at("AT+CSQ")).isEqualTo(SIGNAL);
        bench.idle(1000);
        assertThat(bench.at("AT")).isEmpty();
        assertThat(bench.at("AT")).isEqualTo(OK);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/** A module that puts the options of an earlier message into an acknowledgement, so that its peer ignores it. */
class EmptyMessagesTest extends ModemFixture {
    private static final List<String> ANEW =
            list("AT+QCOAPDEL", "AT+QCOAPCREATE=56830,0", "AT+QCOAPDATASTATUS?", CONFIGURE);

    /** Leaves options behind in the module. */
    private void exchange(int messageId) {
        Pending<SendOutcome> sent =
                soon(send(request(SERVER, MessageType.CON, messageId, true, path("a"), new byte[0])));
        assertPiggybackAnswers(sent, messageId, "01");
        takeCommandsSoon();
    }

    /** Its sender hasn't understood its acknowledgement. */
    private List<String> comes(int messageId) {
        module.says(separate(messageId, "02"));
        return takeCommandsSoon();
    }

    private void learn() {
        exchange(1);
        for (int i = 0; i < 3; i++) {
            comes(900);
        }
    }

    @Test
    void afterTwoLostAcksTheThirdAckUsesANewContext() {
        ready();
        exchange(1);
        assertThat(comes(900)).isEqualTo(ackCommands(SERVER, 900));
        assertThat(comes(900)).isEqualTo(ackCommands(SERVER, 900));
        try (LogRecorder log = new LogRecorder(Level.WARN)) {
            assertThat(comes(900)).isEqualTo(list(ANEW, ackCommands(SERVER, 900)));
            assertThat(log.messages(EmptyMessages.class))
                    .singleElement()
                    .asString()
                    .contains("empty ones");
            assertThat(modem.firmware().optionsInEmptyMessages()).isTrue();
        }
        assertThat(modem.state()).isEqualTo(new ModemState(ModemState.Phase.READY, ""));
        assertThat(count(Counter.DROPPED_REPLY)).isZero();
    }

    @Test
    void leftOverOptionsAreClearedByANewContextBeforeAnAck() {
        settings.resources = List.of("/1");
        ready();
        learn();
        assertThat(comes(901)).as("nothing is left behind").isEqualTo(ackCommands(SERVER, 901));
        exchange(2);
        assertThat(comes(902)).isEqualTo(list(ANEW, "AT+QCOAPADDRES=2,\"/1\"", ackCommands(SERVER, 902)));
        exchange(3);
        assertThat(count(Counter.REQUESTS_FAILED)).isZero();
    }

    /** A server that asks whether its observer is still there has to be told. */
    @Test
    void leftOverOptionsAreClearedByANewContextBeforeAnRst() {
        ready();
        learn();
        exchange(2);
        events.takes = false;
        assertThat(comes(903)).isEqualTo(list(ANEW, emptyCommands(3, SERVER, 903)));
    }

    @Test
    void occasionallyLostAcksCauseNoNewContext() {
        ready();
        for (int i = 0; i < 10; i++) {
            exchange(i);
            assertThat(comes(900 + i)).isEqualTo(ackCommands(SERVER, 900 + i));
            assertThat(comes(900 + i)).isEqualTo(ackCommands(SERVER, 900 + i));
        }
    }

    /** They were sent with nothing left behind. */
    @Test
    void lostAcksThatCarriedNoOptionsCauseNoNewContext() {
        ready();
        for (int i = 0; i < 5; i++) {
            assertThat(comes(900)).isEqualTo(ackCommands(SERVER, 900));
        }
    }

    @Test
    void lostAcksCauseNoNewContextUnderDtls() {
        settings.psk = new Psk("me", "00112233");
        ready();
        exchange(1);
        for (int i = 0; i < 4; i++) {
            assertThat(comes(900)).isEqualTo(ackCommands(SERVER, 900));
        }
    }

    /** The module repeats it, and knows its answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noNewContextIsMadeForAnAckWhileAConIsInFlight(boolean awaited) {
        module.status = 1;
        ready();
        learn();
        send(request(SERVER, MessageType.CON, 5, awaited, path("a"), new byte[0]));
        takeCommandsSoon();
        assertThat(says(rsp(OTHER, 0, "2.05", 904, payload("02")))).isEqualTo(ackCommands(OTHER, 904));
    }

    @Test
    void aRestartForgetsThatTheModulePutsOptionsIntoAcks() {
        ready();
        learn();
        module.restarts();
        soon();
        exchange(2);
        assertThat(comes(905)).isEqualTo(ackCommands(SERVER, 905));
    }

    @Test
    void aFailedNewContextForAnAckLeadsBackToReady() {
        ready();
        learn();
        exchange(2);
        module.silentOn("AT+QCOAPCREATE=5");
        comes(906);
        assertReadyAfter(COMMAND.plus(Duration.ofSeconds(1)));
        assertThat(module.context).isTrue();
        assertThat(module.takeCommands()).as("it comes again").doesNotContainAnyElementsOf(ackCommands(SERVER, 906));
        assertThat(count(Counter.DROPPED_REPLY)).isOne();
        assertThat(comes(907)).isEqualTo(ackCommands(SERVER, 907));
        assertThat(sendNon(8)).satisfies(sent -> {
            soon();
            assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        });
    }
}

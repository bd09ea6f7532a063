// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.AtLine;
import io.github.bc66coap.monitor.MonitorEvent.CoapMessage;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Sample;
import io.github.bc66coap.monitor.MonitorEvent.State;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.TraceEvent.AtText;
import io.github.bc66coap.simulator.TraceEvent.Changed;
import io.github.bc66coap.simulator.TraceEvent.Direction;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.MessageType;

import static org.assertj.core.api.Assertions.assertThat;

class TranslationTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 5683);
    private static final int GET = 1;
    private static final int CONTENT = 0x45;

    private final List<MonitorEvent> events = new ArrayList<>();
    private final Translation translation = new Translation("device", Instant::now, events::add);

    private String te(String line) {
        return exchange(new AtText(Direction.RECEIVED, line));
    }

    private String module(String line) {
        return exchange(new AtText(Direction.SENT, line));
    }

    private String sent(MessageType type, int code, int messageId, String token) {
        return exchange(message(Direction.SENT, type, code, messageId, token));
    }

    private String received(MessageType type, int code, int messageId, String token) {
        return exchange(message(Direction.RECEIVED, type, code, messageId, token));
    }

    private static TraceEvent message(Direction direction, MessageType type, int code, int messageId, String token) {
        return new TraceEvent.Coap(
                direction,
                PEER,
                new io.github.bc66coap.simulator.coap.CoapMessage(
                        type,
                        code,
                        messageId,
                        HexFormat.of().parseHex(token),
                        List.of(
                                new CoapOption(11, "a".getBytes(StandardCharsets.UTF_8)),
                                new CoapOption(12, new byte[] {50})),
                        new byte[3]));
    }

    private String exchange(TraceEvent event) {
        translation.accept(event);
        return last().origin().exchange();
    }

    private MonitorEvent last() {
        return events.get(events.size() - 1);
    }

    @Test
    void aRequestOfTheModuleIsOneExchange() {
        String head = te("AT+QCOAPHEAD=5,100,2,\"A1B2\"");
        assertThat(head).isNotNull();
        assertThat(module("OK")).isEqualTo(head);
        assertThat(te("AT+QCOAPOPTION=1,11,\"a\"")).isEqualTo(head);
        assertThat(te("AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0")).isEqualTo(head);
        assertThat(sent(MessageType.CON, GET, 100, "a1b2")).isEqualTo(head);
        assertThat(module("OK")).isEqualTo(head);
        assertThat(module("+QCOAPSEND: 0")).isEqualTo(head);
        assertThat(received(MessageType.ACK, CONTENT, 100, "a1b2")).isEqualTo(head);
        assertThat(module("+QCOAPURC: \"rsp\",2,2.05,100,3,\"414243\"")).isEqualTo(head);
        assertThat(te("AT+CSQ")).isNull();
        assertThat(module("+CSQ: 20,0")).isNull();
    }

    @Test
    void aSeparateResponseAndItsAckBelongToTheRequest() {
        String request = sent(MessageType.CON, GET, 100, "a1b2");
        assertThat(received(MessageType.ACK, 0, 100, "")).isEqualTo(request);
        assertThat(received(MessageType.CON, CONTENT, 7, "a1b2")).isEqualTo(request);
        assertThat(module("+QCOAPURC: \"rsp\",127.0.0.1,5683,0,2.05,7")).isEqualTo(request);
        assertThat(te("AT+QCOAPHEAD=3,7")).isEqualTo(request);
        assertThat(sent(MessageType.ACK, 0, 7, "")).isEqualTo(request);
    }

    @Test
    void aRequestToTheModuleIsOneExchange() {
        String request = received(MessageType.CON, GET, 100, "c3");
        assertThat(module("+QCOAPURC: \"req\",127.0.0.1,5683,0,1,100,07,1,\"C3\",11,\"a\""))
                .isEqualTo(request);
        assertThat(te("AT+QCOAPHEAD=5,100,1,\"C3\"")).isEqualTo(request);
        assertThat(te("AT+QCOAPSEND=2,205,\"127.0.0.1\",5683,0")).isEqualTo(request);
        assertThat(sent(MessageType.ACK, CONTENT, 100, "c3")).isEqualTo(request);
    }

    @Test
    void requestsWithTheSameTokenAreAsManyExchanges() {
        String first = received(MessageType.CON, GET, 100, "c3");
        assertThat(sent(MessageType.ACK, CONTENT, 100, "c3")).isEqualTo(first);
        String second = received(MessageType.CON, GET, 101, "c3");
        assertThat(second).isNotEqualTo(first);
        assertThat(received(MessageType.CON, GET, 101, "c3")).isEqualTo(second);
        assertThat(te("AT+QCOAPHEAD=5,101,1,\"C3\"")).isEqualTo(second);
        assertThat(sent(MessageType.ACK, CONTENT, 101, "c3")).isEqualTo(second);
    }

    /** Many clients count from the same number on, and again when they start anew. */
    @Test
    void equalMessageIdsOfTwoClientsAreTwoExchanges() {
        String first = received(MessageType.CON, GET, 1, "c3");
        TraceEvent.Coap again = (TraceEvent.Coap) message(Direction.RECEIVED, MessageType.CON, GET, 1, "c3");
        assertThat(exchange(again)).as("retransmission").isEqualTo(first);
        String second = exchange(
                new TraceEvent.Coap(Direction.RECEIVED, new InetSocketAddress("127.0.0.2", 5683), again.message()));
        assertThat(second).isNotEqualTo(first);
        assertThat(received(MessageType.CON, GET, 1, "d4")).isNotIn(first, second);
    }

    @Test
    void equalMessageIdsOfBothSidesAreTwoExchanges() {
        String ours = sent(MessageType.CON, GET, 100, "a1");
        String theirs = received(MessageType.CON, GET, 100, "b2");
        assertThat(theirs).isNotEqualTo(ours);
        assertThat(received(MessageType.ACK, CONTENT, 100, "a1")).isEqualTo(ours);
        assertThat(sent(MessageType.ACK, CONTENT, 100, "b2")).isEqualTo(theirs);
    }

    @Test
    void aUrcAmidASendBelongsToItsOwnExchange() {
        String request = received(MessageType.CON, GET, 8, "c3");
        String send = te("AT+QCOAPHEAD=5,100,2,\"A1B2\"");
        assertThat(module("+QCOAPURC: \"req\",127.0.0.1,5683,0,1,8,01,1,\"C3\""))
                .isEqualTo(request);
        assertThat(module("OK")).isEqualTo(send);
    }

    @Test
    void aMessageEventHasPeerTypeCodeTokenAndOptions() {
        sent(MessageType.CON, GET, 100, "a1b2");
        assertThat(last()).isInstanceOfSatisfying(CoapMessage.class, message -> {
            assertThat(message.direction()).isEqualTo(MonitorEvent.Direction.OUT);
            assertThat(message.peer()).isEqualTo("127.0.0.1:5683");
            assertThat(message.type()).isEqualTo("CON");
            assertThat(message.code()).isEqualTo("GET");
            assertThat(message.token()).isEqualTo("a1b2");
            assertThat(message.path()).isEqualTo("/a");
            assertThat(message.contentFormat()).isEqualTo(50);
            assertThat(message.payloadLength()).isEqualTo(3);
            assertThat(message.options()).hasSize(2);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "RECEIVED | AT+QCOAPSEND=0,2,\"192.0.2.1\",5683,2,\"0102\" | AT+QCOAPSEND=0,2,\"192.0.2.1\",5683,2,<2 bytes>",
                "RECEIVED | AT+QCOAPSEND=0,1,\"192.0.2.1\",5683,0 | AT+QCOAPSEND=0,1,\"192.0.2.1\",5683,0",
                "RECEIVED | AT+QCOAPOPTION=2,11,\"rd\",15,\"ep=86370303\" | AT+QCOAPOPTION=2,11,\"rd\",15,<11 bytes>",
                "RECEIVED | AT+QCOAPOPTION=2,11,\"x,15,\",15,\"said\" | AT+QCOAPOPTION=2,11,\"x,15,\",15,<4 bytes>",
                "RECEIVED | AT+QCOAPOPTION=1,15,\"said | AT+QCOAPOPTION=<10 bytes>",
                "RECEIVED | AT+QCOAPOPTION=1,15,said | AT+QCOAPOPTION=<9 bytes>",
                "RECEIVED | AT+QCOAPOPTION=? | AT+QCOAPOPTION=?",
                "RECEIVED | at+qcoapsend=0,2,\"192.0.2.1\",5683,\"73616964\" | at+qcoapsend=<31 bytes>",
                "RECEIVED | AT+QCOAPSEND=said,2,\"192.0.2.1\",5683,2,\"0102\" | AT+QCOAPSEND=<32 bytes>",
                "RECEIVED | AT;+QCOAPSEND=0,2,192.0.2.1,5683,2,said | <39 bytes>",
                "RECEIVED | said\\x1A | <8 bytes>",
                "RECEIVED | (5 bytes of data) | (5 bytes of data)",
                "RECEIVED | AT+CGATT? | AT+CGATT?",
                "RECEIVED | AT+QCOAPHEAD=5,100,2,\"A1B2\" | AT+QCOAPHEAD=5,100,2,\"A1B2\"",
                "SENT | +QCOAPURC: \"rsp\",2,2.05,100,3,\"414243\" | +QCOAPURC: \"rsp\",2,2.05,100<11 bytes>",
                "SENT | +QCOAPURC: \"req\",192.0.2.1,5683,0,1,8,01,1,\"C3\" | +QCOAPURC: \"req\",192.0.2.1,5683,0,1,8<10 bytes>",
                "SENT | +QCOAPURC: \"req\",192.0.2.1,5683,0,1,8 | +QCOAPURC: \"req\",192.0.2.1,5683,0,1,8",
                "SENT | +QCOAPURC: \"recovered\",1 | +QCOAPURC: \"recovered\",1",
                "SENT | +QCOAPURC: what a peer says | +QCOAPURC: <16 bytes>",
                "SENT | noise+QCOAPURC: what a peer says | <32 bytes>",
                "SENT | OK | OK",
            })
    void theRedactedLineHidesContentOfMessages(Direction direction, String line, String redacted) {
        translation.accept(new AtText(direction, line));
        assertThat(((AtLine) last()).text()).isEqualTo(line);
        assertThat(((AtLine) last()).redacted()).isEqualTo(redacted);
    }

    @Test
    void phasesFollowTheStatesOfTheModule() {
        translation.accept(new TraceEvent.ContextMade(PEER, true));
        translation.accept(new Changed(Changed.State.ASLEEP));
        translation.accept(new Changed(Changed.State.LINE_LOST));
        translation.accept(new Changed(Changed.State.LINE_BACK));
        translation.accept(new Changed(Changed.State.AWAKE));
        translation.accept(new Changed(Changed.State.DETACHED));
        translation.accept(new Changed(Changed.State.ATTACHED));
        translation.accept(new Changed(Changed.State.RESTARTED));
        translation.accept(new Changed(Changed.State.CONTEXT_LOST));
        translation.accept(new Changed(Changed.State.CONTEXT_LOST));
        assertThat(events.stream().filter(State.class::isInstance).map(event -> ((State) event).phase()))
                .containsExactly(
                        "NO CONTEXT",
                        "READY",
                        "ASLEEP",
                        "LINE LOST",
                        "ASLEEP",
                        "READY",
                        "DETACHED",
                        "READY",
                        "NO CONTEXT");
        assertThat(events.stream().filter(Note.class::isInstance).map(event -> ((Note) event).text()))
                .containsExactly("restarted");
    }

    @Test
    void aSampleCountsSinceTheLastSample() {
        sent(MessageType.CON, GET, 100, "a1b2");
        received(MessageType.ACK, CONTENT, 100, "a1b2");
        module("+CSQ: 20,0");
        translation.sample(2);
        assertThat(last()).isInstanceOfSatisfying(Sample.class, sample -> {
            assertThat(sample.rate()).isEqualTo(1);
            assertThat(sample.latency()).isNotNegative();
            assertThat(sample.signal()).isEqualTo(-73);
            assertThat(sample.queue()).isNull();
        });
        module("+CSQ: 99,99");
        translation.sample(2);
        assertThat(last()).isInstanceOfSatisfying(Sample.class, sample -> {
            assertThat(sample.rate()).isZero();
            assertThat(sample.latency()).isNull();
            assertThat(sample.signal()).isNull();
        });
    }
}

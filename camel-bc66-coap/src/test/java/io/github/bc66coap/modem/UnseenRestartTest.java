/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A module has restarted, and its boot log has gone unread: noise, another baud rate, or the middle of a payload. */
class UnseenRestartTest extends ModemFixture {
    @BeforeEach
    void prepare() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
    }

    private void assertMadeAnew() {
        assertThat(count(Counter.RESTARTS)).isEqualTo(1);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.context).isTrue();
        assertThat(module.showAddress).isTrue();
    }

    /** The ERROR of a module that has no context. */
    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPHEAD", "AT+QCOAPSEND"})
    void isFoundOutByARefusal(String command) {
        module.forget();
        module.refuse(command);
        Pending<SendOutcome> refused = send(get(8));
        soon();
        assertThat(refused.get()).isInstanceOf(SendOutcome.Refused.class);
        loop.advance(Duration.ofSeconds(2));
        assertMadeAnew();
        Pending<SendOutcome> next = sent(9);
        module.says(piggybacked(9, "07"));
        assertAnswered(next, "07");
    }

    @Test
    void aRefusalOfAModuleThatHasItsSettingsIsJustThat() {
        module.refuse("AT+QCOAPSEND");
        Pending<SendOutcome> refused = send(get(8));
        soon();
        assertThat(refused.get()).isInstanceOf(SendOutcome.Refused.class);
        assertThat(module.takeCommands()).containsExactly(head(8), sendGet(SERVER), "AT+QCOAPCFG?");
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    /** A module without its settings doesn't show who sent what. */
    @ParameterizedTest
    @ValueSource(strings = {"\"rsp\",1,2.05,77,1,\"07\"", "\"req\",1,0.01,77,80"})
    void isFoundOutByAMessageWithoutItsSender(String message) {
        module.forget();
        module.says("+QCOAPURC: " + message);
        loop.advance(Duration.ofSeconds(2));
        assertThat(count(Counter.DROPPED_NO_PEER)).isEqualTo(1);
        assertMadeAnew();
    }

    @Test
    void isFoundOutInSilence() {
        module.forget();
        loop.advance(Duration.ofSeconds(65));
        assertMadeAnew();
    }

    /** The rest of a payload that doesn't come is taken from the boot log. */
    @Test
    void isFoundOutThoughItsLogFilledAPayload() {
        module.emits("\r\n+QCOAPURC: \"rsp\",192.0.2.1,5683,1,2.05,77,0,500,some te");
        module.restarts();
        soon();
        assertThat(count(Counter.RESTARTS)).isZero();
        loop.advance(Duration.ofSeconds(65));
        assertMadeAnew();
    }

    @Test
    void aSilentModuleThatHasItsSettingsIsLeftAlone() {
        loop.advance(Duration.ofSeconds(65));
        assertThat(module.takeCommands()).isEqualTo(List.of("AT", "AT+QCOAPCFG?"));
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    /** That it can't say says nothing. */
    @Test
    void aModuleThatWontShowItsSettingsIsLeftAlone() {
        module.refuse("AT+QCOAPCFG?");
        loop.advance(Duration.ofSeconds(65));
        assertThat(count(Counter.RESTARTS)).isZero();
        assertThat(modem.state().isReady()).isTrue();
    }

    /** One look answers all doubts. */
    @Test
    void manyDoubtsAreOneQuestion() {
        module.says(
                "+QCOAPURC: \"rsp\",1,2.05,77,1,\"07\"",
                "+QCOAPURC: \"rsp\",1,2.05,78,1,\"07\"",
                "+QCOAPURC: \"rsp\",1,2.05,79,1,\"07\"");
        soon();
        assertThat(module.takeCommands()).containsExactly("AT+QCOAPCFG?");
    }
}

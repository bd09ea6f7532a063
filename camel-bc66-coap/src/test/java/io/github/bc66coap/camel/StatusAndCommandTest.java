// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is asked of the module itself. */
class StatusAndCommandTest extends RouteFixture {
    /** Endpoints are made as tests go. */
    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setDynamicOptions("operation,command,allowCommandHeader");
    }

    private Exchange command(String line) {
        return send("operation=AT&allowCommandHeader=true", null, Map.of(Bc66CoapConstants.COMMAND, line));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyStatusIsInBodyAndHeader(int status) {
        module().onCommand(line -> line.equals("AT+QCOAPDATASTATUS?")
                ? Optional.of("\r\n+QCOAPDATASTATUS: " + status + "\r\n\r\nOK\r\n")
                : Optional.empty());
        Exchange answer = send("operation=STATUS", "before");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo(status);
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.DATA_STATUS)).isEqualTo(status);
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.DEVICE)).isEqualTo(module().device());
    }

    @Test
    void theStatusOfARealRequestIsSuccess() {
        peer.answering(request ->
                peer.piggyback(request, org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT, new byte[0]));
        assertThat(send("", null).getException()).isNull();
        assertThat(send("operation=STATUS", null).getMessage().getBody()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 9})
    void aStatusUnknownToTheNoteFails(int status) {
        module().onCommand(line -> line.equals("AT+QCOAPDATASTATUS?")
                ? Optional.of("\r\n+QCOAPDATASTATUS: " + status + "\r\n\r\nOK\r\n")
                : Optional.empty());
        assertThat(send("operation=STATUS", null).getException()).isNotNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it is shown the lines as the module prints them")
    void aCommandYieldsItsLines() {
        List<String> lines =
                send("operation=AT&command=RAW(AT+CGSN=1)", null).getMessage().getBody(List.class);
        assertThat(lines).hasSize(1).allMatch(line -> line.startsWith("+CGSN: "));
    }

    @Test
    void aRefusedCommandIsNamedInTheFailure() {
        assertThat(command("AT+NOSUCH?").getException())
                .isInstanceOf(AtErrorException.class)
                .hasMessageContaining("AT+NOSUCH?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+QCOAPDEL",
                "at+qcoapsend=?",
                "AT+CGATT?;+QCOAPDEL",
                "AT+CSQ\rAT+QCOAPDEL",
                "AT+CSQ\nAT",
                "AT+CSQ;+CGMI",
                "AT+CMGS=\"1\"",
                "AT+QISEND=0,1",
                "AT+CGDATA=\"PPP\",1",
                "AT+IPR=9600",
                "ATD*99#",
                "ATO",
                "ATE1",
                "ATZ",
                "AT&F",
                "+++",
                "CSQ",
                ""
            })
    void unsafeCommandHeadersAreRefused(String line) {
        module().clearCommands();
        assertThat(command(line).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header " + Bc66CoapConstants.COMMAND);
        assertThat(module().commands()).doesNotContain(line);
    }

    @Test
    void aCommandHeaderIsIgnoredByDefault() {
        module().clearCommands();
        Exchange answer = send("operation=AT&command=RAW(AT+CSQ)", null, Map.of(Bc66CoapConstants.COMMAND, "AT+CGMR"));
        assertThat(answer.getException()).isNull();
        assertThat(module().commands()).contains("AT+CSQ").doesNotContain("AT+CGMR");
    }

    @Test
    void aCommandOfTheEndpointIsCheckedAtTheStart() {
        assertThatThrownBy(() -> send("operation=AT&command=RAW(AT+QCOAPDEL)", null))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("option command");
    }
}

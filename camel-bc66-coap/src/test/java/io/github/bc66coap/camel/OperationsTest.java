// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code operation=AT} and {@code operation=STATUS}. */
class OperationsTest extends RouteTestSupport {
    private static final String COMMAND = "CamelBc66CoapCommand";

    @Test
    void theBodyOfACommandIsItsListOfLines() throws Exception {
        sender(sandbox.uri("operation=AT", "command=ATI"));

        Exchange answer = send("ignored");

        assertThat(successful(answer).getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3)
                .element(2)
                .asString()
                .startsWith("Revision: ");
        assertThat(header(answer, "CamelBc66CoapDevice")).isEqualTo(module().device());
        assertThat(sandbox.lines()).containsExactly("ATI");
    }

    @Test
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it is shown the lines as the module prints them")
    void aCommandMayHaveArguments() throws Exception {
        sender(sandbox.uri("operation=AT", "command=RAW(AT+QENG=0)"));

        assertThat(successful(send(null)).getMessage().getBody())
                .isEqualTo(List.of("+QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3"));
    }

    @Test
    void aCommandWithoutLinesYieldsAnEmptyList() throws Exception {
        sender(sandbox.uri("operation=AT", "command=AT"));

        assertThat(successful(send("x")).getMessage().getBody()).isEqualTo(List.of());
    }

    @Test
    void aCommandHeaderIsIgnoredByDefault() throws Exception {
        sender(sandbox.uri("operation=AT", "command=ATI"));

        successful(send(null, Map.of(COMMAND, "AT+CSQ")));

        assertThat(sandbox.lines()).containsExactly("ATI");
    }

    @Test
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it is shown the lines as the module prints them")
    void aCommandHeaderIsReadWhereAllowed() throws Exception {
        sender(sandbox.uri("operation=AT", "command=ATI", "allowCommandHeader=true"));

        assertThat(successful(send(null, Map.of(COMMAND, "AT+CSQ")))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of("+CSQ: 20,0"));
        successful(send(null));
        assertThat(sandbox.lines()).containsExactly("AT+CSQ", "ATI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+QCOAPDEL",
                "at+qcoapdel",
                "AT+CSQ;+CGSN",
                "AT+CSQ\rAT+CGSN",
                "AT+CMGS=1",
                "CSQ",
                "",
                "AT+X=\""
            })
    void anUnsafeCommandHeaderIsRefused(String command) throws Exception {
        sender(sandbox.uri("operation=AT", "allowCommandHeader=true"));

        assertThat(send(null, Map.of(COMMAND, command)).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(COMMAND);
        assertThat(sandbox.lines()).isEmpty();
    }

    @Test
    void aMissingCommandIsRefused() throws Exception {
        sender(sandbox.uri("operation=AT", "allowCommandHeader=true"));

        assertThat(send("AT+CSQ").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("command");
    }

    @Test
    @NotUnder(
            value = {Quirk.CME_ERROR, Quirk.CMEE_ERROR, Quirk.CME_ERROR_TEXT},
            because = "it is shown the error as the module prints it")
    void aRefusedCommandFailsWithItsErrorCode() throws Exception {
        sender(sandbox.uri("operation=AT", "command=RAW(AT+NOSUCH?)"));

        assertThat(send(null).getException()).isInstanceOfSatisfying(AtErrorException.class, e -> {
            assertThat(e.getCommand()).isEqualTo("AT+NOSUCH?");
            assertThat(e.getCode()).isEqualTo("ERROR");
        });
    }

    @Test
    void anUnansweredCommandFailsWithAnAtTimeout() throws Exception {
        sender(sandbox.uri("operation=AT", "command=RAW(AT+CSQ)"));
        sandbox.answer("AT+CSQ", "");

        assertThat(send(null).getException())
                .isInstanceOfSatisfying(AtTimeoutException.class, e -> assertThat(e.getCommand())
                        .isEqualTo("AT+CSQ"));
    }

    @Test
    void aLineLostDuringACommandLeavesTheOutcomeUnknown() throws Exception {
        // a pseudo-terminal that is closed may be another test's at once
        sandbox.describe(module -> module.tcp(0));
        sender(sandbox.uri("operation=AT", "command=RAW(AT+CSQ)"));
        module().onCommand(line -> {
            module().hangUp();
            return Optional.of("");
        });

        assertThat(send(null).getException()).isInstanceOf(CoapOutcomeUnknownException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void theDataStatusIsInBodyAndHeader(int status) throws Exception {
        sender(sandbox.uri("operation=STATUS"));
        sandbox.answer("AT+QCOAPDATASTATUS?", "\r\n+QCOAPDATASTATUS: " + status + "\r\n\r\nOK\r\n");

        Exchange answer = send("x");

        assertThat(header(answer, "CamelBc66CoapDataStatus")).isEqualTo(status);
        assertThat(successful(answer).getMessage().getBody()).isEqualTo(status);
        assertThat(sandbox.lines()).containsExactly("AT+QCOAPDATASTATUS?");
    }
}

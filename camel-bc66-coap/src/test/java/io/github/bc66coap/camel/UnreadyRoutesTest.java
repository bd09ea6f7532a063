// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes ask a module that answers {@code AT} but has no network. */
class UnreadyRoutesTest extends RouteTestSupport {
    private static final String UNREADY = "direct:unready";
    private static final String USUAL = "direct:usual";

    @BeforeEach
    void detach() {
        sandbox.describe(module -> module.attached(false));
    }

    /** The network doesn't come while a test waits for a command's deadline. */
    private void routes(String sendTimeout) throws Exception {
        String command =
                sandbox.uri("operation=AT", "command=AT+CSQ", "reconnectDelay=10ms", "sendTimeout=" + sendTimeout);
        routes(r -> {
            r.from(UNREADY).to(command + "&whenReady=false");
            r.from(USUAL).to(command);
        });
        await().until(() -> sandbox.lines().contains("AT+CGATT?"));
    }

    private Exchange ask(String route, Map<String, Object> headers) {
        return template.request(route, exchange -> exchange.getMessage().setHeaders(headers));
    }

    @Test
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it quotes what the module prints")
    void aCommandReachesAModuleWithoutANetwork() throws Exception {
        routes("60s");
        assertThat(successful(ask(UNREADY, Map.of())).getMessage().getBody()).isEqualTo(List.of("+CSQ: 20,0"));
        assertThat(module().contextExists()).isFalse();
    }

    @Test
    void otherCommandsWaitUntilTheModuleIsReady() throws Exception {
        routes("60s");
        CompletableFuture<Exchange> usual = template.asyncSend(USUAL, exchange -> {});
        successful(ask(UNREADY, Map.of()));
        assertThat(usual).isNotDone();
        module().attach(true);
        successful(usual.get(30, TimeUnit.SECONDS));
        assertThat(module().contextExists()).isTrue();
    }

    /** Headers may be a peer's; none says when a command goes out. */
    @Test
    void noHeaderSetsWhenReady() throws Exception {
        routes("500ms");
        Exchange usual = ask(USUAL, Map.of("CamelBc66CoapWhenReady", false, "whenReady", "false"));
        assertThat(usual.getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining("ATTACHING");
        assertThat(sandbox.lines()).doesNotContain("AT+CSQ");
    }

    @Test
    void aLineLostDuringACommandLeavesTheOutcomeUnknown() throws Exception {
        // a pseudo-terminal that is closed may be another test's at once
        sandbox.describe(module -> module.tcp(0));
        routes("60s");
        module().onCommand(line -> {
            if (line.equals("AT+CSQ")) {
                module().hangUp();
                return Optional.of("");
            }
            return Optional.empty();
        });
        assertThat(ask(UNREADY, Map.of()).getException()).isInstanceOf(CoapOutcomeUnknownException.class);
        assertThat(sandbox.lines("AT+CSQ")).hasSize(1);
    }

    /** A restart is what a new access point needs; the module may not attach without. */
    @Test
    void aCommandMayRestartAModuleWithoutANetwork() throws Exception {
        String device = sandbox.uri("reconnectDelay=10ms", "initCommands=RAW(AT+QCGDEFCONT=\"IP\",\"iot.example\")");
        routes(r -> r.from(UNREADY).to(device + "&operation=AT&command=AT%2BQRST=1&whenReady=false"));
        await().until(() -> sandbox.lines().contains("AT+CGATT?"));
        module().clearCommands();
        successful(ask(UNREADY, Map.of()));
        await().until(() -> sandbox.lines().contains("AT+CGATT?"));
        module().attach(true);
        sandbox.awaitReady(0);
    }
}

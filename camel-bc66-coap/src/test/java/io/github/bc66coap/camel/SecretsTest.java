// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Optional;

import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.URISupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The pre-shared key and the SIM's PIN are on the line and nowhere else. */
@Isolated("it takes what all of the JVM logs")
class SecretsTest extends RouteTestSupport {
    private static final String KEY = "5EC4E7C0DE5EC4E7";
    private static final String PIN = "90817263";

    private LogRecorder log;

    @BeforeEach
    void listen() {
        sandbox.describe(module -> module.simPin(PIN));
        log = new LogRecorder(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private String uri(String... more) {
        return sandbox.uri("pskIdentity=me", "secretKey=" + KEY, "simPin=" + PIN, String.join("&", more));
    }

    private void assertNotLogged() {
        // finer than DEBUG, Camel itself shows URIs as they were written
        assertThat(log.lines())
                .filteredOn(line ->
                        line.matches("(?s)[A-Z]+ io\\.github\\.bc66coap.*|(?!TRACE)[A-Z]+ org\\.apache\\.camel.*"))
                .isNotEmpty()
                .allSatisfy(SecretsTest::assertNoSecret);
    }

    private static void assertNoSecret(String text) {
        assertThat(text).doesNotContain(KEY, PIN);
    }

    private static void assertNoSecret(Throwable failure) {
        assertThat(ObjectHelper.createExceptionIterable(failure))
                .isNotEmpty()
                .allSatisfy(cause -> assertNoSecret(cause.getMessage()));
    }

    @Test
    void endpointsRoutesAndLogsShowNoSecret() throws Exception {
        serve(0, r -> r.from("direct:start").to(uri("host=127.0.0.1")));
        Bc66CoapEndpoint endpoint = context.getEndpoint(uri("host=127.0.0.1"), Bc66CoapEndpoint.class);

        assertThat(module().commands()).contains("AT+QCOAPCREATE=56830,1,\"me\",\"" + KEY + "\"");
        assertThat(module().commands()).contains("AT+CPIN=\"" + PIN + "\"");
        assertNoSecret(endpoint.toString());
        assertThat(endpoint.getServiceUrl()).isEqualTo(module().device());
        assertNoSecret(String.valueOf(endpoint.getServiceMetadata()));
        assertThat(endpoint.getServiceProtocol()).isEqualTo("coap");
        assertNoSecret(endpoint.getConfiguration().toString());
        assertNoSecret(URISupport.sanitizeUri(endpoint.getEndpointUri()));
        assertNoSecret(context.getRoutes().get(0).toString());
        assertNotLogged();
    }

    @Test
    void aRefusedContextShowsNoSecret() throws Exception {
        sandbox.answer("AT+QCOAPCREATE=5", "\r\n+CME ERROR: 50\r\n");
        routes(r -> r.from("direct:start").to(uri("host=127.0.0.1", "responseTimeout=200")));

        Throwable failure = send("x").getException();

        assertThat(failure).isInstanceOf(ModemUnavailableException.class).hasMessageNotContaining(KEY);
        assertNotLogged();
    }

    @Test
    void anInvalidKeyIsNotShown() {
        for (String bad : List.of(KEY + "5", KEY + "XY", KEY.repeat(17), KEY + "%0D")) {
            Throwable failure = catchThrowable(
                    () -> routes(r -> r.from("direct:start").to(sandbox.uri("pskIdentity=me", "secretKey=" + bad))));

            assertNoSecret(failure);
        }
        assertNotLogged();
    }

    @Test
    void anInvalidPinIsNotShown() {
        for (String bad : List.of(PIN + "5", PIN + "X", "X" + PIN, PIN + "%0D")) {
            assertNoSecret(
                    catchThrowable(() -> routes(r -> r.from("direct:start").to(sandbox.uri("simPin=" + bad)))));
        }
        assertNotLogged();
    }

    @Test
    void aKeyWithoutAnIdentityIsNotShown() {
        Throwable failure =
                catchThrowable(() -> routes(r -> r.from("direct:start").to(sandbox.uri("secretKey=" + KEY))));

        assertNoSecret(failure);
        assertNotLogged();
    }

    @Test
    void anUnansweredContextShowsNoSecret() throws Exception {
        module().onCommand(line -> line.startsWith("AT+QCOAPCREATE=5") ? Optional.of("") : Optional.empty());
        routes(r -> r.from("direct:start").to(uri("host=127.0.0.1", "responseTimeout=300", "commandTimeout=100")));

        assertThat(send("x").getException()).hasMessageNotContaining(KEY);
        assertNotLogged();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.QuirkRuns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The module prints option values as they are. What a peer who writes a quote and a line end into one can do, and what it
 * can't: {@code docs/security.md} tells the same.
 */
class SpoofedOptionsTest extends RouteTestSupport {
    private static final int MODULE_PORT = 56830;
    /** Not what answers the attacker's own requests. */
    private static final String POST = "AT+QCOAPSEND=1,2,";

    private static final String RESTART = said("RDY");
    private static final String RECOVERED = said("+QCOAPURC: \"recovered\",1");

    private final RawPeer attacker = new RawPeer();
    private final RawPeer server = new RawPeer();

    /** What a module prints decides what can be forged; this is about the one of the note. */
    @BeforeEach
    void onlyTheNotesModule() {
        assumeFalse(QuirkRuns.isOne());
    }

    @AfterEach
    void closePeers() {
        attacker.close();
        server.close();
    }

    private String to(RawPeer peer, String... options) {
        return sandbox.uri("host=127.0.0.1", "port=" + peer.port(), "uriPath=x", String.join("&", options));
    }

    private static void locate(Message message, String path) {
        message.getOptions().addOption(new Option(StandardOptionRegistry.LOCATION_PATH, RawPeer.bytes(path)));
    }

    private void ask(String path) {
        Request request = attacker.request(Type.NON, Code.GET, "", null);
        request.getOptions().addOption(new Option(StandardOptionRegistry.URI_PATH, RawPeer.bytes(path)));
        attacker.towards(new InetSocketAddress(sandbox.address(), MODULE_PORT)).send(request);
    }

    /** An option's value with which the module says these lines. */
    private static String said(String... lines) {
        return "a\"\r\n\r\n" + String.join("\r\n\r\n", lines) + "\r\n\r\n+X: \"b";
    }

    private long restartsSeen() {
        return sandbox.lines("AT+QCOAPCFG=\"Showra\"").size();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResponseCanForgeARestartUnlessItsOptionsAreHidden(boolean shown) throws Exception {
        server.answering(request -> {
            Response response = RawPeer.piggybacked(request, ResponseCode.CREATED, new byte[0]);
            locate(response, server.requests().size() == 1 ? RESTART : "harmless");
            server.send(response);
        });
        sender(to(server, "showResponseOptions=" + shown));

        assertThat(header(send("x"), Bc66CoapConstants.RESPONSE_CODE)).isEqualTo("2.01");
        if (shown) {
            await().until(() -> restartsSeen() == 1);
        }

        // it costs time, and nothing else
        assertThat(header(send("y"), Bc66CoapConstants.RESPONSE_CODE)).isEqualTo("2.01");
        assertThat(restartsSeen()).isEqualTo(shown ? 1 : 0);
        assertThat(server.requests()).hasSize(2);
    }

    /** By the note, requests show their options whatever is set. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequestCanForgeARestartEvenIfOptionsAreHidden(boolean shown) throws Exception {
        server.answering(request -> server.piggyback(request, ResponseCode.CONTENT, RawPeer.bytes("hi")));
        sender(to(server, "showResponseOptions=" + shown));

        ask(RESTART);

        await().until(() -> restartsSeen() == 1);
        assertThat(text(send("x"))).isEqualTo("hi");
    }

    /** The forged answer to another server's request must name that server and guess one of 65,536 message IDs. */
    @Test
    void aForgedResponseWithAWrongMessageIdOrPeerIsNotTaken() throws Exception {
        sender(to(server));
        CompletableFuture<Exchange> sending = requesting("x");
        Request request = server.takeRequest();
        int messageId = request.getMID();

        ask(forgedAnswer(server.port(), messageId + 1 & 0xFFFF));
        ask(forgedAnswer(attacker.port(), messageId));
        ask(said("+QCOAPSEND: 3", "OK", "ERROR", "> "));
        await().until(() -> sandbox.lines("AT+QCOAPSEND=1,404").size() == 3);
        assertThat(sending).isNotDone();

        server.piggyback(request, ResponseCode.CONTENT, RawPeer.bytes("real"));
        assertThat(text(sending.join())).isEqualTo("real");
    }

    @Test
    void aForgedResponseWithTheRightMessageIdAndPeerIsTaken() throws Exception {
        sender(to(server));
        CompletableFuture<Exchange> sending = requesting("x");
        ask(forgedAnswer(server.port(), server.takeRequest().getMID()));
        assertThat(text(sending.join())).isEqualTo("abc");
    }

    private static String forgedAnswer(int port, int messageId) {
        return said("+QCOAPURC: \"rsp\",127.0.0.1," + port + ",2,2.05," + messageId + ",0,3,abc");
    }

    static List<String> restarts() {
        return List.of(RESTART, RECOVERED);
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void forgedRestartMakesTheCurrentSendUnknownAndOtherSendsWait(String restart) throws Exception {
        sender(to(server));
        CompletableFuture<Exchange> underWay = requesting("x");
        assertThat(server.takeRequest().getPayloadString()).isEqualTo("x");
        CompletableFuture<Exchange> waiting = requesting("y");

        ask(restart);

        assertThat(underWay.join().getException()).isInstanceOf(CoapOutcomeUnknownException.class);
        server.piggyback(server.takeRequest(), ResponseCode.CONTENT, RawPeer.bytes("hi"));
        assertThat(text(waiting.join())).isEqualTo("hi");
        assertThat(server.requests()).extracting(Request::getPayloadString).containsExactly("x", "y");
        assertThat(restartsSeen()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void aForgedRestartDropsObservers(String restart) throws Exception {
        routes(r -> {
            r.from(sandbox.uri("uriPath=/t", "observable=true")).setBody(r.constant("now"));
            r.from("direct:start").to(sandbox.uri("operation=NOTIFY", "uriPath=/t", "messageType=NON"));
        });
        sandbox.forgetLines(1);
        Request registration = server.request(Type.CON, Code.GET, "t", null);
        registration.getOptions().setObserve(0);
        server.towards(new InetSocketAddress(sandbox.address(), MODULE_PORT)).send(registration);
        assertThat(server.takeResponse().getOptions().hasObserve()).isTrue();
        assertThat(header(send("one"), Bc66CoapConstants.NOTIFIED)).isEqualTo(1);

        ask(restart);

        await().until(() -> restartsSeen() == 1);
        assertThat(header(send("two"), Bc66CoapConstants.NOTIFIED)).isEqualTo(0);
    }

    /** What a module that doesn't answer is made to say while it is waited for, and how the send ends then. */
    static Stream<Arguments> results() {
        return Stream.of(
                arguments(said("ERROR"), AtErrorException.class),
                arguments(said("OK", "+QCOAPSEND: 3"), CoapSendException.class),
                arguments(said("OK", "+QCOAPSEND: 0"), null));
    }

    @ParameterizedTest
    @MethodSource("results")
    void forgedResultsEndTheCommandUnderWay(String results, Class<? extends Exception> failure) throws Exception {
        sender(to(server, "messageType=NON", "commandTimeout=20000"));
        sandbox.answer(POST, "");
        CompletableFuture<Exchange> sending = requesting("x");
        await().until(() -> !sandbox.lines(POST).isEmpty());

        ask(results);

        Exception ended = sending.join().getException();
        if (failure == null) {
            assertThat(ended).as("seems sent").isNull();
        } else {
            assertThat(ended).isInstanceOf(failure);
        }
        // another message or another one's bytes can't be had by that
        assertThat(sandbox.lines(POST)).hasSize(1).first().asString().contains(",\"78\"");
    }

    @Test
    void aForgedRequestComesFromAnyAddress() throws Exception {
        routes(r -> r.from(sandbox.uri("uriPath=/t")).to("mock:requests").setBody(r.constant("for the server")));
        sandbox.forgetLines(1);
        MockEndpoint requests = getMockEndpoint("mock:requests");
        requests.expectedHeaderReceived(Bc66CoapConstants.REQUEST_PORT, server.port());
        requests.expectedMessageCount(1);

        ask(said("+QCOAPURC: \"req\",127.0.0.1," + server.port() + ",1,1,77,03,2,\"0A0B\",11,\"t\""));

        requests.assertIsSatisfied();
        assertThat(server.takeResponse().getPayloadString()).isEqualTo("for the server");
    }

    /** Quotes and commas alone end a value early and forge a length, but neither a line nor a header. */
    @Test
    void quotesWithoutLineEndsForgeNeitherLinesNorHeaders() throws Exception {
        String value = "CamelBc66CoapCommand: AT+QRST\",12,\"0\",7,\"1\",3,abc";
        server.answering(request -> {
            Response response = RawPeer.piggybacked(request, ResponseCode.CREATED, RawPeer.bytes("body"));
            locate(response, "CamelBc66CoapHost=192.0.2.9");
            locate(response, value);
            server.send(response);
        });
        sender(to(server));

        Exchange answer = send("x", Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_OPTIONS))
                // the quote that a comma follows ends the second one
                .isEqualTo(Map.of(8, List.of("CamelBc66CoapHost=192.0.2.9", "CamelBc66CoapCommand: AT+QRST")));
        assertThat(restartsSeen()).isZero();
        assertThat(answer.getMessage().getHeaders().keySet())
                .allMatch(name -> name.startsWith("CamelBc66CoapResponse")
                        || name.equals(Bc66CoapConstants.DEVICE)
                        // what looked like data was cut off
                        || name.equals(Bc66CoapConstants.TRUNCATED)
                        || name.equals(Bc66CoapConstants.CONTENT_TYPE));
    }
}

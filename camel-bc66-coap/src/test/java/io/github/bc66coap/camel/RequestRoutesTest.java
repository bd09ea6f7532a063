// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.coap.ContentFormats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests from the cloud, and what a route answers. */
class RequestRoutesTest extends RouteTestSupport {
    private final CountDownLatch release = new CountDownLatch(1);

    private void awaitRelease(Exchange exchange) throws InterruptedException {
        assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET,2.05", "POST,2.04", "PUT,2.04", "DELETE,2.02"})
    void theDefaultCodeFollowsFromTheMethod(String method, String code) throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("reply")));

        Response response = ask(new Request(Code.valueOf(method)), "/a");

        assertThat(response.getCode().text).isEqualTo(code);
        assertThat(response.getType()).isEqualTo(Type.ACK);
        assertThat(response.getPayloadString()).isEqualTo("reply");
    }

    @ParameterizedTest
    @CsvSource({"2.01,2.01", "201,2.01", "4.15,4.15", "503,5.03"})
    void aRouteSetsTheResponseCode(String given, String code) throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setHeader("CamelBc66CoapReplyCode", r.constant(given)));

        assertThat(get("/a").getCode().text).isEqualTo(code);
    }

    @Test
    void aRouteSetsTheResponseCodeAsANumber() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .process(e -> e.getMessage().setHeader("CamelBc66CoapReplyCode", 404)));

        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
    }

    @Test
    void aRouteSetsTheOptionsOfItsReply() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).process(e -> {
            e.getMessage().setHeader("CamelBc66CoapReplyContentFormat", "application/json");
            e.getMessage().setHeader("CamelBc66CoapReplyObserve", 12);
            e.getMessage()
                    .setHeader("CamelBc66CoapReplyOptions", Map.of(14, 5, 8, List.of("x", "y"), 4, new byte[] {7}));
            e.getMessage().setBody("{}");
        }));

        Response response = get("/a");

        assertThat(response.getOptions().getContentFormat()).isEqualTo(50);
        assertThat(response.getOptions().getObserve()).isEqualTo(12);
        assertThat(response.getOptions().getMaxAge()).isEqualTo(5);
        assertThat(response.getOptions().getLocationPath()).containsExactly("x", "y");
        assertThat(response.getOptions().getETags()).containsExactly(new byte[] {7});
    }

    @Test
    void aContentTypeSetByTheRouteBecomesTheContentFormat() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .setHeader(Exchange.CONTENT_TYPE, r.constant("application/xml"))
                .setBody(r.constant("<a/>")));

        assertThat(get("/a").getOptions().getContentFormat()).isEqualTo(41);
    }

    /** The media type that a route gives its reply may be that of the request, down to the very constant. */
    @ParameterizedTest
    @CsvSource({"true,50", "false,-1"})
    void aContentTypeOfTheRouteMayEqualThatOfTheRequest(boolean set, int format) throws Exception {
        String json = ContentFormats.mediaType(ContentFormats.JSON).orElseThrow();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .process(e -> {
                    if (set) {
                        e.getMessage().setHeader(Exchange.CONTENT_TYPE, json);
                    }
                })
                .setBody(r.constant("{}")));
        Request request = Request.newPost();
        request.getOptions().setContentFormat(50);
        request.setPayload("[]");

        assertThat(ask(request, "/a").getOptions().getContentFormat()).isEqualTo(format);
    }

    @Test
    void anEmptyBodyIsAnsweredWithoutAPayload() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant((Object) null)));

        assertThat(get("/a").getPayloadSize()).isZero();
    }

    @Test
    void anInOnlyRequestIsAnsweredWithoutAPayload() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .setExchangePattern(ExchangePattern.InOnly)
                .setBody(r.constant("not for the peer")));

        Response response = get("/a");

        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getPayloadSize()).isZero();
    }

    @Test
    void everyHeaderOfARequestIsSet() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=RAW(/a/b%2Fc)"))
                .to("mock:requests")
                .setBody(r.constant((Object) null)));
        Request request = Request.newPost();
        request.setToken(new Token(HexFormat.of().parseHex("0a0b")));
        request.setMID(4711);
        request.setPayload("<x/>");
        // not by the URI, of which Californium makes other segments
        request.setURI(sandbox.coap(""));
        request.getOptions()
                .setContentFormat(41)
                .setAccept(50)
                .setObserve(0)
                .addUriPath("a")
                .addUriPath("b/c")
                .addUriQuery("q=1")
                .addUriQuery("r=&");
        cloud().ask(request);

        Exchange exchange = getMockEndpoint("mock:requests").getExchanges().get(0);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("<x/>");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelBc66CoapEvent", Bc66CoapEvent.REQUEST)
                .containsEntry("CamelBc66CoapRequestMethod", "POST")
                .containsEntry("CamelBc66CoapRequestMessageType", "CON")
                .containsEntry("CamelBc66CoapRequestMessageId", 4711)
                .containsEntry("CamelBc66CoapRequestToken", "0A0B")
                .containsEntry("CamelBc66CoapRequestUriPath", "/a/b%2Fc")
                .containsEntry("CamelBc66CoapRequestUriQuery", "q=1&r=%26")
                .containsEntry("CamelBc66CoapRequestContentFormat", 41)
                .containsEntry("CamelBc66CoapRequestObserve", 0)
                .containsEntry("CamelBc66CoapRequestHost", "127.0.0.1")
                .containsEntry("CamelBc66CoapRequestPort", cloud().port())
                .containsEntry(
                        "CamelBc66CoapRequestOptions",
                        Map.of(6, List.of("0"), 11, List.of("a", "b/c"), 12, List.of("41"), 15, List.of("q=1", "r=&")))
                .containsEntry("CamelBc66CoapDevice", module().device())
                .containsEntry(Exchange.CONTENT_TYPE, "application/xml")
                // the module doesn't show it
                .doesNotContainKey("CamelBc66CoapRequestAccept");
    }

    @ParameterizedTest
    @CsvSource({"/a,exact", "/a/b,below", "/a/b/c,deeper", "/x,all", "/,all"})
    void theMostSpecificPathWins(String path, String answer) throws Exception {
        serve(2, r -> {
            r.from(sandbox.uri()).setBody(r.constant("all"));
            r.from(sandbox.uri("uriPath=/a/*")).setBody(r.constant("below"));
            r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("exact"));
            r.from(sandbox.uri("uriPath=/a/b/c")).setBody(r.constant("deeper"));
        });

        assertThat(get(path).getPayloadString()).isEqualTo(answer);
    }

    @Test
    void anUnknownPathIsAnswered404() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to("mock:a"));

        for (String path : List.of("/b", "/a/b", "/", "/A")) {
            assertThat(get(path).getCode()).as(path).isEqualTo(ResponseCode.NOT_FOUND);
        }
        assertThat(getMockEndpoint("mock:a").getReceivedCounter()).isZero();
    }

    /** A route may make a file's name or a URI of the path, which would lead elsewhere. */
    @ParameterizedTest
    @CsvSource({"..", "."})
    void aPathWithDotSegmentsIsAnswered404(String segment) throws Exception {
        serve(0, r -> {
            r.from(sandbox.uri()).to("mock:requests");
            r.from(sandbox.uri("uriPath=/up/*")).to("mock:requests");
        });
        for (List<String> path : List.of(List.of(segment), List.of("up", segment, "admin"), List.of("up", segment))) {
            Request request = Request.newGet();
            request.setURI(sandbox.coap("/"));
            path.forEach(part -> request.getOptions()
                    .addOption(new Option(StandardOptionRegistry.URI_PATH, part.getBytes(StandardCharsets.UTF_8))));

            assertThat(cloud().ask(request).getCode()).as("%s", path).isEqualTo(ResponseCode.NOT_FOUND);
        }
        assertThat(getMockEndpoint("mock:requests").getReceivedExchanges()).isEmpty();

        assertThat(get("/up/...").getCode()).isEqualTo(ResponseCode.CONTENT);
    }

    @Test
    void requestsGoToTheConsumerOfTheirMethod() throws Exception {
        serve(2, r -> {
            r.from(sandbox.uri("uriPath=/a", "methods=GET")).setBody(r.constant("got"));
            r.from(sandbox.uri("uriPath=/b", "methods=put, post")).setBody(r.constant("put"));
            r.from(sandbox.uri("uriPath=/a/*", "methods=PUT")).setBody(r.constant("put below"));
        });

        assertThat(get("/a").getPayloadString()).isEqualTo("got");
        assertThat(ask(Request.newPost(), "/b").getPayloadString()).isEqualTo("put");
        assertThat(ask(Request.newPut(), "/a").getPayloadString()).isEqualTo("put below");
        assertThat(ask(Request.newDelete(), "/a").getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
        assertThat(get("/b").getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void aFailedRouteSendsNoErrorTextByDefault() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).throwException(new IllegalStateException("top secret")));

        Response response = get("/a");

        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(response.getPayloadSize()).isZero();
    }

    @Test
    void aFailedRouteSendsItsErrorTextIfNotMuted() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "muteException=false"))
                .throwException(new IllegalStateException("no such sensor")));

        Response response = get("/a");

        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(response.getPayloadString()).isEqualTo("no such sensor");
    }

    @ParameterizedTest
    @CsvSource({
        "CamelBc66CoapReplyCode,9.99",
        "CamelBc66CoapReplyCode,GET",
        "CamelBc66CoapReplyCode,0.01",
        "CamelBc66CoapReplyContentFormat,60",
        "CamelBc66CoapReplyObserve,-1",
        "CamelBc66CoapReplyOptions,x"
    })
    void anInvalidReplyHeaderIsAnswered500(String header, String value) throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setHeader(header, r.constant(value)));

        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
    }

    @Test
    void aReplyTooLongToBeSentIsAnswered500() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x".repeat(1025))));

        Response response = get("/a");

        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(response.getPayloadSize()).isZero();
    }

    @Test
    void theLongestReplyIsSent() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x".repeat(1024))));

        assertThat(get("/a").getPayloadString()).isEqualTo("x".repeat(1024));
    }

    @Test
    void slowReplyIsSeparate() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "separateAfter=100"))
                .process(this::awaitRelease)
                .setBody(r.constant("late, but here")));
        Request request = Request.newGet();
        request.setURI(sandbox.coap("/a"));
        request.setToken(new Token(new byte[] {1, 2, 3}));
        cloud().send(request);

        await().until(() -> cloud().arrived().stream().anyMatch(m -> m.getType() == Type.ACK));
        Message ack = cloud().arrived().get(0);
        release.countDown();
        Response response = request.waitForResponse(10_000);

        assertThat(ack.getMID()).isEqualTo(request.getMID());
        assertThat(ack.getRawCode()).isZero();
        assertThat(response.getType()).isEqualTo(Type.CON);
        assertThat(response.getToken()).isEqualTo(request.getToken());
        assertThat(response.getPayloadString()).isEqualTo("late, but here");
        assertThat(response.getMID()).isNotEqualTo(request.getMID());
    }

    @Test
    void aMissingReplyIsAnswered503() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "separateAfter=50", "replyTimeout=200"))
                .process(this::awaitRelease));

        Response response = get("/a");
        release.countDown();

        assertThat(response.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(response.getType()).isEqualTo(Type.CON);
    }

    @Test
    void nonConfirmableRequestHasANonConfirmableReply() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "separateAfter=0"))
                .setBody(r.simple("${header.CamelBc66CoapRequestMessageType}")));
        Request request = Request.newGet();
        request.setConfirmable(false);

        Response response = ask(request, "/a");

        assertThat(response.getType()).isEqualTo(Type.NON);
        assertThat(response.getPayloadString()).isEqualTo("NON");
        assertThat(cloud().arrived()).hasSize(1);
    }

    /** A copy is answered with what the first got; the route has just one exchange. */
    @Test
    void aCopyOfARequestGetsTheFirstReplyAgain() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to("mock:a").setBody(r.simple("${exchangeId}")));
        getMockEndpoint("mock:a").expectedMessageCount(1);
        byte[] datagram = HexFormat.of().parseHex("4101123477b161"); // CON GET, message ID 0x1234, token 77, /a

        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(10_000);
            byte[] first = exchange(socket, datagram);
            byte[] second = exchange(socket, datagram);

            assertThat(first).startsWith(0x61, 0x45, 0x12, 0x34, 0x77).isEqualTo(second);
        }
        getMockEndpoint("mock:a").assertIsSatisfied();
    }

    private byte[] exchange(DatagramSocket socket, byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getByName(sandbox.address()), 56830));
        DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
        socket.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    @Test
    void pathsAreAnnounced() throws Exception {
        serve(4, r -> {
            r.from(sandbox.uri("uriPath=/19/0/0", "resources=/5/0,/5/1")).to("mock:x");
            r.from(sandbox.uri("uriPath=3/0/9", "resources=/5/0,/5/1")).to("mock:x");
            r.from(sandbox.uri("uriPath=/7/*", "resources=/5/0,/5/1")).to("mock:x");
            r.from(sandbox.uri("events=RESPONSE", "resources=/5/0,/5/1", "uriPath=/9"))
                    .to("mock:x");
        });

        assertThat(module().resources()).containsExactlyInAnyOrder("/5/0", "/5/1", "/19/0/0", "/3/0/9");
    }

    @Test
    void suspendedRouteRefusesUntilItIsResumed() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).routeId("a").setBody(r.constant("here")));

        context.getRouteController().suspendRoute("a");
        Response suspended = get("/a");
        context.getRouteController().resumeRoute("a");
        Response resumed = get("/a");

        assertThat(suspended.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(resumed.getPayloadString()).isEqualTo("here");
        // the module has noticed nothing
        assertThat(sandbox.lines("AT+QCOAPDEL")).isEmpty();
        assertThat(sandbox.lines("AT+QCOAPCREATE=5")).hasSize(1);
    }

    /** A graceful stop lets a route finish what it has begun. */
    @Test
    void stopWaitsForReplies() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .process(this::awaitRelease)
                .setBody(r.constant("finished")));
        Request request = sendGet("/a");
        await().until(() -> context.getInflightRepository().size() == 1);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop, RouteTestSupport::inItsOwnThread);
        await().until(() -> context.isStopping());
        release.countDown();
        Response response = request.waitForResponse(10_000);
        stopped.get(30, TimeUnit.SECONDS);

        assertThat(response.getPayloadString()).isEqualTo("finished");
        assertThat(module().contextExists()).isFalse();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Chapter 4 of the note, played by routes. What the driver does otherwise:
 *
 * <ul>
 *   <li>It begins with {@code AT}, {@code ATE0} and {@code AT+QCOAPCREATE=?}, and asks {@code AT+CGATT?} each time.
 *   <li>It sets Showra to 1 always, and Showrspopt as the endpoint says, before anything is sent.
 *   <li>It says {@code AT+QCOAPHEAD=5,…} always, where the note's examples have modes 1 and 3 or no line.
 *   <li>It asks {@code AT+QCOAPDATASTATUS?} between two CON messages, as section 2.3.7 demands and some examples omit: when the first
 *       has its response.
 *   <li>When an earlier message had options and this one has none, it sets one that changes nothing.
 * </ul>
 */
class NoteRoutesTest extends RouteTestSupport {
    private static final List<String> START = List.of(
            "AT", "ATE0", "AT+QCOAPCREATE=?", "AT+CGATT?", "AT+QCOAPCREATE=56830,0", "AT+QCOAPCFG=\"Showra\",1");
    private static final String OPTIONS_HIDDEN = "AT+QCOAPCFG=\"Showrspopt\",0";
    private static final String OPTIONS_SHOWN = "AT+QCOAPCFG=\"Showrspopt\",1";
    private static final String STATUS = "AT+QCOAPDATASTATUS?";
    private static final String ECHO_53 = "Type: 0 (CON)\nCode: 1 (GET)\nMID: 6677\nToken: 30323436";
    private static final String LINKS = "3c2f3e3b72743d226f6d612e6c776d326d222c3c2f312f303e2c3c2f332f303e2c"
            + "3c2f342f303e2c3c2f352f303e2c3c2f31392f303e2c3c2f31392f313e";
    private static final String LINK = "3c2f3e3b72743d226f6d612e6c776d326d222c3c2f30";

    enum Line {
        PTY,
        TCP
    }

    private void start(Line line) {
        sandbox.describe(line == Line.PTY ? VirtualBc66.Builder::pty : builder -> builder.tcp(0));
    }

    private String get() {
        return "AT+QCOAPSEND=0,1,\"127.0.0.1\"," + cloud().port() + ",0";
    }

    private String post(int length, String hex) {
        return "AT+QCOAPSEND=0,2,\"127.0.0.1\",%d,%d,\"%s\"".formatted(cloud().port(), length, hex);
    }

    private static String head(Request request) {
        return "AT+QCOAPHEAD=5,%d,4,\"%s\""
                .formatted(request.getMID(), request.getToken().getAsString());
    }

    private static String head(int messageId, Request request) {
        assertThat(request.getMID()).isEqualTo(messageId);
        return head(request);
    }

    /** What follows a response, when its receiver may have it already. */
    private void awaitStatus() {
        await().untilAsserted(() -> assertThat(module().commands()).last().isEqualTo(STATUS));
    }

    /** Section 4.1. Options are not shown there, so the driver is told not to ask for them. */
    @ParameterizedTest
    @EnumSource(Line.class)
    @NotUnder(value = Quirk.RESULT_MISSING, because = "the status is asked for where nothing else tells")
    void requestsWriteTheCommandsOfSection41(Line line) throws Exception {
        start(line);
        CompletableFuture<CoapExchange> first = new CompletableFuture<>();
        cloud().on("validate", exchange -> {
            if (!first.complete(exchange)) {
                exchange.respond(ResponseCode.CONTENT, "123123456");
            }
        });
        cloud().on("test", exchange -> exchange.respond(ResponseCode.CONTENT, ECHO_53));
        routes(r -> {
            r.from("direct:validate").to(sandbox.toCloud("uriPath=validate", "showResponseOptions=false"));
            r.from("direct:test").to(sandbox.toCloud("uriPath=test", "showResponseOptions=false"));
            r.from("direct:status").to(sandbox.uri("operation=STATUS", "showResponseOptions=false"));
        });

        CompletableFuture<Exchange> pending = template.asyncSend("direct:validate", exchange -> {});
        CoapExchange request = first.get(30, TimeUnit.SECONDS);
        assertThat(template.requestBody("direct:status", null, Integer.class)).isEqualTo(1);
        request.respond(ResponseCode.CONTENT, "123123456");
        Exchange answer = pending.get(30, TimeUnit.SECONDS);
        assertThat(template.requestBody("direct:status", null, Integer.class)).isEqualTo(4);
        Exchange second =
                template.request("direct:validate", e -> e.getMessage().setHeader("CamelBc66CoapMessageId", 5566));
        Exchange third = template.request("direct:test", e -> {
            e.getMessage().setHeader("CamelBc66CoapMessageId", 6677);
            e.getMessage().setHeader("CamelBc66CoapToken", "30323436");
        });
        awaitStatus();
        context.stop();

        List<Request> sent = cloud().received();
        assertThat(module().commands())
                .containsExactlyElementsOf(dialogue(
                        START,
                        OPTIONS_HIDDEN,
                        head(sent.get(0)),
                        "AT+QCOAPOPTION=1,11,\"validate\"",
                        get(),
                        STATUS,
                        STATUS,
                        head(5566, sent.get(1)),
                        "AT+QCOAPOPTION=1,11,\"validate\"",
                        get(),
                        STATUS,
                        "AT+QCOAPHEAD=5,6677,4,\"30323436\"",
                        "AT+QCOAPOPTION=1,11,\"test\"",
                        get(),
                        STATUS,
                        "AT+QCOAPDEL"));
        assertThat(text(answer)).isEqualTo("123123456");
        assertThat(header(answer, "CamelBc66CoapResponseMessageId"))
                .isEqualTo(sent.get(0).getMID());
        assertThat(text(second)).isEqualTo("123123456");
        assertThat(header(second, "CamelBc66CoapResponseMessageId")).isEqualTo(5566);
        assertThat(text(third)).isEqualTo(ECHO_53).hasSize(53);
        assertThat(header(third, "CamelBc66CoapResponseToken")).isEqualTo("30323436");
        assertThat(header(third, "CamelBc66CoapResponseCode")).isEqualTo("2.05");
        assertThat(header(third, "CamelBc66CoapResponseMessageType")).isEqualTo("ACK");
        assertThat(header(third, "CamelBc66CoapResponseOptions")).isEqualTo(Map.of());
    }

    /** Section 4.2. */
    @ParameterizedTest
    @EnumSource(Line.class)
    @NotUnder(value = Quirk.RESULT_MISSING, because = "the status is asked for where nothing else tells")
    void registrationWritesTheCommandsOfSection42(Line line) throws Exception {
        start(line);
        cloud().on("rd", exchange -> exchange.respond(ResponseCode.CREATED));
        String resources = "resources=/4/0/2,/4/0/3,/4/0/8,/3/0/9,/3/0/7";
        serve(7, r -> {
            r.from(sandbox.uri("uriPath=/19/0/0", resources)).setBody(r.constant((Object) null));
            r.from(sandbox.uri("uriPath=/19/1/0", resources)).setBody(r.constant((Object) null));
            r.from("direct:register")
                    .to(sandbox.toCloud(
                            "uriPath=rd",
                            "contentFormat=42",
                            "uriQuery=RAW(lwm2m=1.0&ep=867725030002525;460041850403693&b=U&lt=86400)",
                            resources));
        });

        Exchange registered = template.request(
                "direct:register", e -> e.getMessage().setBody(HexFormat.of().parseHex(LINKS)));
        awaitStatus();
        Request observe = Request.newGet();
        observe.setMID(62084);
        observe.setToken(new Token(HexFormat.of().parseHex("1a98eb114f501c07")));
        observe.setObserve();
        Response reply = ask(observe, "/19/0/0");
        context.stop();

        assertThat(module().commands())
                .containsExactlyElementsOf(dialogue(
                        START,
                        OPTIONS_SHOWN,
                        "AT+QCOAPADDRES=6,\"/4/0/2\"",
                        "AT+QCOAPADDRES=6,\"/4/0/3\"",
                        "AT+QCOAPADDRES=6,\"/4/0/8\"",
                        "AT+QCOAPADDRES=6,\"/3/0/9\"",
                        "AT+QCOAPADDRES=6,\"/3/0/7\"",
                        "AT+QCOAPADDRES=7,\"/19/0/0\"",
                        "AT+QCOAPADDRES=7,\"/19/1/0\"",
                        head(cloud().theRequest()),
                        "AT+QCOAPOPTION=6,11,\"rd\",12,\"42\",15,\"lwm2m=1.0\","
                                + "15,\"ep=867725030002525;460041850403693\",15,\"b=U\",15,\"lt=86400\"",
                        post(62, LINKS),
                        STATUS,
                        "AT+QCOAPHEAD=5,62084,8,\"1A98EB114F501C07\"",
                        "AT+QCOAPOPTION=1,14,\"60\"",
                        "AT+QCOAPSEND=2,205,\"127.0.0.1\"," + cloud().port() + ",0",
                        "AT+QCOAPDEL"));
        assertThat(header(registered, "CamelBc66CoapResponseCode")).isEqualTo("2.01");
        assertThat(successful(registered).getMessage().getBody(byte[].class)).isEmpty();
        assertThat(reply.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(reply.getMID()).isEqualTo(62084);
        assertThat(reply.getPayloadSize()).isZero();
    }

    /** Section 4.4 up to {@code "Showrspopt",0}: options and address are shown. */
    @ParameterizedTest
    @EnumSource(Line.class)
    void shownOptionsAndAddressArriveInHeaders(Line line) throws Exception {
        start(line);
        cloud().on("rd", exchange -> {
            exchange.setLocationPath("rd/863405040004373");
            exchange.respond(ResponseCode.CREATED);
        });
        serve(0, r -> r.from("direct:register")
                .to(sandbox.toCloud("uriPath=rd", "contentFormat=40", "uriQuery=RAW(ep=863405040004373&b=U&lt=2700)")));

        Exchange registered = template.request(
                "direct:register", e -> e.getMessage().setBody(HexFormat.of().parseHex(LINK)));
        awaitStatus();

        assertThat(module().commands())
                .containsExactlyElementsOf(dialogue(
                        START,
                        OPTIONS_SHOWN,
                        head(cloud().theRequest()),
                        "AT+QCOAPOPTION=5,11,\"rd\",12,\"40\",15,\"ep=863405040004373\",15,\"b=U\",15,\"lt=2700\"",
                        post(22, LINK),
                        STATUS));
        assertThat(header(registered, "CamelBc66CoapResponseCode")).isEqualTo("2.01");
        assertThat(header(registered, "CamelBc66CoapResponseOptions"))
                .isEqualTo(Map.of(8, List.of("rd", "863405040004373")));
        assertThat(header(registered, "CamelBc66CoapResponseHost")).isEqualTo("127.0.0.1");
        assertThat(header(registered, "CamelBc66CoapResponsePort")).isEqualTo(cloud().port());
    }

    /** The rest of section 4.4: options are hidden. */
    @ParameterizedTest
    @EnumSource(Line.class)
    void hiddenOptionsAreMissingFromTheHeaders(Line line) throws Exception {
        start(line);
        String text = "hi name=aaaa,this is quectel iot platform";
        cloud().on("hello", exchange -> exchange.respond(ResponseCode.CONTENT, text));
        routes(r -> r.from("direct:hello")
                .to(sandbox.toCloud("uriPath=/hello", "uriQuery=name=aaaa", "showResponseOptions=false")));

        Exchange answer = template.request("direct:hello", e -> {});
        awaitStatus();

        assertThat(module().commands())
                .containsExactlyElementsOf(dialogue(
                        START,
                        OPTIONS_HIDDEN,
                        head(cloud().theRequest()),
                        "AT+QCOAPOPTION=2,11,\"hello\",15,\"name=aaaa\"",
                        get(),
                        STATUS));
        assertThat(text(answer)).isEqualTo(text).hasSize(41);
        assertThat(header(answer, "CamelBc66CoapResponseOptions")).isEqualTo(Map.of());
        assertThat(header(answer, "CamelBc66CoapResponseContentFormat")).isNull();
        assertThat(header(answer, "Content-Type")).isNull();
        assertThat(header(answer, "CamelBc66CoapResponseHost")).isEqualTo("127.0.0.1");
    }

    /** Not text, and so in hexadecimal digits on the line: with options as without, bytes are bytes. */
    @ParameterizedTest
    @EnumSource(Line.class)
    void hexadecimalPayloadsArriveAsBytes(Line line) throws Exception {
        start(line);
        byte[] bytes = "NI Hao from CoAP.NET RFC".getBytes(StandardCharsets.US_ASCII);
        cloud().on("bytes", exchange -> exchange.respond(ResponseCode.CONTENT, bytes, 42));
        routes(r -> r.from("direct:bytes").to(sandbox.toCloud("uriPath=/bytes", "showResponseOptions=false")));

        assertThat(template.requestBody("direct:bytes", null, byte[].class)).isEqualTo(bytes);
    }

    /**
     * An address is hidden only in what a module printed before Showra was set. Nobody can tell then who sent it, so it
     * answers nothing, even with the right message ID.
     */
    @ParameterizedTest
    @EnumSource(Line.class)
    void aResponseWithoutAnAddressAnswersNothing(Line line) throws Exception {
        start(line);
        CompletableFuture<CoapExchange> request = new CompletableFuture<>();
        cloud().on("validate", request::complete);
        routes(r -> r.from("direct:validate").to(sandbox.toCloud("uriPath=validate")));

        CompletableFuture<Exchange> pending = template.asyncSend("direct:validate", e -> {});
        CoapExchange asked = request.get(30, TimeUnit.SECONDS);
        int messageId = cloud().theRequest().getMID();
        String urc = "\r\n+QCOAPURC: \"rsp\",2,2.05,%d,0,9,forged it\r\n".formatted(messageId);
        module().emit(urc.getBytes(StandardCharsets.US_ASCII));
        asked.respond(ResponseCode.CONTENT, "the answer");

        assertThat(text(pending.get(30, TimeUnit.SECONDS))).isEqualTo("the answer");
    }

    private static List<String> dialogue(List<String> start, String... rest) {
        return Stream.concat(start.stream(), Stream.of(rest)).toList();
    }
}

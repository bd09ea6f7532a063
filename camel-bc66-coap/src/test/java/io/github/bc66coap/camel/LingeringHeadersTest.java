// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message goes from a request to a send to a reply without losing a header, and nothing that lingers on it has an
 * effect. {@code Content-Type} isn't the component's own: it goes with its body, as everywhere in Camel.
 */
class LingeringHeadersTest extends RouteTestSupport {

    private static Request rich() {
        Request request = Request.newPut();
        request.setConfirmable(false);
        request.setToken(new Token(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        request.setPayload("from the cloud");
        request.getOptions().setObserve(5).setContentFormat(0).addUriQuery("q=1");
        return request;
    }

    @Test
    void aSendTakesOnlyBodyAndTypeOfAForwardedRequest() throws Exception {
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CONTENT));
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to(sandbox.toCloud("uriPath=/b")));

        ask(rich(), "/a");

        Request sent = cloud().theRequest();
        assertThat(sent.getCode()).isEqualTo(Code.POST);
        assertThat(sent.getType()).isEqualTo(Type.CON);
        assertThat(sent.getToken().length()).isEqualTo(4);
        assertThat(sent.getPayloadString()).isEqualTo("from the cloud");
        assertThat(sent.getOptions().getUriPathString()).isEqualTo("b");
        assertThat(sent.getOptions().getUriQuery()).isEmpty();
        assertThat(sent.getOptions().hasObserve()).isFalse();
        assertThat(sent.getOptions().getContentFormat()).isZero();
    }

    /** The request's Content-Type says nothing of a body that the route has made. */
    @Test
    void aReplyTakesNoOptionsOfItsRequest() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("mine")));

        Response reply = ask(rich(), "/a");

        assertThat(reply.getPayloadString()).isEqualTo("mine");
        assertThat(reply.getOptions().hasContentFormat()).isFalse();
        assertThat(reply.getOptions().hasObserve()).isFalse();
    }

    @Test
    void aReplyTakesNeitherCodeNorOptionsOfAResponse() throws Exception {
        cloud().on("b", exchange -> {
            exchange.setMaxAge(7);
            exchange.setLocationPath("x");
            exchange.respond(ResponseCode.VALID);
        });
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .to(sandbox.toCloud("uriPath=/b"))
                .setBody(r.constant("mine")));

        Response reply = ask(rich(), "/a");

        assertThat(reply.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(reply.getType()).isEqualTo(Type.NON);
        assertThat(reply.getPayloadString()).isEqualTo("mine");
        assertThat(reply.getOptions().hasContentFormat()).isFalse();
        assertThat(reply.getOptions().hasObserve()).isFalse();
        assertThat(reply.getOptions().getLocationPath()).isEmpty();
        assertThat(reply.getOptions().getMaxAge()).isEqualTo(60);
    }

    @Test
    void headersForTheProducerHaveNoEffectOnTheReply() throws Exception {
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CHANGED));
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .process(e -> e.getMessage()
                        .setHeaders(Map.of(
                                "CamelBc66CoapMethod",
                                "DELETE",
                                "CamelBc66CoapContentFormat",
                                50,
                                "CamelBc66CoapOptions",
                                Map.of(14, 9),
                                "CamelBc66CoapObserve",
                                0)))
                .to(sandbox.toCloud("uriPath=/b"))
                .setBody(r.constant("mine")));

        Response reply = get("/a");

        assertThat(cloud().theRequest().getCode()).isEqualTo(Code.DELETE);
        assertThat(reply.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(reply.getOptions().hasContentFormat()).isFalse();
        assertThat(reply.getOptions().hasObserve()).isFalse();
        assertThat(reply.getOptions().getMaxAge()).isEqualTo(60);
    }

    @Test
    void replyHeadersHaveNoEffectOnASend() throws Exception {
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CHANGED));
        sender(sandbox.toCloud("uriPath=/b"));

        successful(send(
                null,
                Map.of(
                        "CamelBc66CoapReplyCode",
                        "4.04",
                        "CamelBc66CoapReplyContentFormat",
                        50,
                        "CamelBc66CoapReplyOptions",
                        Map.of(15, "q"),
                        "CamelBc66CoapReplyObserve",
                        1)));

        assertThat(sandbox.lines("AT+QCOAPOPTION")).containsExactly("AT+QCOAPOPTION=1,11,\"b\"");
        assertThat(sandbox.lines("AT+QCOAPSEND"))
                .containsExactly("AT+QCOAPSEND=0,1,\"127.0.0.1\"," + cloud().port() + ",0");
    }

    /** The second response has none of what the first one had. */
    @Test
    void aSecondResponseRemovesTheHeadersOfTheFirst() throws Exception {
        cloud().on("rich", exchange -> exchange.respond(ResponseCode.CONTENT, "{}", 50));
        cloud().on("poor", exchange -> exchange.respond(ResponseCode.DELETED));
        routes(r -> r.from("direct:start")
                .to(sandbox.toCloud("uriPath=rich"))
                .to(sandbox.toCloud("uriPath=poor", "method=GET")));

        Map<String, Object> headers = successful(send(null)).getMessage().getHeaders();

        assertThat(headers)
                .containsEntry("CamelBc66CoapResponseCode", "2.02")
                .containsEntry("CamelBc66CoapResponseOptions", Map.of())
                .doesNotContainKeys("CamelBc66CoapResponseContentFormat", "Content-Type");
        // of the same body, and so with its type
        assertThat(cloud().received().get(1).getOptions().getContentFormat()).isEqualTo(50);
    }

    /** All headers of results, as an earlier step may have left them. */
    private static Map<String, Object> earlierResults() throws IllegalAccessException {
        Map<String, Object> results = new HashMap<>();
        for (Field constant : Bc66CoapConstants.class.getFields()) {
            if (constant.getName().startsWith("RESPONSE_")) {
                results.put((String) constant.get(null), "of an earlier step");
            }
        }
        results.put("CamelBc66CoapTruncated", true);
        results.put("CamelBc66CoapNotified", 7);
        results.put("CamelBc66CoapDataStatus", 4);
        results.put("CamelBc66CoapDevice", "another one");
        return results;
    }

    /** What a step that fails, or has another result, says of it is nothing but its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messageType=NON&uriPath=a               | false | CamelBc66CoapDevice
            messageType=CON&awaitResponse=false     | false | CamelBc66CoapDevice
            uriPath=gone                            | true  | CamelBc66CoapDevice
            uriPath=silent&responseTimeout=300      | true  | CamelBc66CoapDevice
            operation=RESPOND                       | true  | CamelBc66CoapDevice
            operation=NOTIFY&uriPath=a              | false | CamelBc66CoapDevice,CamelBc66CoapNotified
            operation=NOTIFY                        | true  | CamelBc66CoapDevice
            operation=AT&command=AT                 | false | CamelBc66CoapDevice
            operation=AT&command=AT%2BX             | true  | CamelBc66CoapDevice
            operation=AT                            | true  | CamelBc66CoapDevice
            operation=STATUS                        | false | CamelBc66CoapDevice,CamelBc66CoapDataStatus
            """)
    void aStepRemovesTheResultHeadersOfEarlierSteps(String options, boolean fails, String left) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        cloud().on("silent", exchange -> {});
        Map<String, Object> earlier = earlierResults();
        sender(sandbox.toCloud(options));

        Exchange ended = send("x", earlier);

        assertThat(ended.getException() != null).isEqualTo(fails);
        Map<String, Object> headers = ended.getMessage().getHeaders();
        assertThat(headers.keySet()).filteredOn(earlier::containsKey).containsExactlyInAnyOrder(left.split(","));
        assertThat(headers).containsEntry("CamelBc66CoapDevice", module().device());
        assertThat(headers.get("CamelBc66CoapNotified")).isIn(null, 0);
        assertThat(headers.get("CamelBc66CoapDataStatus")).isIn(null, 0);
    }

    /** That the body was cut stays said as long as it is the body. */
    @ParameterizedTest
    @CsvSource({"messageType=NON, true", "uriPath=a, false", "operation=STATUS, false"})
    void theTruncatedMarkStaysAsLongAsItsBody(String options, boolean stays) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        sender(sandbox.toCloud(options));

        Exchange ended = successful(send("x", Map.of("CamelBc66CoapTruncated", true, "Content-Type", "text/plain")));

        assertThat(ended.getMessage().getHeaders().containsKey("CamelBc66CoapTruncated"))
                .isEqualTo(stays);
        assertThat(ended.getMessage().getHeaders().containsKey("Content-Type")).isEqualTo(stays);
    }

    /** Options that one unit set must not be on the next message, whether the module forgets them or not. */
    @Test
    void aBareMessageOverwritesTheOptionsOfTheLastMessage() throws Exception {
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CHANGED));
        routes(r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=/b"));
            r.from("direct:bare").to(sandbox.toCloud("throwExceptionOnFailure=false"));
        });
        sandbox.forgetLines(0);

        successful(send(null));
        successful(template.request("direct:bare", e -> {}));

        assertThat(sandbox.lines("AT+QCOAPOPTION"))
                .containsExactly("AT+QCOAPOPTION=1,11,\"b\"", "AT+QCOAPOPTION=1,7,\"" + cloud().port() + "\"");
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Random;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bytes are bytes, whatever the form in which they travel. */
class PayloadTest extends RouteTestSupport {

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] allValues() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "512,true", "513,false", "1000,false", "1024,false"})
    void aRequestPayloadIsSentInlineOrInDataMode(int length, boolean inline) throws Exception {
        byte[] payload = bytes(length);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0"));

        successful(send(payload));

        assertThat(cloud().theRequest().getPayload()).isEqualTo(payload);
        String form = inline ? ".*," + length + ",\"[0-9a-f]{" + 2 * length + "}\"" : ".*," + length;
        assertThat(sandbox.lines("AT+QCOAPSEND")).singleElement().asString().matches(form);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyByteValueReachesTheServer(int times) throws Exception {
        byte[] payload = new byte[256 * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(allValues(), 0, payload, 256 * i, 256);
        }
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0"));

        successful(send(payload));

        assertThat(cloud().theRequest().getPayload()).isEqualTo(payload);
    }

    /** What looks like an end of line or of data isn't. */
    @Test
    void commandsInAPayloadAreNotExecuted() throws Exception {
        String payload = "AT+QCOAPDEL\r\u001A\u001B+++".repeat(40);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0"));

        successful(send(payload));

        assertThat(cloud().theRequest().getPayloadString()).isEqualTo(payload);
        // with the question behind it
        await().untilAsserted(() -> assertThat(sandbox.lines()).hasSize(4));
    }

    @ParameterizedTest
    @CsvSource({"0", "42", "50", "60"})
    void everyByteValueArrivesInAResponse(int contentFormat) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, allValues(), contentFormat));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0"));

        assertThat(successful(send(null)).getMessage().getBody()).isEqualTo(allValues());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 600})
    void aResponsePayloadArrivesWhole(int length) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, bytes(length), 42));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0"));

        Exchange answer = send(null);

        assertThat(successful(answer).getMessage().getBody()).isEqualTo(bytes(length));
        assertThat(header(answer, "CamelBc66CoapTruncated")).isNull();
    }

    /** The module's notifications end after 1300 bytes. */
    @Test
    void aResponseThatTheModuleCutsIsMarkedTruncated() throws Exception {
        byte[] payload = bytes(1024);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, payload, 42));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0"));

        Exchange answer = send(null);

        assertThat(header(answer, "CamelBc66CoapTruncated")).isEqualTo(true);
        byte[] body = successful(answer).getMessage().getBody(byte[].class);
        assertThat(body).hasSizeBetween(500, 700);
        assertThat(payload).startsWith(body);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.qcoap.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever gives or gets a payload may do with the array what they like: nobody else sees it. */
class PayloadCopiesTest extends ModemFixture {
    private final byte[] buffer = "A".getBytes(StandardCharsets.US_ASCII);

    @BeforeEach
    void getReady() {
        ready();
    }

    private List<String> sends() {
        soon();
        return takeSends();
    }

    private void serve(boolean manual, boolean observable) {
        modem.serve(service(
                PathPattern.parse("/temp"),
                Set.of(Method.values()),
                SEPARATE,
                REPLY,
                manual,
                observable,
                (request, sent) ->
                        CompletableFuture.completedFuture(new Reply(Code.CONTENT, CoapOptions.EMPTY, buffer))));
        takeCommandsSoon();
    }

    private void register(int messageId, String token) {
        module.says(
                "+QCOAPURC: \"req\",192.0.2.1,5683,0,1," + messageId + ",05,1,\"" + token + "\",6,\"0\",11,\"temp\"");
        soon();
    }

    @Test
    void aCopyOfARequestGetsTheUnchangedFirstReply() {
        serve(false, false);
        module.says(req(CON, 1, 1, "temp"));
        assertThat(sends()).singleElement().asString().endsWith(",1,\"41\"");
        buffer[0] = 'B';
        module.says(req(CON, 1, 1, "temp"));
        assertThat(sends()).singleElement().asString().endsWith(",1,\"41\"");
    }

    @Test
    void aReplyIsSentAsItWasMade() {
        serve(false, false);
        module.late("AT+QCOAPHEAD", FakeModule.LATENCY.multipliedBy(2));
        module.says(req(CON, 1, 1, "temp"));
        loop.advance(FakeModule.LATENCY);
        buffer[0] = 'B';
        assertThat(sends()).singleElement().asString().endsWith(",1,\"41\"");
    }

    @Test
    void eachSubscriberGetsItsOwnCopyOfTheResponse() {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            modem.subscribe(new ModemListener() {
                @Override
                public boolean onResponse(IncomingResponse response) {
                    byte[] body = response.payload();
                    bodies.add(body.clone());
                    body[0] = 0;
                    return true;
                }

                @Override
                public void onRecovered(int state) {
                    // of no interest
                }
            });
        }
        soon();
        module.says(separate(7, "41"));
        soon();
        assertThat(bodies).hasSize(2).allSatisfy(body -> assertThat(new String(body, StandardCharsets.US_ASCII))
                .isEqualTo("A"));
    }

    @Test
    void aRequestIsNotChangedThroughItsBody() {
        IncomingRequest request = new IncomingRequest(
                SERVER,
                MessageType.CON,
                Code.GET,
                new MessageId(1),
                Token.EMPTY,
                CoapOptions.EMPTY,
                Payload.of(buffer));
        request.payload()[0] = 'B';
        buffer[0] = 'C';
        assertThat(new String(request.payload(), StandardCharsets.US_ASCII)).isEqualTo("A");
    }

    @Test
    void allObserversGetTheUnchangedPayload() {
        serve(false, true);
        register(1, "0a");
        register(2, "0b");
        module.takeCommands();
        notifying("temp", MessageType.NON, buffer);
        buffer[0] = 'B';
        assertThat(sends()).hasSize(2).allSatisfy(send -> assertThat(send).endsWith(",1,\"41\""));
    }

    @Test
    void aSeparateResponseIsSentAsItWasMade() {
        serve(true, false);
        says(req(CON, 1, 1, "temp"));
        respond(SERVER, 1, Token.of((byte) 12), MessageType.NON, CoapOptions.EMPTY, buffer);
        buffer[0] = 'B';
        assertThat(sends()).singleElement().asString().endsWith(",1,\"41\"");
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.testkit.CoapCloud;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that need more than one message (RFC 7959), although the module hides the options that say so. */
class BlockwiseTest extends ModuleFixture {
    private final AtomicReference<byte[]> stored = new AtomicReference<>(new byte[0]);
    private CoapCloud cloud;

    @Override
    void routes(RouteBuilder r) {
        r.from("direct:store").toD(uri("host=127.0.0.1&uriPath=/store&blockSize=${header.size}&port=${header.port}"));
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    private void startCloud(int preferredBlockSize) {
        cloud = new CoapCloud(preferredBlockSize).on("store", exchange -> {
            if (exchange.getRequestPayload().length > 0) {
                stored.set(exchange.getRequestPayload());
                exchange.respond(ResponseCode.CHANGED);
            } else {
                exchange.respond(ResponseCode.CONTENT, stored.get(), MediaTypeRegistry.APPLICATION_OCTET_STREAM);
            }
        });
    }

    private Exchange send(byte[] body, int blockSize) {
        return template.request("direct:store", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("size", blockSize);
            exchange.getMessage().setHeader("port", cloud.port());
        });
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "1024, 512", "512, 64", "256, 1024"})
    void sixtyFourKibibytesUpAndDownAreIdentical(int blockSize, int serverBlockSize) {
        startCloud(serverBlockSize);
        byte[] body = random(64 * 1024);

        assertThat(send(body, blockSize).getException()).isNull();
        assertThat(stored.get()).isEqualTo(body);

        Exchange answer = send(null, blockSize);
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(body);
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.TRUNCATED)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 64, 511, 512, 513, 1023, 1024, 1025, 1536, 2048})
    void bodiesOfEveryLengthArriveWholeBothWays(int length) {
        startCloud(512);
        byte[] body = random(length);

        assertThat(send(body, 512).getException()).isNull();
        assertThat(stored.get()).isEqualTo(body);
        assertThat(send(null, 512).getMessage().getBody(byte[].class)).isEqualTo(body);
    }

    @Test
    void theFirstBlockCarriesTheSizeOfTheBody() {
        startCloud(512);
        module().clearCommands();
        send(random(600), 512);

        assertThat(module().commands())
                .contains(
                        "AT+QCOAPOPTION=3,11,\"store\",27,\"13\",60,\"600\"",
                        "AT+QCOAPOPTION=2,11,\"store\",27,\"21\"");
    }

    @Test
    void withoutBlocksABodyThatDoesNotFitIsRefused() {
        startCloud(512);
        module().clearCommands();

        assertThat(send(random(1025), 0).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024");
        assertThat(module().commands()).noneMatch(command -> command.startsWith("AT+QCOAPSEND"));
    }
}

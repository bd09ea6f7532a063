// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamSource;

import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.SimpleTypeConverter;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Without Camel's stream caching, what can be read only once is read once: each attempt to send it sends all of it, and what
 * somebody else has read is never sent as nothing.
 */
class ReadOnceBodiesTest extends RouteTestSupport {
    private static final String TEXT = "<a>é</a>";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    /** A file of which there is no more than the stream that it comes in. */
    private record Download(InputStream stream) implements WrappedFile<File> {
        @Override
        public File getFile() {
            return null;
        }

        @Override
        public long getFileLength() {
            return -1;
        }

        @Override
        public Object getBody() {
            return stream;
        }
    }

    /** What Camel converts to bytes by itself, and what it does with a user's converter. */
    static Stream<Named<Callable<Object>>> bodies() {
        return Stream.of(
                Named.of("stream", () -> stream()),
                Named.of("stream of a file", () -> Files.newInputStream(file())),
                Named.of("reader", () -> new StringReader(TEXT)),
                Named.of("buffered reader", () -> new BufferedReader(new StringReader(TEXT))),
                Named.of("XML", () -> new StreamSource(new StringReader(TEXT))),
                Named.of(
                        "XML events",
                        () -> new StAXSource(
                                XMLInputFactory.newInstance().createXMLStreamReader(new StringReader("<a>e</a>")))),
                Named.of("download", () -> new Download(stream())),
                Named.of("channel", () -> Channels.newChannel(stream())),
                Named.of("iterator", () -> List.of(TEXT).iterator()),
                Named.of("scanner", () -> new Scanner(TEXT)),
                Named.of("stream of objects", () -> Stream.of(TEXT)),
                Named.of("buffer", () -> ByteBuffer.wrap(BYTES)),
                Named.of("cached stream", () -> new InputStreamCache(BYTES)),
                Named.of("cached reader", () -> new ReaderCache(TEXT)),
                Named.of("spooled stream", () -> new FileInputStreamCache(file().toFile())),
                Named.of("file", () -> file().toFile()),
                Named.of("text", () -> TEXT));
    }

    private static InputStream stream() {
        return new ByteArrayInputStream(BYTES);
    }

    /** One for each test, since they run side by side. */
    private static Path file() throws IOException {
        return Files.write(Files.createTempFile(folder, "body", null), BYTES);
    }

    @BeforeEach
    void converters() {
        converter(ReadableByteChannel.class, channel -> Channels.newInputStream(channel)
                .readAllBytes());
        converter(Iterator.class, ReadOnceBodiesTest::all);
        converter(Stream.class, objects -> all(objects.iterator()));
        converter(Download.class, file -> file.stream().readAllBytes());
    }

    private interface Reader<T> {
        byte[] read(T body) throws Exception;
    }

    private <T> void converter(Class<T> from, Reader<T> reader) {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        byte[].class,
                        from,
                        new SimpleTypeConverter(false, (type, exchange, value) -> reader.read(from.cast(value))));
    }

    private static byte[] all(Iterator<?> parts) {
        StringBuilder all = new StringBuilder();
        parts.forEachRemaining(all::append);
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void redelivering() throws Exception {
        redelivering(route -> route.to(sandbox.toCloud("uriPath=a")));
        sandbox.forgetLines(0);
    }

    @Override
    void redelivering(Consumer<RouteDefinition> steps) throws Exception {
        super.redelivering(route -> steps.accept(route.noStreamCaching()));
    }

    private void assertSentWhole(int times) {
        assertThat(cloud().received()).hasSize(times).allSatisfy(ReadOnceBodiesTest::assertWhole);
    }

    private static void assertWhole(Request request) {
        assertThat(request.getCode()).isEqualTo(Code.POST);
        assertThat(request.getPayloadString()).isIn(TEXT, "<a>e</a>");
    }

    private void assertRefused(Exchange exchange, String type) {
        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("body")
                .hasMessageContaining(type);
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void eachAttemptSendsTheWholeBody(Callable<Object> body) throws Exception {
        cloudRefuses(2);
        redelivering();

        assertThat(header(send(body.call()), "CamelBc66CoapResponseCode")).isEqualTo("2.04");

        assertSentWhole(3);
    }

    /** Each attempt is a copy of the exchange. */
    @Test
    void eachAttemptOfEnrichSendsTheWholeBody() throws Exception {
        cloudRefuses(2);
        redelivering(route -> route.enrich(sandbox.toCloud("uriPath=a")));

        successful(send(stream()));

        assertSentWhole(3);
    }

    /** A request that awaits nothing leaves its body to the next step. */
    @ParameterizedTest
    @MethodSource("bodies")
    void theNextStepSeesTheWholeBody(Callable<Object> body) throws Exception {
        cloudRefuses(0);
        String once = sandbox.toCloud("uriPath=a", "messageType=NON");
        routes(r -> r.from("direct:start").noStreamCaching().to(once).to(once).convertBodyTo(String.class));

        assertThat(text(send(body.call()))).isIn(TEXT, "<a>e</a>");

        await().untilAsserted(() -> assertSentWhole(2));
    }

    /** What the next step does to its bytes is no matter of the next attempt. */
    @Test
    void changesOfTheBodyDoNotReachTheNextAttempt() throws Exception {
        cloudRefuses(1);
        routes(r -> {
            r.errorHandler(r.defaultErrorHandler()
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0)
                    .onExceptionOccurred(exchange -> exchange.getMessage().getBody(byte[].class)[0] = '!'));
            r.from("direct:start").noStreamCaching().to(sandbox.toCloud("uriPath=a"));
        });

        successful(send(stream()));

        assertSentWhole(2);
    }

    /** Camel can't convert the rest: its converter takes a buffer to be at its beginning. */
    @Test
    void aBufferIsSentFromItsPosition() throws Exception {
        cloudRefuses(1);
        redelivering();

        successful(send(ByteBuffer.allocateDirect(BYTES.length + 2)
                .position(2)
                .put(BYTES)
                .position(2)));

        assertSentWhole(2);
    }

    @Test
    void aStreamThatHasBeenReadIsRefused() throws Exception {
        redelivering();
        InputStream stream = stream();
        assertThat(stream.readAllBytes()).isNotEmpty();

        assertRefused(send(stream), "java.io.ByteArrayInputStream");
    }

    @Test
    void aBufferThatHasBeenReadIsRefused() throws Exception {
        redelivering();

        assertRefused(send(ByteBuffer.wrap(BYTES).position(BYTES.length)), "ByteBuffer");
    }

    /** Each branch has the same stream, and the first one reads it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamReadByTheFirstBranchIsRefusedInTheSecond(boolean failover) throws Exception {
        cloudRefuses(failover ? 1 : 0);
        String[] twice = {sandbox.toCloud("uriPath=a"), sandbox.toCloud("uriPath=a/b")};
        routes(r -> {
            var route = r.from("direct:start").noStreamCaching();
            if (failover) {
                route.loadBalance().failover().to(twice);
            } else {
                route.multicast().to(twice);
            }
        });

        assertThat(send(stream()).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.io.ByteArrayInputStream");

        assertSentWhole(1);
    }

    /** A stream that has failed in the middle isn't read on: the rest would be told as the whole. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailingStreamIsTheCauseAfterEveryAttempt(boolean wrapped) throws Exception {
        redelivering();
        IOException broken = new IOException("the disk is gone");
        InputStream failing = new FilterInputStream(stream()) {
            private int reads;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                reads++;
                if (reads == 2) {
                    throw broken;
                }
                return super.read(buffer, offset, Math.min(length, 2));
            }
        };

        Exchange ended = send(wrapped ? new Download(failing) : failing);

        assertRefused(ended, wrapped ? "Download" : "ReadOnceBodiesTest$");
        assertThat(ended.getException()).hasRootCause(broken);
        assertThat(ended.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(2);
    }
}

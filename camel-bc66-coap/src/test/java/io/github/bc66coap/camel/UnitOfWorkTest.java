// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ExchangeFactoryManager;
import org.apache.camel.support.SynchronizationAdapter;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A request's exchange ends when its reply has been sent: what hangs on it is there until then, and comes back if it wasn't. */
class UnitOfWorkTest extends RouteTestSupport {
    private static final String FILE = "?fileName=reading&readLock=none&initialDelay=0&delay=50";

    @TempDir
    private Path folder;

    private static void onCompletion(Exchange exchange, AutoCloseable end) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    end.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        });
    }

    private void serve(AutoCloseable closing, Object body) throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).process(exchange -> {
            onCompletion(exchange, closing);
            exchange.getMessage().setBody(body);
        }));
    }

    private void put(String content) throws IOException {
        Files.writeString(folder.resolve("reading"), content);
    }

    private Path in(String subfolder) {
        return folder.resolve(subfolder).resolve("reading");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** A route that answers with the file, and asks for a reply with this code. */
    private void serveFile(String options, String code) throws Exception {
        put("21.5");
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "replyTimeout=2s"))
                .pollEnrich("file:" + folder + FILE + "&" + options, 10_000)
                .setHeader("CamelBc66CoapReplyCode", r.constant(code)));
    }

    // bodies that are gone when the exchange is done

    @Test
    void aStreamIsReadBeforeItsCloseOnCompletion() throws Exception {
        InputStream stream = new OnceOpen("21.5");
        serve(stream, stream);
        assertThat(get("/a").getPayloadString()).isEqualTo("21.5");
    }

    @Test
    void aReaderIsReadBeforeItsCloseOnCompletion() throws Exception {
        Reader reader = new StringReader("21.5 °C");
        serve(reader, reader);
        assertThat(get("/a").getPayloadString()).isEqualTo("21.5 °C");
    }

    @Test
    void aFileIsReadBeforeItsDeletionOnCompletion() throws Exception {
        put("21.5");
        Path file = folder.resolve("reading");
        serve(() -> Files.delete(file), file.toFile());
        assertThat(get("/a").getPayloadString()).isEqualTo("21.5");
        await().until(() -> !Files.exists(file));
    }

    @Test
    void aTextIsEncodedBeforeItsCharsetIsRemoved() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).process(exchange -> {
            exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            onCompletion(exchange, () -> exchange.removeProperty(Exchange.CHARSET_NAME));
            exchange.getMessage().setBody("°");
        }));
        assertThat(get("/a").getPayload()).isEqualTo("°".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aSpooledBodyIsReadBeforeItsFileIsDeleted() throws Exception {
        context.setStreamCaching(true);
        context.getStreamCachingStrategy().setSpoolEnabled(true);
        context.getStreamCachingStrategy().setSpoolThreshold(1);
        context.getStreamCachingStrategy().setSpoolDirectory(folder.toFile());
        CompletableFuture<Integer> spooled = new CompletableFuture<>();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .process(exchange -> exchange.getMessage().setBody(new OnceOpen("21.5".repeat(200))))
                .to("log:cached?level=OFF")
                .process(exchange -> spooled.complete(files().size())));
        assertThat(get("/a").getPayloadString()).isEqualTo("21.5".repeat(200));
        assertThat(spooled).isCompletedWithValue(1);
        await().until(() -> files().isEmpty());
    }

    @Test
    void aPolledFileIsSentAndThenMoved() throws Exception {
        serveFile("move=sent", "2.05");
        assertThat(get("/a").getPayloadString()).isEqualTo("21.5");
        await().until(() -> files().equals(List.of(in("sent"))));
    }

    @Test
    void aPolledFileIsSentAndThenDeleted() throws Exception {
        serveFile("delete=true", "2.05");
        assertThat(get("/a").getPayloadString()).isEqualTo("21.5");
        await().until(() -> files().isEmpty());
    }

    private void pooled() {
        PooledExchangeFactory factory = new PooledExchangeFactory();
        factory.setCamelContext(context);
        context.getCamelContextExtension().setExchangeFactory(factory);
    }

    /** Camel's pooled exchanges have a unit of work of an earlier one. */
    @Test
    void pooledExchangesKeepTheirFilesUntilTheReply() throws Exception {
        pooled();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .pollEnrich("file:" + folder + "?fileName=reading&readLock=none&delay=50&delete=true", 10_000));
        for (String content : List.of("21.5", "21.6", "21.7")) {
            put(content);
            assertThat(get("/a").getPayloadString()).isEqualTo(content);
            await().until(() -> files().isEmpty());
        }
    }

    /** Of requests, whatever they end with, and of events. */
    @Test
    void pooledExchangesAreGivenBack() throws Exception {
        pooled();
        serve(2, r -> {
            r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x"));
            r.from(sandbox.uri("uriPath=/fails")).throwException(new IllegalStateException("expected"));
            r.from(sandbox.uri("events=RECOVERED")).to("mock:recovered");
        });
        ExchangeFactoryManager pools = context.getCamelContextExtension().getExchangeFactoryManager();
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.CONTENT);
        await().until(() -> pools.getPooledCounter() == 1);
        assertThat(get("/fails").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        await().until(() -> pools.getPooledCounter() == 2);
        module().recovered(0);
        await().until(() -> pools.getPooledCounter() == 3);
    }

    // what comes back

    @ParameterizedTest
    @ValueSource(strings = {"move=sent", "delete=true"})
    void aFileWhoseReplyCannotBeMadeIsKept(String option) throws Exception {
        serveFile(option + "&moveFailed=kept", "9.99");
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        await().until(() -> files().equals(List.of(in("kept"))));
    }

    @Test
    void aFileTooLongForAReplyIsKept() throws Exception {
        serveFile("move=sent&moveFailed=kept", "2.05");
        put("x".repeat(1025));
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        await().until(() -> files().equals(List.of(in("kept"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"move=sent", "delete=true"})
    void aFileWhoseReplyTheModuleRefusesIsKept(String option) throws Exception {
        serveFile(option + "&moveFailed=kept", "2.05");
        sandbox.answer("AT+QCOAPSEND=2,205", "\r\nERROR\r\n");
        sendGet("/a");
        await().until(() -> files().equals(List.of(in("kept"))));
    }

    @Test
    void aFileWhoseReplyCameTooLateIsKept() throws Exception {
        serveFile("move=sent&moveFailed=kept", "2.05");
        Files.delete(folder.resolve("reading"));
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        put("21.5");
        await().until(() -> files().equals(List.of(in("kept"))));
    }

    /** That exchange has nothing to wait for. */
    @Test
    void aFileOfARequestThatIsAnsweredLaterIsMoved() throws Exception {
        put("21.5");
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "manualReply=true"))
                .pollEnrich("file:" + folder + FILE + "&move=sent&moveFailed=kept", 10_000));
        sendGet("/a");
        await().until(() -> files().equals(List.of(in("sent"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"markRollbackOnly", "markRollbackOnlyLast", "rollback"})
    void aFileOfARouteThatRollsBackIsKept(String how) throws Exception {
        put("21.5");
        serve(1, r -> {
            RouteDefinition route = r.from(sandbox.uri("uriPath=/a"))
                    .pollEnrich("file:" + folder + FILE + "&move=sent&moveFailed=kept", 10_000);
            switch (how) {
                case "markRollbackOnly" -> route.markRollbackOnly();
                case "markRollbackOnlyLast" -> route.markRollbackOnlyLast();
                default -> route.rollback("expected");
            }
        });
        Response response = get("/a");
        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(response.getPayloadSize()).isZero();
        await().until(() -> files().equals(List.of(in("kept"))));
    }

    /** A route may roll back and say so in its own words. */
    @Test
    void aRouteThatRollsBackMaySayItsReply() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a"))
                .setHeader("CamelBc66CoapReplyCode", r.constant("4.00"))
                .setBody(r.constant("sorry"))
                .markRollbackOnly());
        Response response = get("/a");
        assertThat(response.getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
        assertThat(response.getPayloadString()).isEqualTo("sorry");
    }

    /** Neither is it moved before the module says so, nor does it wait for more than that. */
    @Test
    void aFileIsThereUntilTheModuleHasSentIt() throws Exception {
        serveFile("move=sent", "2.05");
        sandbox.answer("AT+QCOAPSEND=2,205", "\r\nOK\r\n");
        sendGet("/a");
        await().until(() -> !sandbox.lines("AT+QCOAPSEND=2,205").isEmpty());
        assertThat(files()).containsExactly(folder.resolve("reading"));
        module().emit("\r\n+QCOAPSEND: 0\r\n".getBytes(StandardCharsets.US_ASCII));
        await().until(() -> files().equals(List.of(in("sent"))));
    }

    /** How many requests are under way doesn't depend on how their replies ended. */
    @Test
    void aRequestFreesItsPlaceHoweverItsReplyEnds() throws Exception {
        oneRequestAtATime();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x")));
        sandbox.answer("AT+QCOAPSEND=2,205", "\r\nERROR\r\n");
        for (int i = 1; i <= 3; i++) {
            int refusals = i;
            await().until(() -> {
                // may be too early, as the place of the last one isn't back yet: that is answered 5.03
                sendGet("/a");
                return sandbox.lines("AT+QCOAPSEND=2,205").size() >= refusals;
            });
        }
        module().onCommand(line -> Optional.empty());
        await().until(() -> get("/a").getCode() == ResponseCode.CONTENT);
    }

    /** Can be read until it is closed. */
    private static final class OnceOpen extends FilterInputStream {
        private boolean closed;

        OnceOpen(String text) {
            super(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public int read() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            return super.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport of an encrypted context: DTLS with a pre-shared key, the handshake at the first message to a peer. */
public final class DtlsTransport {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsTransport.class);
    /** A command that closes the context must be answered within 300 ms. */
    private static final Duration GOODBYE = Duration.ofMillis(100);

    private DtlsTransport() {}

    /** Opens the socket; the identity is one byte a character. */
    public static Transport open(
            InetSocketAddress local, String identity, byte[] key, DtlsTimers timers, Transport.Receiver receiver)
            throws IOException {
        DtlsConfig.register();
        Configuration configuration = new Configuration();
        configuration.set(
                DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT,
                timers.retransmissionTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        configuration.set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, timers.maxRetransmissions());
        configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        // Small servers often have nothing but the CBC suite, which is not among the recommended ones.
        configuration.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
        configuration.setAsList(
                DtlsConfig.DTLS_CIPHER_SUITES,
                CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
                CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA256);
        DtlsConnectorConfig.Builder builder = DtlsConnectorConfig.builder(configuration);
        builder.setAddress(local);
        String utf8 = new String(identity.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        builder.setAdvancedPskStore(new AdvancedSinglePskStore(new PskPublicInformation(utf8), key));
        DTLSConnector connector = new DTLSConnector(builder.build());
        return new ConnectorTransport(connector, SendResult.HANDSHAKE_FAILURE, () -> sayGoodbye(connector), receiver);
    }

    /** A close_notify to each peer (RFC 5246, section 7.2.1). Each connection does what it is told in order. */
    private static void sayGoodbye(DTLSConnector connector) {
        Filter<Connection> close = connection -> {
            connector.close(connection.getPeerAddress());
            return false;
        };
        Filter<Connection> closed = connection -> false;
        try {
            connector.startForEach(close).get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            connector.startForEach(closed).get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Not all peers were told", e);
        }
    }
}

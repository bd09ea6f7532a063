// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;

import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

import io.github.bc66coap.simulator.testkit.CoapCloud;

/** CoAP servers behind DTLS that hold on to their sessions. */
final class SecureCloud {
    static {
        DtlsConfig.register();
    }

    private SecureCloud() {}

    /**
     * Starts one that gives up its sessions at once.
     *
     * @param key in hexadecimal digits
     */
    static CoapCloud start(InetSocketAddress address, String identity, String key) {
        return start(address, identity, key, new KeptSessions(Duration.ZERO));
    }

    /**
     * Starts one.
     *
     * @param key in hexadecimal digits
     * @param kept how long it holds on to sessions
     */
    static CoapCloud start(InetSocketAddress address, String identity, String key, KeptSessions kept) {
        Configuration configuration = new Configuration()
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
                .setAsList(DtlsConfig.DTLS_CIPHER_SUITES, CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
        DTLSConnector connector = new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                .setAddress(address)
                .setDatagramFilter(kept)
                .setAdvancedPskStore(
                        new AdvancedSinglePskStore(identity, HexFormat.of().parseHex(key)))
                .build());
        connector.setAlertHandler((client, alert) -> kept.ended(client));
        return new CoapCloud(connector);
    }
}

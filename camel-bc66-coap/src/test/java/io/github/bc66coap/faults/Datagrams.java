// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** The way between a peer and a module, one datagram at a time. */
interface Datagrams extends AutoCloseable {
    /** The peer's. */
    int port();

    /** Whether the module can be reached. */
    boolean isOpen();

    /** May be lost. */
    void send(byte[] datagram);

    @Override
    void close();

    /** Bare UDP. */
    static Datagrams plain(InetSocketAddress module, Consumer<byte[]> receiver) {
        DatagramSocket socket;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(() -> read(socket, receiver), "cloud-reader");
        reader.setDaemon(true);
        reader.start();
        return new Datagrams() {
            @Override
            public int port() {
                return socket.getLocalPort();
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void send(byte[] datagram) {
                try {
                    socket.send(new DatagramPacket(datagram, datagram.length, module));
                } catch (IOException e) {
                    // closed
                }
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    private static void read(DatagramSocket socket, Consumer<byte[]> receiver) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                receiver.accept(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** DTLS, whose sessions the module begins: what is sent goes where the module was heard last. */
    static Datagrams secure(String identity, byte[] key, Consumer<byte[]> receiver) {
        DtlsConfig.register();
        Configuration configuration = new Configuration()
                .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 300, TimeUnit.MILLISECONDS)
                .setAsList(DtlsConfig.DTLS_CIPHER_SUITES, CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
        SecureDatagrams datagrams = new SecureDatagrams(new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .setAdvancedPskStore(new AdvancedSinglePskStore(identity, key))
                .build()));
        datagrams.start(receiver);
        return datagrams;
    }

    /** {@link #secure}. */
    final class SecureDatagrams implements Datagrams {
        private final DTLSConnector connector;
        private volatile InetSocketAddress module;

        private SecureDatagrams(DTLSConnector connector) {
            this.connector = connector;
        }

        private void start(Consumer<byte[]> receiver) {
            connector.setRawDataReceiver(data -> {
                module = data.getInetSocketAddress();
                receiver.accept(data.getBytes());
            });
            try {
                connector.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int port() {
            return connector.getAddress().getPort();
        }

        @Override
        public boolean isOpen() {
            return module != null;
        }

        @Override
        public void send(byte[] datagram) {
            InetSocketAddress to = module;
            if (to != null) {
                connector.send(RawData.outbound(datagram, new AddressEndpointContext(to), null, false));
            }
        }

        @Override
        public void close() {
            connector.destroy();
        }
    }
}

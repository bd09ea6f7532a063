// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MessageCallback;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transport over one of Californium's connectors, below its endpoint stack. */
public final class ConnectorTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorTransport.class);

    private final Connector connector;
    private final SendResult failureBeforeSession;
    private final Runnable goodbye;

    /**
     * @param failureBeforeSession the result of what can't be sent because there is no session yet
     * @param goodbye tells the peers that the connector will be closed
     */
    ConnectorTransport(Connector connector, SendResult failureBeforeSession, Runnable goodbye, Receiver receiver)
            throws IOException {
        this.connector = connector;
        this.failureBeforeSession = failureBeforeSession;
        this.goodbye = goodbye;
        connector.setRawDataReceiver(data -> receiver.received(data.getInetSocketAddress(), data.getBytes()));
        try {
            connector.start();
        } catch (IOException e) {
            connector.destroy();
            throw e;
        }
    }

    /** Plain UDP. */
    public static Transport udp(InetSocketAddress local, Receiver receiver) throws IOException {
        UdpConfig.register();
        // A configuration of our own: the standard one would be kept in a file in the working directory.
        UDPConnector udp = new UDPConnector(local, new Configuration());
        return new ConnectorTransport(udp, SendResult.FAILURE, () -> {}, receiver);
    }

    @Override
    public InetSocketAddress address() {
        return connector.getAddress();
    }

    @Override
    public void send(byte[] datagram, InetSocketAddress peer, Consumer<SendResult> result) {
        Outcome outcome = new Outcome(result);
        try {
            connector.send(RawData.outbound(datagram, new AddressEndpointContext(peer), outcome, false));
        } catch (RuntimeException e) {
            outcome.onError(e);
        }
    }

    @Override
    public boolean hasSessions() {
        return connector instanceof DTLSConnector;
    }

    @Override
    public void forgetSessions() {
        if (connector instanceof DTLSConnector sessions) {
            sessions.clearConnectionState();
        }
    }

    @Override
    public void close() {
        goodbye.run();
        connector.destroy();
    }

    @Override
    public void drop() {
        connector.destroy();
    }

    private final class Outcome implements MessageCallback {
        private final Consumer<SendResult> result;
        private volatile SendResult failure = failureBeforeSession;

        Outcome(Consumer<SendResult> result) {
            this.result = result;
        }

        @Override
        public void onConnecting() {
            // of no interest
        }

        @Override
        public void onDtlsRetransmission(int flight) {
            // of no interest
        }

        @Override
        public void onContextEstablished(EndpointContext context) {
            failure = SendResult.FAILURE;
        }

        @Override
        public void onSent() {
            result.accept(SendResult.SUCCESS);
        }

        @Override
        public void onError(Throwable error) {
            LOG.debug("Cannot send", error);
            result.accept(failure);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;

import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.config.Configuration;

/** A CoAP peer that answers each request with the same text, and can ask. */
final class CoapPeer implements AutoCloseable {
    private final UdpDataParser parser = new UdpDataParser();
    private final UdpDataSerializer serializer = new UdpDataSerializer();
    private final DatagramSocket socket;
    private final String answer;

    CoapPeer(String answer) throws SocketException {
        this.answer = answer;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread reader = new Thread(this::serve, "coap-peer");
        reader.setDaemon(true);
        reader.start();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                Message message = parser.parseMessage(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (message instanceof Request request) {
                    answer(request, (InetSocketAddress) packet.getSocketAddress());
                }
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Request request, InetSocketAddress to) throws IOException {
        Response response = new Response(ResponseCode.CONTENT);
        response.setType(Type.ACK);
        response.setMID(request.getMID());
        response.setToken(request.getToken());
        response.setPayload(answer);
        byte[] bytes = serializer.getByteArray(response);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What a module answers to a GET. */
    static String ask(InetSocketAddress module, String pathAndQuery) throws Exception {
        CoapEndpoint endpoint =
                CoapEndpoint.builder().setConfiguration(new Configuration()).build();
        try {
            return new CoapClient("coap://127.0.0.1:" + module.getPort() + pathAndQuery)
                    .setEndpoint(endpoint)
                    .get()
                    .getResponseText();
        } finally {
            endpoint.destroy();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.bc66coap.camel.Bc66CoapEndpoint;

/**
 * What a route meets on one device: prints {@code READY} and whether all bytes come through both ways, or the reasons of the first
 * failures. With the argument {@code lost} it then prints why it has lost the device. For {@code serial-servers.sh}.
 */
public final class SerialServerProbe {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final int ATTEMPTS = 3;

    private SerialServerProbe() {}

    public static void main(String[] args) throws Exception {
        try (CamelContext camel = new DefaultCamelContext();
                DatagramSocket echo = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> echo(echo));
            server.setDaemon(true);
            server.start();
            String uri = "bc66coap:" + args[0] + "?connectOnStart=false&reconnectDelay=100&commandTimeout=500&blockSize=0"
                    + "&localPort=" + freePort() + "&host=127.0.0.1&port=" + echo.getLocalPort();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send").to(uri);
                }
            });
            camel.start();
            Bc66CoapEndpoint endpoint = camel.getEndpoints().stream()
                    .filter(Bc66CoapEndpoint.class::isInstance)
                    .map(Bc66CoapEndpoint.class::cast)
                    .findFirst()
                    .orElseThrow();
            String reasons = reasons(endpoint);
            System.out.println(reasons.isEmpty() ? "READY, " + exchange(camel) : reasons);
            if (args.length > 1) {
                System.out.println(lost(endpoint));
            }
            System.out.flush();
        }
        System.exit(0);
    }

    /** The virtual module may not be the only one on this machine. */
    private static int freePort() throws Exception {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** @return empty when it is ready */
    private static String reasons(Bc66CoapEndpoint endpoint) throws Exception {
        Set<String> reasons = new LinkedHashSet<>();
        long end = System.nanoTime() + PATIENCE;
        while (endpoint.getModemFailedAttempts() < ATTEMPTS && System.nanoTime() - end < 0) {
            if (isReady(endpoint)) {
                return "";
            }
            if (endpoint.getModemState().startsWith("WAITING")) {
                reasons.add(endpoint.getModemReason());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        reasons.add(endpoint.getModemReason());
        return String.join(" / ", reasons);
    }

    private static String lost(Bc66CoapEndpoint endpoint) throws Exception {
        while (isReady(endpoint)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return endpoint.getModemReason();
    }

    private static boolean isReady(Bc66CoapEndpoint endpoint) {
        return endpoint.getModemState().startsWith("READY");
    }

    private static String exchange(CamelContext camel) {
        byte[] body = new byte[600];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i < 300 ? i : 0xFF);
        }
        Exchange answer = camel.createProducerTemplate().request("direct:send", exchange -> exchange.getMessage()
                .setBody(body));
        if (answer.getException() != null) {
            return "but the exchange failed: " + answer.getException().getMessage();
        }
        return Arrays.equals(answer.getMessage().getBody(byte[].class), body) ? "all bytes as sent" : "bytes damaged";
    }

    /** Answers each CON request with its own payload (RFC 7252, section 3). */
    private static void echo(DatagramSocket socket) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                socket.receive(packet);
                byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                int token = request[0] & 0x0F;
                int payload = 4 + token;
                while (payload < request.length && (request[payload] & 0xFF) != 0xFF) {
                    // no option of this client is longer than 12 bytes, nor further from its neighbour than 12
                    payload += 1 + (request[payload] & 0x0F);
                }
                byte[] answer = new byte[4 + token + request.length - payload];
                System.arraycopy(request, 0, answer, 0, 4 + token);
                answer[0] = (byte) (0x60 | token);
                answer[1] = 0x44;
                System.arraycopy(request, payload, answer, 4 + token, request.length - payload);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (java.io.IOException e) {
            // closed
        }
    }
}

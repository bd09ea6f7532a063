// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.at.Hex;
import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static io.github.bc66coap.simulator.Peer.option;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DtlsTest {
    private static final String IDENTITY = "867997030314412";
    private static final String KEY = "010203040506070809";

    @RegisterExtension
    static final KeyWatch LOG = KeyWatch.of(KEY).expectTrace("org.eclipse.californium");

    private final CoapCodec codec = new CoapCodec();
    private final BlockingQueue<RawData> received = new LinkedBlockingQueue<>();
    private final List<AlertMessage> alerts = new CopyOnWriteArrayList<>();
    private DTLSConnector server;
    private VirtualBc66 modem;
    private Terminal te;
    private int port;
    private int serverPort;
    private final Peer silent = new Peer();

    @BeforeEach
    void start() throws Exception {
        DtlsConfig.register();
        Configuration configuration = new Configuration();
        configuration.setAsList(DtlsConfig.DTLS_CIPHER_SUITES, CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
        configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        server = new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                .setAddress(new InetSocketAddress("127.0.0.1", 0))
                .setAdvancedPskStore(
                        new AdvancedSinglePskStore(IDENTITY, Hex.parse(KEY).orElseThrow()))
                .build());
        server.setRawDataReceiver(received::add);
        server.setAlertHandler((peer, alert) -> alerts.add(alert));
        server.start();
        serverPort = server.getAddress().getPort();
        startModule(builder -> {});
        port = FreePorts.udp();
    }

    /** However long this machine takes for a handshake: the module waits. */
    private void startModule(Consumer<VirtualBc66.Builder> more) {
        VirtualBc66.Builder builder = VirtualBc66.builder().pty().dtlsTimers(Duration.ofMinutes(1), 1);
        more.accept(builder);
        modem = builder.start();
        te = Terminal.of(modem);
    }

    @AfterEach
    void stop() {
        te.close();
        modem.close();
        server.destroy();
        silent.close();
    }

    private void restart(Consumer<VirtualBc66.Builder> more) {
        te.close();
        modem.close();
        startModule(more);
    }

    /** For a handshake that nobody answers. */
    private void restartImpatiently() {
        restart(builder -> builder.dtlsTimers(Duration.ofMillis(200), 1));
    }

    /** Makes a session with the server. */
    private void session() throws Exception {
        create(IDENTITY, KEY);
        te.at(send("1,1,IP,0"), "OK", "+QCOAPSEND: 0");
        next();
    }

    private void create(String identity, String key) {
        te.at("AT+QCOAPCREATE=" + port + ",1,\"" + identity + "\",\"" + key + "\"");
    }

    private CoapMessage next() throws InterruptedException {
        return codec.decode(received.poll(30, TimeUnit.SECONDS).getBytes()).orElseThrow();
    }

    private String send(String message) {
        return "AT+QCOAPSEND=" + message.replace("IP", "\"127.0.0.1\"," + serverPort);
    }

    @Test
    void section43OfTheNoteRunsOverDtls() throws Exception {
        create(IDENTITY, KEY);
        te.at("AT+QCOAPADDRES=6,\"/4/0/8\"");
        te.at("AT+QCOAPHEAD=3,43586");
        te.at("AT+QCOAPOPTION=1,11,\"rd\"");
        te.at(send("0,2,IP,2,\"0102\""), "OK", "+QCOAPSEND: 0");
        RawData raw = received.poll(30, TimeUnit.SECONDS);
        EndpointContext session = raw.getEndpointContext();
        CoapMessage request = codec.decode(raw.getBytes()).orElseThrow();
        assertThat(request.messageId()).isEqualTo(43586);
        answer(session, new CoapMessage(MessageType.ACK, 0x41, 43586, new byte[0], List.of(), new byte[0]));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.01,43586\r\n");

        byte[] token = Hex.parse("2160BCAE7A128C04").orElseThrow();
        answer(
                session,
                new CoapMessage(
                        MessageType.CON,
                        1,
                        9620,
                        token,
                        List.of(option(6), option(11, "19"), option(11, "0"), option(11, "0")),
                        new byte[0]));
        te.expect("\r\n+QCOAPURC: \"req\",0,1,9620,09,8,\"2160BCAE7A128C04\",6,\"0\",11,\"19\",11,\"0\",11,\"0\"\r\n");
        te.at("AT+QCOAPHEAD=5,9620,8,\"2160BCAE7A128C04\"");
        te.at(send("2,205,IP,0"), "OK", "+QCOAPSEND: 0");
        CoapMessage response = next();
        assertThat(response.type()).isEqualTo(MessageType.ACK);
        assertThat(response.messageId()).isEqualTo(9620);
        assertThat(response.token()).isEqualTo(token);
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
    }

    private void answer(EndpointContext session, CoapMessage message) {
        server.send(RawData.outbound(codec.encode(message), session, null, false));
    }

    @Test
    void deletingTheContextSendsCloseNotify() throws Exception {
        session();

        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");

        await().until(() -> !alerts.isEmpty());
        assertThat(alerts).singleElement().satisfies(alert -> assertThat(alert.getDescription())
                .isEqualTo(AlertDescription.CLOSE_NOTIFY));
    }

    @Test
    void aRestartOrLossOfPowerSendsNoCloseNotify() throws Exception {
        session();
        modem.reboot();
        assertThat(modem.contextExists()).isFalse();
        await().until(() -> te.received().endsWith("+CPIN: READY\r\n"));

        te.clear();
        session();
        modem.close();

        await().during(Duration.ofMillis(200)).until(alerts::isEmpty);
    }

    @Test
    void theQuirkNoCloseNotifyOmitsTheAlert() throws Exception {
        restart(builder -> builder.quirk(Quirk.NO_CLOSE_NOTIFY));
        session();

        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");

        await().during(Duration.ofMillis(200)).until(alerts::isEmpty);
    }

    @Test
    void wrongKeyFailsTheHandshake() {
        restartImpatiently();
        create(IDENTITY, "0A0B");
        te.at(send("0,1,IP,0"), "OK", "+QCOAPSEND: 2");
        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 2", "OK");
        assertThat(received).isEmpty();
    }

    @Test
    void unknownIdentityFailsTheHandshake() {
        restartImpatiently();
        create("nobody", KEY);
        te.at(send("1,1,IP,0"), "OK", "+QCOAPSEND: 2");
    }

    @Test
    void silentPeerFailsTheHandshake() {
        restartImpatiently();
        serverPort = silent.port();
        create(IDENTITY, KEY);
        te.at(send("1,1,IP,0"), "OK", "+QCOAPSEND: 2");
    }

    @Test
    void deletingTheContextEndsAHandshake() {
        serverPort = silent.port();
        create(IDENTITY, KEY);
        te.at(send("1,1,IP,0"), "OK");
        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 0", "OK");
        te.at(send("1,1,IP,0"), "ERROR"); // the first is still under way
        te.at("AT+QCOAPDEL", "OK", "+QCOAPSEND: 3", "+QCOAPDEL: 0");
    }

    /** The server still holds the session: it sees a handshake, and no close_notify before it. */
    @Test
    void aModuleThatForgetsItsSessionsBeginsWithAHandshake() throws Exception {
        assertThat(modem.forgetSessions()).as("without a context").isFalse();
        session();
        EndpointContext before = exchange();
        assertThat(exchange().get(DtlsEndpointContext.KEY_SESSION_ID))
                .as("the same session")
                .isEqualTo(before.get(DtlsEndpointContext.KEY_SESSION_ID));

        assertThat(modem.forgetSessions()).isTrue();

        assertThat(exchange().get(DtlsEndpointContext.KEY_SESSION_ID))
                .isNotEqualTo(before.get(DtlsEndpointContext.KEY_SESSION_ID));
        assertThat(alerts).isEmpty();
        assertThat(modem.contextIsEncrypted()).isTrue();
    }

    /** @return the session that a message came by */
    private EndpointContext exchange() throws Exception {
        te.at(send("1,1,IP,0"), "OK", "+QCOAPSEND: 0");
        return received.poll(30, TimeUnit.SECONDS).getEndpointContext();
    }
}

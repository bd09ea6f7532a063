// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.at.Hex;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static io.github.bc66coap.simulator.Peer.message;
import static io.github.bc66coap.simulator.Peer.option;
import static io.github.bc66coap.simulator.coap.MessageType.ACK;
import static io.github.bc66coap.simulator.coap.MessageType.CON;
import static io.github.bc66coap.simulator.coap.MessageType.NON;
import static io.github.bc66coap.simulator.coap.MessageType.RST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** CoAP as it goes over the network, and as it is reported. */
@Execution(ExecutionMode.CONCURRENT)
class MessageLayerTest {
    private static final byte[] NONE = {};
    /** How often a message is sent is for {@link RetransmissionTest}. */
    private static final Duration NO_RETRANSMISSION = Duration.ofMinutes(5);

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(builder -> builder.pty().ackTimeout(NO_RETRANSMISSION));

    @AutoClose
    private final Peer peer = new Peer();

    private final int port = FreePorts.udp();
    private final String to = "\"127.0.0.1\"," + peer.port();

    @AutoClose
    private Terminal te;

    @BeforeEach
    void create() {
        te = Terminal.of(bc66.modem());
        te.at("AT+QCOAPCREATE=" + port + ",0");
    }

    private CoapMessage send(String type, String code) {
        te.at("AT+QCOAPSEND=" + type + "," + code + "," + to + ",0", "OK", "+QCOAPSEND: 0");
        return peer.receive();
    }

    private void expectStatus(int status) {
        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: " + status, "OK");
    }

    private void toModule(CoapMessage message) {
        peer.send(message, bc66.modem().coapAddress());
    }

    private void expectUrc(String urc) {
        te.expect("\r\n+QCOAPURC: " + urc + "\r\n");
    }

    // --- sending ---

    @Test
    void aMessageIsEncodedAsRfc7252Says() {
        te.at("AT+QCOAPHEAD=5,4660,2,\"ABCD\"");
        te.at("AT+QCOAPOPTION=4,12,\"0\",11,\"b\",11,\"a\",6,\"258\"");
        te.at("AT+QCOAPSEND=1,2," + to + ",2,\"00ff\"", "OK", "+QCOAPSEND: 0");
        // NON POST, token, Observe 258, Uri-Path b and a (in this order), Content-Format 0 (no bytes), payload
        assertThat(Hex.format(peer.receiveBytes())).isEqualTo("52021234ABCD620102" + "5162" + "0161" + "10" + "FF00FF");
    }

    @Test
    void everyOptionOfTheTableIsSent() {
        te.at("AT+QCOAPOPTION=12,1,\"0A0B\",3,\"host\",4,\"xyz\",5,\"1\",6,\"0\",7,\"5683\",8,\"l\",11,\"p\",12,\"40\","
                + "14,\"60\",15,\"q=1\",17,\"50\"");
        assertThat(send("1", "1").options())
                .extracting(CoapOption::toString)
                .containsExactly(
                        "1=0A0B",
                        "3=host",
                        "4=78797A",
                        "5=",
                        "6=0",
                        "7=5683",
                        "8=l",
                        "11=p",
                        "12=40",
                        "14=60",
                        "15=q=1",
                        "17=50");
        te.at("AT+QCOAPOPTION=7,20,\"lq\",23,\"22\",27,\"14\",28,\"1000\",35,\"coap://h/\",39,\"coap\",60,\"70000\"");
        assertThat(send("1", "1").options())
                .extracting(CoapOption::toString)
                .containsExactly("20=lq", "23=22", "27=14", "28=1000", "35=coap://h/", "39=coap", "60=70000");
    }

    @Test
    void headAndOptionsAreForOneMessage() {
        te.at("AT+QCOAPHEAD=5,1,1,\"01\"");
        te.at("AT+QCOAPOPTION=1,11,\"a\"");
        te.at("AT+QCOAPSEND=1,9," + to + ",0", "ERROR"); // uses nothing up
        CoapMessage first = send("1", "1");
        assertThat(first.messageId()).isEqualTo(1);
        assertThat(first.tokenText()).isEqualTo("01");
        assertThat(first.options()).hasSize(1);
        CoapMessage second = send("1", "1");
        assertThat(second.token()).isEmpty();
        assertThat(second.options()).isEmpty();
    }

    @Test
    void messageIdsAndTokensAreRandomUnlessGiven() {
        Set<Integer> ids = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            te.at("AT+QCOAPHEAD=1");
            CoapMessage sent = send("1", "1");
            ids.add(sent.messageId());
            tokens.add(sent.tokenText());
            assertThat(sent.token()).hasSize(8);
        }
        assertThat(ids).hasSizeGreaterThan(4);
        assertThat(tokens).hasSize(8);
        te.at("AT+QCOAPHEAD=4,13940");
        CoapMessage fixed = send("1", "1");
        assertThat(fixed.messageId()).isEqualTo(13940);
        assertThat(fixed.token()).hasSize(8);
    }

    @Test
    void emptyAckAndResetAreSent() {
        te.at("AT+QCOAPHEAD=3,77");
        assertThat(send("2", "0")).satisfies(ack -> {
            assertThat(ack.type()).isEqualTo(ACK);
            assertThat(ack.isEmpty()).isTrue();
            assertThat(ack.messageId()).isEqualTo(77);
        });
        te.at("AT+QCOAPHEAD=3,78");
        assertThat(send("3", "0")).satisfies(rst -> assertThat(rst.type()).isEqualTo(RST));
    }

    @Test
    void dataModeTakesEveryByte() {
        byte[] all = new byte[1024];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String command = "AT+QCOAPSEND=1,2," + to + ",1024";
        te.send(command + "\r\n").expect(command + "\r\r\n>");
        te.send(all).expect(new String(all, StandardCharsets.ISO_8859_1)).expect("\r\nOK\r\n\r\n+QCOAPSEND: 0\r\n");
        assertThat(peer.receive().payload()).isEqualTo(all);
        te.at("AT");
    }

    @Test
    void dataThatComesBeforeThePromptIsLost() {
        te.send("ATE0\r").expect("ATE0\r\r\nOK\r\n");
        te.send("AT+QCOAPSEND=1,2," + to + ",3\rabc").expect("\r\n>");
        te.send("\nd").send("efAT\r").expect("\r\nOK\r\n");
        assertThat(peer.receive().payload()).isEqualTo("\nde".getBytes());
        // What is left of the data is no command line: fAT.
        await().until(() -> te.received().contains("ERROR") && te.received().contains("+QCOAPSEND: 0"));
    }

    @Test
    void unsolicitedResultsWaitForTheEndOfData() {
        String command = "AT+QCOAPSEND=1,2," + to + ",2";
        te.send(command + "\r").expect(command + "\r\r\n>");
        bc66.modem().recovered(0);
        te.send("xy").expect("xy\r\nOK\r\n");
        await().until(() ->
                te.received().contains("+QCOAPSEND: 0") && te.received().contains("recovered,0"));
    }

    @Test
    void inlineDataUpTo512BytesIsSent() {
        te.at("AT+QCOAPSEND=1,2," + to + ",512,\"" + "5a".repeat(512) + "\"", "OK", "+QCOAPSEND: 0");
        assertThat(peer.receive().payload()).hasSize(512).containsOnly(0x5a);
    }

    // --- reliability ---

    @Test
    void statusIsOfTheLastConfirmableMessage() {
        CoapMessage first = send("0", "1");
        CoapMessage second = send("0", "1");
        send("1", "1");
        peer.reply(CoapMessage.empty(RST, first.messageId()));
        expectUrc("\"rsp\",3,0.00," + first.messageId());
        expectStatus(1);
        peer.reply(CoapMessage.empty(ACK, second.messageId()));
        expectUrc("\"rsp\",2,0.00," + second.messageId());
        expectStatus(4);
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        expectStatus(0);
    }

    @Test
    void detachedModuleFailsToSendAndHearsNothing() {
        te.at("AT+CGATT=0");
        te.at("AT+QCOAPSEND=0,1," + to + ",0", "OK", "+QCOAPSEND: 3");
        expectStatus(2);
        toModule(CoapMessage.empty(CON, 1));
        assertThat(peer.isSilent(100)).isTrue();
        te.at("AT+CGATT=1");
        CoapMessage sent = send("1", "1");
        assertThat(sent.type()).isEqualTo(NON);
    }

    @Test
    void anUnreachableAddressFailsTheSend() {
        te.at("AT+QCOAPSEND=0,1,\"2001:db8::1\",5683,0", "OK", "+QCOAPSEND: 3");
        expectStatus(2);
    }

    @Test
    void aPortInUseRefusesTheContext() throws Exception {
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            te.at("AT+QCOAPCREATE=" + socket.getLocalPort() + ",0", "ERROR");
        }
        te.at("AT+QCOAPCREATE=" + port + ",0");
        assertThat(bc66.modem().coapAddress().getPort()).isEqualTo(port);
    }

    // --- receiving ---

    @Test
    void pingIsAnsweredByReset() {
        toModule(CoapMessage.empty(CON, 4711));
        CoapMessage reset = peer.receive();
        assertThat(reset.type()).isEqualTo(RST);
        assertThat(reset.messageId()).isEqualTo(4711);
        te.at("AT");
        assertThat(te.received()).isEmpty();
    }

    @Test
    void duplicatesAreReportedEachTime() {
        CoapMessage request = message(CON, 3, 5, new byte[] {7}, List.of(option(11, "x")), new byte[] {1});
        toModule(request);
        toModule(request);
        expectUrc("\"req\",0,3,5,83,1,\"07\",11,\"x\",1,\"01\"");
        expectUrc("\"req\",0,3,5,83,1,\"07\",11,\"x\",1,\"01\"");
        assertThat(peer.isSilent(50)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "40",
                "C0010001",
                "4F010001",
                "49010001",
                "40010001FF",
                "50000001",
                "60010001",
                "70450001",
                "44010001AA",
                "4001000139",
                "40050001",
            })
    void malformedAndUnknownMessagesAreDropped(String datagram) {
        peer.send(Hex.parse(datagram).orElseThrow(), bc66.modem().coapAddress());
        toModule(message(NON, 1, 2, NONE, List.of(), NONE));
        expectUrc("\"req\",1,1,2,00");
    }

    /** open-coap marks a block of 17 bytes as the last one of 16, and writes a Content-Format 0 of one byte. */
    @ParameterizedTest
    @CsvSource({
        // POST with Block1 0/_/16, NON 2.05 with Block2 0/_/16
        "500200 03 D10E00 FF, '\"req\",1,2,3,80,17'",
        "504500 03 D10A00 FF, '\"rsp\",1,2.05,3,17'"
    })
    void aBlockMayBeLongerThanItsOptionSays(String start, String urc) {
        String block = "00112233445566778899AABBCCDDEEFF00";
        peer.send(
                Hex.parse(start.replace(" ", "") + block).orElseThrow(),
                bc66.modem().coapAddress());
        expectUrc(urc + ",\"" + block + "\"");
    }

    /** Observe, Uri-Port and Content-Format (RFC 7252 section 3.2: recipients must be prepared for leading zeros). */
    @Test
    void numbersMayHaveLeadingZeros() {
        peer.send(
                Hex.parse("50010003" + "6100" + "120050" + "5100").orElseThrow(),
                bc66.modem().coapAddress());
        expectUrc("\"req\",1,1,3,06,6,\"0\",7,\"80\",12,\"0\"");
    }

    @Test
    void onlySixOptionsAreShown() {
        toModule(message(
                NON,
                4,
                3,
                NONE,
                List.of(
                        option(3, "h"),
                        option(4, 1),
                        option(6, 1, 0),
                        option(7, 22, 51),
                        option(8, "l"),
                        option(11, "p"),
                        option(12, 40),
                        option(14, 60),
                        option(15, "q=a,b"),
                        option(17, 50),
                        option(60, 9)),
                NONE));
        expectUrc("\"req\",1,4,3,0C,6,\"256\",7,\"5683\",8,\"l\",11,\"p\",12,\"40\",15,\"q=a,b\"");
    }

    @Test
    void showrspoptPrintsTheOptionCountOfResponses() {
        te.at("AT+QCOAPCFG=\"Showrspopt\",1");
        toModule(message(NON, 0x45, 3, NONE, List.of(option(14, 60)), new byte[] {1}));
        expectUrc("\"rsp\",1,2.05,3,0,1,\"01\"");
        toModule(CoapMessage.empty(ACK, 4));
        expectUrc("\"rsp\",2,0.00,4,0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41, 50})
    void textIsPrintedRaw(int format) {
        CoapOption option = format == 0 ? option(12) : option(12, format);
        toModule(message(NON, 0x45, 3, NONE, List.of(option), "a\"\r\nOK\r\n,ä".getBytes(StandardCharsets.UTF_8)));
        te.expect("\r\n+QCOAPURC: \"rsp\",1,2.05,3,11,"
                + new String("a\"\r\nOK\r\n,ä".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) + "\r\n");
        toModule(message(NON, 2, 3, NONE, List.of(option), "x".getBytes()));
        expectUrc("\"req\",1,2,3,82,12,\"" + format + "\",1,x");
    }

    @Test
    void unusualResponseCodesArePrinted() {
        toModule(message(NON, 0x5f, 3, NONE, List.of(), NONE));
        expectUrc("\"rsp\",1,2.31,3");
        toModule(message(NON, 0x88, 3, NONE, List.of(), NONE));
        expectUrc("\"rsp\",1,4.08,3");
    }

    @Test
    void showraPrintsThePeersAddressInRequests() {
        te.at("AT+QCOAPCFG=\"Showra\",1");
        toModule(message(NON, 1, 3, NONE, List.of(), NONE));
        expectUrc("\"req\",127.0.0.1," + peer.port() + ",1,1,3,00");
    }

    @Test
    void urcEndsAt1300Bytes() {
        toModule(message(NON, 0x45, 1, NONE, List.of(), new byte[1000]));
        String head = "+QCOAPURC: \"rsp\",1,2.05,1,1000,\"";
        int bytes = (1300 - head.length() - 1) / 2;
        te.expect("\r\n" + head + "00".repeat(bytes) + "\"\r\n");
        assertThat(head.length() + 2 * bytes + 1).isBetween(1299, 1300);
        toModule(message(
                NON, 0x45, 1, NONE, List.of(option(12)), "t".repeat(1290).getBytes()));
        head = "+QCOAPURC: \"rsp\",1,2.05,1,1290,";
        te.expect("\r\n" + head + "t".repeat(1300 - head.length()) + "\r\n");
        te.at("AT");
    }

    // --- methods that the note doesn't have ---

    /** Of the first byte, the type; a token, and Uri-Path a. */
    private void request(int first, int code) {
        peer.send(
                new byte[] {(byte) first, (byte) code, 0x12, 0x34, 0x0A, 0x0B, (byte) 0xB1, 'a'},
                bc66.modem().coapAddress());
    }

    /** RFC 7252, section 5.8; FETCH, PATCH and iPATCH (RFC 8132) are among them. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 0x1F})
    void anUnknownMethodIsAnswered405AndNotReported(int code) {
        request(0x42, code);
        assertThat(Hex.format(peer.receiveBytes())).isEqualTo("628512340A0B");
        request(0x52, code);
        CoapMessage answer = peer.receive();
        assertThat(answer.type()).isEqualTo(NON);
        assertThat(answer.codeText()).isEqualTo("4.05");
        assertThat(answer.tokenText()).isEqualTo("0A0B");
        assertThat(answer.options()).isEmpty();
        // the next thing that the TE reads is about the next request
        request(0x42, 1);
        expectUrc("\"req\",0,1,4660,03,2,\"0A0B\",11,\"a\"");
    }

    @Test
    void anAckOrResetWithAMethodIsIgnored() {
        request(0x62, 5);
        request(0x72, 8);
        request(0x42, 5);
        assertThat(Hex.format(peer.receiveBytes())).isEqualTo("628512340A0B");
    }
}

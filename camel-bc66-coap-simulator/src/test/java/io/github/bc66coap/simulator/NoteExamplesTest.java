// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.at.Hex;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static io.github.bc66coap.simulator.Peer.message;
import static io.github.bc66coap.simulator.Peer.option;
import static io.github.bc66coap.simulator.coap.MessageType.ACK;
import static io.github.bc66coap.simulator.coap.MessageType.CON;
import static org.assertj.core.api.Assertions.assertThat;

/** The dialogues of the note's chapter 4 (with other addresses and ports), over both kinds of line. */
@ParameterizedClass
@ValueSource(strings = {"pty", "tcp"})
class NoteExamplesTest {
    private static final byte[] NONE = {};

    @Parameter
    String line;

    @AutoClose
    private final Peer peer = new Peer();

    private final String ip = "\"127.0.0.1\"," + peer.port();
    private final int port = FreePorts.udp();

    @AutoClose
    private VirtualBc66 modem;

    @AutoClose
    private Terminal te;

    @BeforeEach
    void start() {
        // what the peer gets next is no repetition, however busy this machine is
        VirtualBc66.Builder builder = VirtualBc66.builder().ackTimeout(Duration.ofMinutes(5));
        modem = ("pty".equals(line) ? builder.pty() : builder.tcp(0)).start();
        te = Terminal.of(modem);
    }

    private CoapMessage sent(String command) {
        te.at(command, "OK", "+QCOAPSEND: 0");
        return peer.receive();
    }

    /** What a server asks the module. */
    private void request(int method, int messageId, byte[] token, byte[] payload, CoapOption... options) {
        peer.send(message(CON, method, messageId, token, List.of(options), payload), modem.coapAddress());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theDialogueOfSection41Runs() {
        te.at("AT+CGATT?", "+CGATT: 1", "OK");
        te.at("AT+QCOAPCREATE=" + port + ",0");
        te.at("AT+QCOAPOPTION=1,11,\"validate\"");
        CoapMessage request = sent("AT+QCOAPSEND=0,1," + ip + ",0");
        assertThat(request.type()).isEqualTo(CON);
        assertThat(request.code()).isEqualTo(1);
        assertThat(request.token()).isEmpty();
        assertThat(request.options()).extracting(CoapOption::toString).containsExactly("11=validate");
        assertThat(request.payload()).isEmpty();
        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 1", "OK");
        peer.reply(message(ACK, 0x45, request.messageId(), NONE, List.of(option(12)), ascii("123123456")));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.05," + request.messageId() + ",9,123123456\r\n");
        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 4", "OK");

        te.at("AT+QCOAPHEAD=3,5566");
        te.at("AT+QCOAPOPTION=1,11,\"validate\"");
        request = sent("AT+QCOAPSEND=0,1," + ip + ",0");
        assertThat(request.messageId()).isEqualTo(5566);
        assertThat(request.token()).isEmpty();
        peer.reply(message(ACK, 0x45, 5566, NONE, List.of(option(12)), ascii("123123456")));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.05,5566,9,123123456\r\n");

        te.at("AT+QCOAPHEAD=5,6677,4,\"30323436\"");
        te.at("AT+QCOAPOPTION=1,11,\"test\"");
        request = sent("AT+QCOAPSEND=0,1," + ip + ",0");
        assertThat(request.messageId()).isEqualTo(6677);
        assertThat(request.token()).isEqualTo(ascii("0246"));
        String text = "Type: 0 (CON)\nCode: 1 (GET)\nMID: 6677\nToken: 30323436";
        peer.reply(message(ACK, 0x45, 6677, request.token(), List.of(option(12)), ascii(text)));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.05,6677," + text.length() + "," + text + "\r\n");
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
    }

    @Test
    void theDialogueOfSection42Runs() {
        te.at("AT+QCOAPCREATE=" + port + ",0");
        te.at("AT+QCOAPADDRES=6,\"/4/0/2\"");
        te.at("AT+QCOAPADDRES=7,\"/19/1/0\"");
        assertThat(modem.resources()).containsExactly("/4/0/2", "/19/1/0");
        te.at("AT+QCOAPHEAD=1");
        te.at("AT+QCOAPOPTION=6,11,\"rd\",12,\"42\",15,\"lwm2m=1.0\","
                + "15,\"ep=867725030002525;460041850403693\",15,\"b=U\",15,\"lt=86400\"");
        String links = "3c2f3e3b72743d226f6d612e6c776d326d222c3c2f312f303e2c3c2f332f303e2c"
                + "3c2f342f303e2c3c2f352f303e2c3c2f31392f303e2c3c2f31392f313e";
        CoapMessage request = sent("AT+QCOAPSEND=0,2," + ip + ",62,\"" + links + "\"");
        assertThat(request.code()).isEqualTo(2);
        assertThat(request.token()).hasSize(8);
        assertThat(request.options())
                .extracting(CoapOption::toString)
                .containsExactly(
                        "11=rd",
                        "12=42",
                        "15=lwm2m=1.0",
                        "15=ep=867725030002525;460041850403693",
                        "15=b=U",
                        "15=lt=86400");
        assertThat(Hex.format(request.payload())).isEqualToIgnoringCase(links);
        peer.reply(message(ACK, 0x41, request.messageId(), request.token(), List.of(option(8, "rd")), NONE));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.01," + request.messageId() + "\r\n");

        byte[] token = Hex.parse("1A98EB114F501C07").orElseThrow();
        request(1, 62084, token, NONE, option(6), option(11, "19"), option(11, "0"), option(11, "0"));
        te.expect("\r\n+QCOAPURC: \"req\",0,1,62084,09,8,\"1A98EB114F501C07\",6,\"0\",11,\"19\",11,\"0\",11,\"0\"\r\n");
        te.at("AT+QCOAPHEAD=5,62084,8,\"1A98EB114F501C07\"");
        CoapMessage response = sent("AT+QCOAPSEND=2,205," + ip + ",0");
        assertThat(response.type()).isEqualTo(ACK);
        assertThat(response.codeText()).isEqualTo("2.05");
        assertThat(response.messageId()).isEqualTo(62084);
        assertThat(response.token()).isEqualTo(token);
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        assertThat(modem.contextExists()).isFalse();
    }

    @Test
    void theDialogueOfSection43RunsUnencrypted() {
        te.at("AT+QCOAPCREATE=" + port + ",0");
        byte[] token = Hex.parse("ABE58C92").orElseThrow();
        CoapOption uriPort = option(7, 0x1d, 0xa9);
        request(1, 9621, token, NONE, uriPort, option(11, "4"), option(11, "0"), option(11, "8"), option(12));
        te.expect(
                "\r\n+QCOAPURC: \"req\",0,1,9621,0B,4,\"ABE58C92\",7,\"7593\",11,\"4\",11,\"0\",11,\"8\",12,\"0\"\r\n");
        te.at("AT+QENG=0", "+QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3", "OK");
        te.at("AT+QCOAPHEAD=5,9621,4,\"ABE58C92\"");
        CoapMessage response = sent("AT+QCOAPSEND=2,205," + ip + ",8,\"3936373739333135\"");
        assertThat(response.payload()).isEqualTo(ascii("96779315"));

        te.at("AT+QCOAPHEAD=2,8,\"2160BCAE7A128C04\"");
        CoapMessage separate = sent("AT+QCOAPSEND=0,205," + ip + ",3,\"010203\"");
        assertThat(separate.type()).isEqualTo(CON);
        assertThat(separate.codeText()).isEqualTo("2.05");
        assertThat(separate.tokenText()).isEqualTo("2160BCAE7A128C04");
        peer.reply(CoapMessage.empty(ACK, separate.messageId()));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,0.00," + separate.messageId() + "\r\n");

        token = Hex.parse("4733").orElseThrow();
        byte[] payload = Hex.parse("FFFE01134C9A0000").orElseThrow();
        request(2, 9624, token, payload, uriPort, option(11, "19"), option(11, "1"), option(11, "0"), option(12, 42));
        te.expect("\r\n+QCOAPURC: \"req\",0,2,9624,8B,2,\"4733\",7,\"7593\",11,\"19\",11,\"1\",11,\"0\",12,\"42\","
                + "8,\"FFFE01134C9A0000\"\r\n");
    }

    @Test
    void theDialogueOfSection44Runs() {
        te.at("AT+QCOAPCREATE=" + port + ",0");
        te.at("AT+QCOAPCFG=\"Showrspopt\",1");
        te.at("AT+QCOAPOPTION=5,11,\"rd\",12,\"40\",15,\"ep=863405040004373\",15,\"b=U\",15,\"lt=2700\"");
        CoapMessage request = sent("AT+QCOAPSEND=0,2," + ip + ",22,\"3c2f3e3b72743d226f6d612e6c776d326d222c3c2f30\"");
        List<CoapOption> location = List.of(option(8, "rd"), option(8, "863405040004373"));
        peer.reply(message(ACK, 0x41, request.messageId(), NONE, location, NONE));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.01," + request.messageId() + ",2,8,\"rd\",8,\"863405040004373\"\r\n");

        te.at("AT+QCOAPCFG=\"Showra\",1");
        request = sent("AT+QCOAPSEND=0,2," + ip + ",0");
        peer.reply(message(ACK, 0x41, request.messageId(), NONE, location, NONE));
        te.expect("\r\n+QCOAPURC: \"rsp\",127.0.0.1," + peer.port() + ",2,2.01," + request.messageId()
                + ",2,8,\"rd\",8,\"863405040004373\"\r\n");

        te.at("AT+QCOAPCFG=\"Showrspopt\",0");
        te.at("AT+QCOAPCFG=\"Showra\",0");
        te.at("AT+QCOAPOPTION=2,11,\"hello\",15,\"name=aaaa\"");
        request = sent("AT+QCOAPSEND=0,1," + ip + ",0");
        String text = "hi name=aaaa,this is quectel iot platform";
        peer.reply(message(ACK, 0x45, request.messageId(), NONE, List.of(option(12)), ascii(text)));
        te.expect("\r\n+QCOAPURC: \"rsp\",2,2.05," + request.messageId() + ",41," + text + "\r\n");
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
    }

    @Test
    void dataModeOfSection237SendsItsData() {
        te.at("AT+QCOAPCREATE=" + port + ",0");
        String command = "AT+QCOAPSEND=1,1," + ip + ",4";
        te.send(command + "\r").expect(command + "\r").expect("\r\n>");
        te.send("0102").expect("0102\r\nOK\r\n").expect("\r\n+QCOAPSEND: 0\r\n");
        assertThat(peer.receive().payload()).isEqualTo(ascii("0102"));
    }
}

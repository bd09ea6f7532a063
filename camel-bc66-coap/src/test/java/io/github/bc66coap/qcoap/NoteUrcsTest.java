// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.HexFormat;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Every notification of the note's chapters 2 and 4. */
class NoteUrcsTest {
    private static final String NEXT = "\r\n\r\nOK\r\n\r\n+QCOAPSEND: 0\r\n";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPayloadInHexIsRead(boolean showOptions) {
        ResponseUrc urc = response(
                showOptions, "+QCOAPURC: \"rsp\",2,2.05,61440,24,\"4E692048616F2066726F6D20436F41502E4E455420524643\"");
        assertResponse(urc, Code.CONTENT, 61440, "Ni Hao from CoAP.NET RFC");
    }

    @ParameterizedTest
    @CsvSource({"12194,false", "12194,true", "5566,false", "5566,true"})
    void aPayloadInTextIsRead(int messageId, boolean showOptions) {
        ResponseUrc urc = response(showOptions, "+QCOAPURC: \"rsp\",2,2.05," + messageId + ",9,123123456");
        assertResponse(urc, Code.CONTENT, messageId, "123123456");
    }

    /** The length of 53 only fits when its lines end with LF alone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTextOfSeveralLinesIsRead(boolean showOptions) {
        String text = "Type: 0 (CON)\nCode: 1 (GET)\nMID: 6677\nToken: 30323436";
        assertThat(text).hasSize(53);
        assertResponse(response(showOptions, "+QCOAPURC: \"rsp\",2,2.05,6677,53," + text), Code.CONTENT, 6677, text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTextWithCommasIsRead(boolean showOptions) {
        String text = "hi name=aaaa,this is quectel iot platform";
        assertResponse(response(showOptions, "+QCOAPURC: \"rsp\",2,2.05,54750,41," + text), Code.CONTENT, 54750, text);
    }

    @ParameterizedTest
    @CsvSource({"2.01,55018", "2.01,43586", "0.00,43587"})
    void aResponseWithoutPayloadIsRead(String code, int messageId) {
        for (boolean showOptions : new boolean[] {false, true}) {
            ResponseUrc urc = response(showOptions, "+QCOAPURC: \"rsp\",2," + code + "," + messageId);
            assertThat(urc)
                    .isEqualTo(new ResponseUrc(
                            Optional.empty(),
                            MessageType.ACK,
                            Code.parse(code),
                            new MessageId(messageId),
                            CoapOptions.EMPTY,
                            Payload.NONE));
        }
    }

    @ParameterizedTest
    @CsvSource({"'',13357", "'220.180.239.212,8063,',13358"})
    void optionsAndAddressOfAResponseAreRead(String address, int messageId) {
        ResponseUrc urc = response(
                true, "+QCOAPURC: \"rsp\"," + address + "2,2.01," + messageId + ",2,8,\"rd\",8,\"863405040004373\"");
        assertThat(urc.options().values(OptionDefinition.LOCATION_PATH)).containsExactly("rd", "863405040004373");
        assertThat(urc.options().size()).isEqualTo(2);
        assertThat(urc.messageId()).isEqualTo(new MessageId(messageId));
        assertThat(urc.code()).isEqualTo(Code.CREATED);
        assertThat(urc.peer())
                .isEqualTo(address.isEmpty() ? Optional.empty() : Optional.of(new Peer("220.180.239.212", 8063)));
    }

    @ParameterizedTest
    @CsvSource({
        "'0,1,62084,09,8,\"1A98EB114F501C07\",6,\"0\",11,\"19\",11,\"0\",11,\"0\"',1,62084,1A98EB114F501C07,/19/0/0,''",
        "'0,1,9620,09,8,\"2160BCAE7A128C04\",6,\"0\",11,\"19\",11,\"0\",11,\"0\"',1,9620,2160BCAE7A128C04,/19/0/0,''",
        "'0,1,9621,0B,4,\"ABE58C92\",7,\"7593\",11,\"4\",11,\"0\",11,\"8\",12,\"0\"',1,9621,ABE58C92,/4/0/8,''",
        "'0,2,9624,8B,2,\"4733\",7,\"7593\",11,\"19\",11,\"1\",11,\"0\",12,\"42\",8,\"FFFE01134C9A0000\"',"
                + "2,9624,4733,/19/1/0,FFFE01134C9A0000"
    })
    void requestsAreReadWithTheirFields(
            String fields, int method, int messageId, String token, String path, String payload) {
        byte[] stream = Urcs.bytes("+QCOAPURC: \"req\",", fields, NEXT);
        RequestUrc urc = (RequestUrc) Urcs.read(true, stream);
        assertThat(urc.peer()).isEmpty();
        assertThat(urc.type()).isEqualTo(MessageType.CON);
        assertThat(urc.code()).isEqualTo(Code.of(0, method));
        assertThat(urc.messageId()).isEqualTo(new MessageId(messageId));
        assertThat(urc.token()).isEqualTo(Token.fromHex(token));
        assertThat(urc.options().uriPath()).isEqualTo(path);
        assertThat(urc.content().bytes()).isEqualTo(HexFormat.of().parseHex(payload));
        assertThat(urc.content().truncated()).isFalse();
        assertThat(Urcs.read(false, stream)).isEqualTo(urc);
    }

    @ParameterizedTest
    @CsvSource({"' recovered,0',0", "' recovered,1',1", "'recovered,0',0", "' \"recovered\",1',1", "'\"recovered\",0',0"
    })
    void recoveredIsReadWithItsState(String fields, int state) {
        RecoveredUrc urc = (RecoveredUrc) Urcs.read(true, Urcs.bytes("+QCOAPURC:", fields, "\r\n"));
        assertThat(urc.state()).isEqualTo(state);
        assertThat(urc.isContextAlive()).isEqualTo(state == 0);
    }

    private static ResponseUrc response(boolean showOptions, String line) {
        return (ResponseUrc) Urcs.read(showOptions, Urcs.bytes(line, NEXT));
    }

    private static void assertResponse(ResponseUrc urc, Code code, int messageId, String payload) {
        assertThat(urc)
                .isEqualTo(new ResponseUrc(
                        Optional.empty(),
                        MessageType.ACK,
                        code,
                        new MessageId(messageId),
                        CoapOptions.EMPTY,
                        Payload.of(payload.getBytes(UTF_8))));
    }
}

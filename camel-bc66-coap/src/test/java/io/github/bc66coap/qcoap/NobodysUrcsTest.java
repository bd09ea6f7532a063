// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtDecoder;
import io.github.bc66coap.at.AtEvent;
import io.github.bc66coap.at.AtFormatException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Messages that nobody could have sent: a forger of datagrams can. Their payloads have a length like all others, and hold no
 * lines of the module.
 */
class NobodysUrcsTest {
    private static final String FORGED = "x\r\nOK\r\nRDY\r\n+QCOAPSEND: 0\r\ny";

    private static AtEvent.Notification onlyOne(String start) {
        byte[] line = ("\r\n+QCOAPURC: " + start + "," + FORGED.length() + "," + FORGED + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<AtEvent> events = new AtDecoder(new CoapUrcRule(true)).feed(line, line.length);
        assertThat(events).hasSize(1).first().isInstanceOf(AtEvent.Notification.class);
        return (AtEvent.Notification) events.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"req\",192.0.2.9,0,1,0.02,7,82,11,\"a\"",
                "\"rsp\",192.0.2.9,0,1,2.05,7,0",
                "\"req\",FE80::1%1,5683,1,0.02,7,80",
                "\"rsp\",1.2.3.4.5,5683,1,2.05,7,0"
            })
    void aUrcWithAnImpossibleAddressHasNoPeer(String start) {
        AtEvent.Notification notification = onlyOne(start);
        MessageUrc urc = (MessageUrc) new UrcParser(true).parse(notification.bytes(), notification.truncated());
        assertThat(urc.peer()).isEmpty();
        assertThat(urc.content().bytes()).asString(StandardCharsets.ISO_8859_1).isEqualTo(FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.05", "6.05", "7.31"})
    void aRequestWithACodeOfNoMethodIsRefused(String code) {
        AtEvent.Notification notification = onlyOne("\"req\",192.0.2.9,1,1," + code + ",7,80");
        assertThatExceptionOfType(AtFormatException.class)
                .isThrownBy(() -> new UrcParser(true).parse(notification.bytes(), notification.truncated()));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What an endpoint can't mean keeps it from starting, by its name, and no line is opened for it. */
class RefusedOptionsTest extends RouteTestSupport {
    private static final String LONG_PATH = "/" + "x".repeat(50);

    private void assertProducerRefused(String option, String value) {
        assertRefused(option, r -> r.from("direct:start").to(sandbox.uri(option + "=RAW(" + value + ")")));
    }

    private void assertConsumerRefused(String option, String value) {
        assertRefused(
                option, r -> r.from(sandbox.uri(option + "=RAW(" + value + ")")).to("mock:x"));
    }

    private void assertRefused(String named, Routes routes) {
        Throwable failure = catchThrowable(() -> routes(routes));
        assertThat(failure).isNotNull();
        assertThat(ObjectHelper.createExceptionIterable(failure))
                .anySatisfy(cause -> assertThat(cause)
                        .isInstanceOfAny(IllegalArgumentException.class, PropertyBindingException.class))
                .anySatisfy(cause -> assertThat(cause).hasMessageContaining(named));
        assertThat(sandbox.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operation     | FAX               | must be one of [SEND, NOTIFY, RESPOND, AT, STATUS, RESET]
            contentFormat | image/pong        | and the module sends 0 (text/plain), 40
            accept        | application/cbor  | must be 0 (text/plain), 40 (application/link-format), 41
            """)
    void aRefusalListsThePossibleValues(String option, String value, String possible) {
        Throwable failure = catchThrowable(
                () -> routes(r -> r.from("direct:start").to(sandbox.uri(option + "=RAW(" + value + ")"))));
        assertThat(failure).hasStackTraceContaining(option).hasStackTraceContaining(possible);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            baudRate          | 0
            baudRate          | -9600
            baudRate          | fast
            localPort         | 0
            localPort         | 65536
            pskIdentity       | alone
            secretKey         | 0102
            simPin            | 123
            simPin            | 123456789
            simPin            | 12a4
            simPin            | 1234%0D
            simPin            | 1234,5678
            simPin            | "1234"
            simPin            | ١٢٣٤
            initCommands      | AT+QCOAPDEL
            initCommands      | AT+CSQ;AT+QCOAPSEND=1,1,"1.2.3.4",5683,0
            initCommands      | hello
            initCommands      | AT+CIMI"
            initCommands      | AT+IPR=9600
            initCommands      | ATD123
            attachTimeout     | -1
            commandTimeout    | 0
            commandTimeout    | soon
            sendTimeout       | 0
            responseTimeout   | -5
            reconnectDelay    | 0
            reconnectMaxDelay | 0
            keepAliveInterval | -1
            wakeUp            | KICK
            queueSize         | 0
            connectOnStart    | perhaps
            readyOnStart      | perhaps
            resources         | /12345678901234567890123456789012345678901234567890
            resources         | /a"b
            operation         | FAX
            host              | example.com
            host              | 1.2.3.4.5
            port              | 0
            port              | 65536
            port              | coap
            method            | PATCH
            messageType       | ACK
            messageType       | MAYBE
            uriPath           | /a%2
            uriPath           | /a"b
            uriPath           | /..
            uriQuery          | a=%zz
            uriQuery          | a="
            contentFormat     | 60
            contentFormat     | application/unknown
            accept            | 70000
            accept            | image/png
            awaitResponse     | perhaps
            """)
    void anInvalidProducerOptionIsRefusedByName(String option, String value) {
        assertProducerRefused(option, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            uriPath       | /a%2
            uriPath       | /12345678901234567890123456789012345678901234567890
            methods       | GET,PATCH
            methods       | GET,,PUT
            events        | REQUEST,REBOOT
            separateAfter | soon
            separateAfter | -1
            replyTimeout  | later
            replyTimeout  | 0
            muteException | perhaps
            """)
    void anInvalidConsumerOptionIsRefusedByName(String option, String value) {
        assertConsumerRefused(option, value);
    }

    @Test
    void overlongValuesAreRefused() {
        assertProducerRefused("uriPath", "/" + "x".repeat(181));
        assertProducerRefused("uriQuery", "é".repeat(91));
        assertProducerRefused("initCommands", "AT+X=" + "1".repeat(600));
    }

    @Test
    void controlCharactersAreRefused() {
        assertProducerRefused("uriPath", "/a%0D%0AAT+QCOAPDEL");
        assertProducerRefused("uriQuery", "a=%7F");
        assertProducerRefused("initCommands", "AT+CIMI\rAT+QCOAPDEL");
        assertRefused("resources", r -> r.from(sandbox.uri("resources=/a%7Fb")).to("mock:x"));
    }

    @Test
    void overlongAndMalformedSecretsAreRefused() {
        for (String options : new String[] {
            "pskIdentity=" + "x".repeat(151) + "&secretKey=0102",
            "pskIdentity=x&secretKey=" + "01".repeat(129),
            "pskIdentity=x&secretKey=012",
            "pskIdentity=x&secretKey=xyz0",
            "pskIdentity=RAW(\")&secretKey=0102"
        }) {
            assertRefused("psk", r -> r.from("direct:start").to(sandbox.uri(options)));
        }
    }

    @Test
    void aMalformedDeviceIsRefused() {
        for (String device : new String[] {"ftp://1.2.3.4:5", "tcp://1.2.3.4", "tcp://1.2.3.4:70000", "rfc2217://:1"}) {
            assertRefused("device", r -> r.from("direct:start").to("bc66coap:" + device));
        }
    }

    @ParameterizedTest
    @CsvSource({"AT+QCOAPDEL", "AT+CSQ;+CIMI", "AT+CMGS=5", "CSQ", "ATO", "AT&W", "AT+X=\"", "+++"})
    void anUnsafeCommandOptionIsRefused(String command) {
        assertRefused("option command", r -> r.from("direct:start")
                .to(sandbox.uri("operation=AT", "command=RAW(" + command + ")")));
    }

    @NotUnder(value = Quirk.DEEP_SLEEP, because = "endpoints don't wake it as they do by default")
    @ParameterizedTest
    @CsvSource({
        "baudRate,9600,115200",
        "localPort,56831,56830",
        "responseTimeout,5s,93 s",
        "initCommands,AT+CSQ,[]",
        "showResponseOptions,false,true",
        "resources,/a,[]",
        "wakeUp,NONE,AT"
    })
    void differentSettingsOfAModemAreRefused(String option, String value, String other) throws Exception {
        routes(r -> r.from("direct:one").to(sandbox.uri()));

        assertThatThrownBy(() -> routes(r -> r.from("direct:two").to(sandbox.uri(option + "=RAW(" + value + ")"))))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option + " is ")
                .hasMessageContaining(value.equals("5s") ? "5 s" : value)
                .hasMessageContaining(other);
    }

    @Test
    void differentSecretsOfAModemAreRefusedAndNotShown() throws Exception {
        routes(r -> r.from("direct:one").to(sandbox.uri("pskIdentity=me", "secretKey=00112233")));

        assertThatThrownBy(
                        () -> routes(r -> r.from("direct:two").to(sandbox.uri("pskIdentity=me", "secretKey=44556677"))))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secretKey")
                .hasMessageNotContaining("00112233")
                .hasMessageNotContaining("44556677");
    }

    @Test
    void differentPinsOfAModemAreRefusedAndNotShown() throws Exception {
        routes(r -> r.from("direct:one").to(sandbox.uri("simPin=1357")));

        assertThatThrownBy(() -> routes(r -> r.from("direct:two").to(sandbox.uri("simPin=2468"))))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("simPin")
                .hasMessageNotContaining("1357")
                .hasMessageNotContaining("2468");
    }

    /** What was refused leaves nothing behind: the device can be used by a better endpoint. */
    @Test
    void aRefusedConsumerDoesNotKeepTheDevice() throws Exception {
        assertConsumerRefused("uriPath", LONG_PATH);

        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to("mock:x"));
    }
}

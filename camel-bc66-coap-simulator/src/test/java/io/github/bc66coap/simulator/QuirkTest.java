// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static io.github.bc66coap.simulator.Peer.message;
import static io.github.bc66coap.simulator.Peer.option;
import static io.github.bc66coap.simulator.coap.MessageType.ACK;
import static io.github.bc66coap.simulator.coap.MessageType.CON;
import static io.github.bc66coap.simulator.coap.MessageType.NON;
import static io.github.bc66coap.simulator.coap.MessageType.RST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each quirk on the line, beside what the module does without it. */
@Execution(ExecutionMode.CONCURRENT)
class QuirkTest {
    private static final byte[] NONE = {};
    private static final byte[] TOKEN = {(byte) 0xAB, (byte) 0xCD};
    private static final CoapOption TEXT = option(12);

    private final Peer peer = new Peer();
    private final List<AutoCloseable> open = new ArrayList<>();
    private VirtualBc66 module;
    private Terminal te;

    @AfterEach
    void close() throws Exception {
        peer.close();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    // --- a module, with echo off ---

    private void start(String... quirks) {
        start(Quirks.parse(String.join(",", quirks)));
    }

    private void start(Quirks quirks) {
        module = VirtualBc66.builder().tcp(0).quirks(quirks).start();
        te = Terminal.of(module);
        open.add(te);
        open.add(module);
        answer("ATE0");
    }

    private void startWithContext(String... quirks) {
        start(quirks);
        answer("AT+QCOAPCREATE=" + FreePorts.udp() + ",0");
        soon().until(() -> module.contextExists());
    }

    /** What is printed for a command; all of it has come when OK or an error has. */
    private String answer(String line) {
        te.send(line + "\r");
        soon().until(() -> te.received().matches("(?s).*(OK|ERROR|ERROR: [^\r\n]+)[\r\n]+"));
        String all = te.received();
        te.clear();
        return all;
    }

    private String urc(CoapMessage message) {
        peer.send(message, module.coapAddress());
        soon().until(() -> te.received().matches("(?s)[\r\n]+\\+QCOAPURC.*[\r\n]+"));
        String all = te.received();
        te.clear();
        return all;
    }

    private String request(CoapOption... options) {
        return urc(message(CON, 1, 7, TOKEN, List.of(options), NONE));
    }

    private String response(String payload, CoapOption... options) {
        return urc(message(NON, 0x45, 7, NONE, List.of(options), payload.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String line(String content) {
        return "\r\n" + content + "\r\n";
    }

    private void send(String type, String code) {
        te.send("AT+QCOAPSEND=" + type + "," + code + ",\"127.0.0.1\"," + peer.port() + ",0\r");
    }

    private void sent(String type, String code) {
        send(type, code);
        te.expect(line("OK") + line("+QCOAPSEND: 0"));
    }

    // --- URCs ---

    @Test
    void quotedAddressPrintsAddressesInQuotes() {
        for (String quirk : List.of("", "quoted-address")) {
            startWithContext(quirk);
            answer("AT+QCOAPCFG=\"Showra\",1");
            String address = quirk.isEmpty() ? "127.0.0.1" : "\"127.0.0.1\"";
            assertThat(response("")).isEqualTo(line("+QCOAPURC: \"rsp\"," + address + "," + peer.port() + ",1,2.05,7"));
        }
    }

    @Test
    void unquotedTokenPrintsTokensWithoutQuotes() {
        startWithContext();
        assertThat(request()).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,01,2,\"ABCD\""));
        startWithContext("unquoted-token");
        assertThat(request()).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,01,2,ABCD"));
    }

    @Test
    void decimalModePrintsTheModeInDecimal() {
        byte[] payload = {1};
        CoapMessage message = message(
                CON,
                2,
                7,
                TOKEN,
                List.of(option(7, "x"), option(11, "a"), option(11, "b"), option(11, "c"), option(15, "q")),
                payload);
        startWithContext();
        assertThat(urc(message)).startsWith("\r\n+QCOAPURC: \"req\",0,2,7,8B,2,");
        startWithContext("decimal-mode");
        assertThat(urc(message)).startsWith("\r\n+QCOAPURC: \"req\",0,2,7,139,2,");
        assertThat(request(option(11, "a"), option(11, "b"), option(11, "c"), option(11, "d"), option(11, "e")))
                .startsWith("\r\n+QCOAPURC: \"req\",0,1,7,11,2,");
    }

    @Test
    void requestOptionsHiddenShowsOptionsOnlyIfSwitchedOn() {
        startWithContext();
        assertThat(request(option(11, "a"))).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,03,2,\"ABCD\",11,\"a\""));
        startWithContext("request-options-hidden");
        assertThat(request(option(11, "a"))).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,01,2,\"ABCD\""));
        answer("AT+QCOAPCFG=\"Showrspopt\",1");
        assertThat(request(option(11, "a"))).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,03,2,\"ABCD\",11,\"a\""));
    }

    @Test
    void blocksShownPrintsBlockOptions() {
        CoapOption a = option(11, "a");
        CoapOption first = option(27, 13);
        startWithContext();
        assertThat(request(a, first, option(60, 48)))
                .isEqualTo(line("+QCOAPURC: \"req\",0,1,7,03,2,\"ABCD\",11,\"a\""));
        startWithContext("blocks-shown");
        assertThat(request(a, first, option(60, 48)))
                .isEqualTo(line("+QCOAPURC: \"req\",0,1,7,07,2,\"ABCD\",11,\"a\",27,\"0/M/512\"60,\"48\""));
        assertThat(request(a, option(27, 32))).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,05,2,\"ABCD\",11,\"a\",27"));
        assertThat(request(a, option(23, 32), option(28, 9)))
                .isEqualTo(line("+QCOAPURC: \"req\",0,1,7,07,2,\"ABCD\",11,\"a\",23,\"2/_/16\"28,\"9\""));
        assertThat(request(a, option(17, 0))).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,03,2,\"ABCD\",11,\"a\""));
    }

    @Test
    void anyCodeAcceptsCodesBeyondTheTable() {
        for (String quirk : List.of("", "any-code")) {
            startWithContext(quirk);
            String taken = quirk.isEmpty() ? "ERROR" : "QCOAPSEND: 0";
            Map.of("231", taken, "408", taken, "205", "QCOAPSEND: 0", "199", "ERROR", "232", "ERROR")
                    .forEach((code, result) -> {
                        send("2", code);
                        soon().until(() ->
                                te.received().contains("ERROR") || te.received().contains("QCOAPSEND: "));
                        assertThat(te.received()).as(code).contains(result);
                        te.clear();
                    });
        }
    }

    @Test
    void noZeroCountOmitsACountOfZero() {
        for (String quirk : List.of("", "no-zero-count")) {
            startWithContext(quirk);
            answer("AT+QCOAPCFG=\"Showrspopt\",1");
            String zero = quirk.isEmpty() ? ",0" : "";
            assertThat(response("")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7" + zero));
            assertThat(response("hi")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7" + zero + ",2,\"6869\""));
            assertThat(response("hi", TEXT)).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,1,12,\"0\",2,hi"));
        }
    }

    @Test
    void quirksPrintPayloadsAsHexTextOrJson() {
        CoapOption json = option(12, 50);
        startWithContext();
        assertThat(response("{1}", TEXT)).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,{1}"));
        assertThat(response("{1}", json)).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,{1}"));
        assertThat(response("{1}")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,\"7B317D\""));
        startWithContext("unquoted-hex-data");
        assertThat(response("{1}", TEXT)).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,7B317D"));
        assertThat(response("{1}")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,7B317D"));
        startWithContext("raw-json-data");
        assertThat(response("{1}")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,{1}"));
        assertThat(response("[1]")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,[1]"));
        assertThat(response("{1]")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,\"7B315D\""));
        startWithContext("quoted-text-data");
        assertThat(response("{1}", TEXT)).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,\"{1}\""));
        assertThat(response("{1}")).isEqualTo(line("+QCOAPURC: \"rsp\",1,2.05,7,3,\"7B317D\""));
    }

    @Test
    void urcLimitDataOnlyCountsOnlyTheData() {
        String payload = "x".repeat(1310);
        startWithContext();
        assertThat(response(payload, TEXT)).hasSize(1300 + 4);
        startWithContext("urc-limit-data-only");
        String head = "+QCOAPURC: \"rsp\",1,2.05,7,1310,";
        assertThat(response(payload, TEXT)).isEqualTo(line(head + "x".repeat(1300)));
        assertThat(response(payload)).isEqualTo(line(head + "\"" + "78".repeat(649) + "\""));
    }

    @Test
    void repeatedResponsesPrintsAResponseTwice() {
        startWithContext("repeated-responses");
        String once = line("+QCOAPURC: \"rsp\",1,2.05,7");
        peer.send(message(NON, 0x45, 7, NONE, List.of(), NONE), module.coapAddress());
        te.expect(once + once);
        assertThat(request()).isEqualTo(line("+QCOAPURC: \"req\",0,1,7,01,2,\"ABCD\""));
    }

    @Test
    void pingsPassedOnPrintsAPingAndSendsNoReset() {
        startWithContext();
        peer.send(CoapMessage.empty(CON, 7), module.coapAddress());
        assertThat(peer.receive()).hasToString(CoapMessage.empty(RST, 7).toString());
        startWithContext("pings-passed-on");
        assertThat(urc(CoapMessage.empty(CON, 7))).isEqualTo(line("+QCOAPURC: \"req\",0,0,7,00"));
        assertThat(peer.isSilent(50)).isTrue();
    }

    @Test
    void quotedRecoveredPrintsRecoveredInQuotes() {
        start();
        module.recovered(0);
        te.expect(line("+QCOAPURC: recovered,0"));
        start("quoted-recovered");
        module.recovered(1);
        te.expect(line("+QCOAPURC: \"recovered\",1"));
    }

    // --- commands ---

    /** A tilde stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | AT+QCOAPOPTION=1,11,rd | ERROR",
                "unquoted-arguments | AT+QCOAPOPTION=1,11,rd | OK",
                "unquoted-arguments | AT+QCOAPOPTION=1,11,\"rd\" | OK",
                "unquoted-arguments | AT+QCOAPCFG=Showra,1 | OK",
                "unquoted-arguments | AT+QCOAPOPTION=1,\"11\",rd | ERROR",
                "no-qcoap | AT+QCOAPCREATE=? | ERROR",
                "no-qcoap | AT+CGATT? | +CGATT: 1~~OK",
                "'' | AT+QCOAPOPEN=? | ERROR",
                "open-dialect | AT+QCOAPCREATE=? | ERROR",
                "open-dialect | AT+QCOAPOPEN=? | +QCOAPOPEN: (0-4),<host>,(1-65535)~~OK",
                "open-dialect | AT+QCOAPOPEN=0,\"127.0.0.1\",5683 | ERROR",
                "port-only-contexts | AT+QCOAPCREATE=? | +QCOAPCREATE: (1-65535)~~OK",
                "port-only-contexts | AT+QCOAPCREATE=PORT,0 | ERROR",
                "port-only-contexts | AT+QCOAPCREATE=PORT | OK",
                "'' | AT+QCOAPCFG? | +QCOAPCFG: \"Showra\",0~+QCOAPCFG: \"Showrspopt\",0~~OK",
                "settings-not-told | AT+QCOAPCFG? | OK",
                "'' | AT+NOPE | ERROR",
                "cme-error | AT+NOPE | +CME ERROR: 4",
                "cmee-error | AT+NOPE | +CMEE ERROR: 4",
                "cme-error-text | AT+NOPE | +CME ERROR: operation not supported",
                "cme-error,no-space-after-colon | AT+NOPE | +CME ERROR: 4",
                "registration-urcs | AT+CEREG? | +CEREG: 1~~+CSCON: 1~~+CEREG: 0,1~~OK",
            })
    void quirksChangeWhatACommandGets(String quirks, String command, String answer) {
        start(quirks);
        assertThat(answer(command.replace("PORT", Integer.toString(FreePorts.udp()))))
                .isEqualTo(line(answer.replace("~", "\r\n")));
    }

    @Test
    void quirksChangeTheLimitsOfOptionsAndResources() {
        String twelve = "AT+QCOAPOPTION=12" + ",11,\"a\"".repeat(12);
        String ten = "AT+QCOAPOPTION=10" + ",11,\"a\"".repeat(10);
        String comma = "AT+QCOAPOPTION=1,15,\"a,b\"";
        String longResource = "AT+QCOAPADDRES=128,\"" + "/".repeat(128) + "\"";
        startWithContext();
        assertThat(answer(twelve)).isEqualTo(line("OK"));
        assertThat(answer(comma)).isEqualTo(line("OK"));
        assertThat(answer(longResource)).isEqualTo(line("ERROR"));
        assertThat(answer("AT+QCOAPOPTION=?")).contains("+QCOAPOPTION: (1-12),");
        assertThat(answer("AT+QCOAPADDRES=?")).contains("+QCOAPADDRES: (1-50),");
        startWithContext("ten-options", "comma-refused", "long-resources");
        assertThat(answer(twelve)).isEqualTo(line("ERROR"));
        assertThat(answer(ten)).isEqualTo(line("OK"));
        assertThat(answer(comma)).isEqualTo(line("ERROR"));
        assertThat(answer(longResource)).isEqualTo(line("OK"));
        assertThat(answer("AT+QCOAPADDRES=129,\"" + "/".repeat(129) + "\"")).isEqualTo(line("ERROR"));
        assertThat(answer("AT+QCOAPOPTION=?")).contains("+QCOAPOPTION: (1-10),");
        assertThat(answer("AT+QCOAPADDRES=?")).contains("+QCOAPADDRES: (1-128),");
    }

    @Test
    void optionErrorAppliedSetsOptionsDespiteError() {
        startWithContext("option-error-applied");
        assertThat(answer("AT+QCOAPOPTION=1,11,\"a\"")).isEqualTo(line("ERROR"));
        send("1", "1");
        assertThat(peer.receive().options()).extracting(CoapOption::toString).containsExactly("11=a");
        startWithContext("option-error-applied=12");
        assertThat(answer("AT+QCOAPOPTION=1,11,\"a\"")).isEqualTo(line("OK"));
        assertThat(answer("AT+QCOAPOPTION=2,11,\"a\",12,\"0\"")).isEqualTo(line("ERROR"));
        assertThat(answer("AT+QCOAPOPTION=1,99,\"a\"")).as("refused for good").isEqualTo(line("ERROR"));
        send("1", "1");
        assertThat(peer.receive().options()).hasSize(2);
    }

    @Test
    void stickyHeadAndOptionsApplyToLaterMessages() {
        startWithContext();
        answer("AT+QCOAPHEAD=5,77,2,\"ABCD\"");
        answer("AT+QCOAPOPTION=1,11,\"a\"");
        send("1", "1");
        assertThat(peer.receive().options()).hasSize(1);
        te.expect(line("OK") + line("+QCOAPSEND: 0"));
        send("1", "1");
        CoapMessage second = peer.receive();
        assertThat(second.options()).isEmpty();
        assertThat(second.token()).isEmpty();
        startWithContext("sticky-head-and-options");
        answer("AT+QCOAPHEAD=5,77,2,\"ABCD\"");
        answer("AT+QCOAPOPTION=1,11,\"a\"");
        for (int i = 0; i < 2; i++) {
            send("1", "1");
            CoapMessage message = peer.receive();
            assertThat(message.options()).hasSize(1);
            assertThat(message.tokenText()).isEqualTo("ABCD");
            assertThat(message.messageId()).isEqualTo(77);
            te.expect(line("OK") + line("+QCOAPSEND: 0"));
        }
        sent("2", "0");
        CoapMessage empty = peer.receive();
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.options()).isEmpty();
        assertThat(empty.token()).isEmpty();
        answer("AT+QCOAPOPTION=1,11,\"b\"");
        send("1", "1");
        assertThat(peer.receive().options()).extracting(CoapOption::toString).containsExactly("11=b");
    }

    @Test
    void optionsInEmptyMessagesSendsStoredOptions() {
        for (String quirk : List.of("sticky-head-and-options", "options-in-empty-messages")) {
            startWithContext(quirk);
            answer("AT+QCOAPOPTION=1,11,\"a\"");
            answer("AT+QCOAPHEAD=3,7");
            send("2", "0");
            String options = quirk.startsWith("options") ? "B161" : "";
            assertThat(peer.receiveBytes()).asHexString().isEqualTo("60000007" + options);
        }
    }

    @Test
    void secondCreateReplacesTheContext() {
        startWithContext();
        assertThat(answer("AT+QCOAPCREATE=" + FreePorts.udp() + ",0")).isEqualTo(line("ERROR"));
        startWithContext("second-create-replaces");
        answer("AT+QCOAPADDRES=2,\"/a\"");
        int next = FreePorts.udp();
        assertThat(answer("AT+QCOAPCREATE=" + next + ",0")).isEqualTo(line("OK"));
        assertThat(module.coapAddress().getPort()).isEqualTo(next);
        assertThat(module.resources()).isEmpty();
    }

    @Test
    void coarseDataStatusReportsFewerStates() {
        startWithContext("coarse-data-status");
        assertThat(answer("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 0");
        sent("0", "1");
        assertThat(answer("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 1");
        CoapMessage sent = peer.receive();
        urc(CoapMessage.empty(RST, sent.messageId()));
        assertThat(answer("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 4");
        module.attach(false);
        send("0", "1");
        te.expect(line("OK") + line("+QCOAPSEND: 3"));
        assertThat(answer("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 0");
        startWithContext();
        module.attach(false);
        send("0", "1");
        te.expect(line("OK") + line("+QCOAPSEND: 3"));
        assertThat(answer("AT+QCOAPDATASTATUS?")).contains("+QCOAPDATASTATUS: 2");
    }

    @Test
    void oneConAtATimeRefusesASecondCon() {
        startWithContext("one-con-at-a-time");
        sent("0", "1");
        CoapMessage sent = peer.receive();
        send("0", "1");
        te.expect(line("ERROR"));
        sent("1", "1");
        peer.receive();
        urc(CoapMessage.empty(ACK, sent.messageId()));
        sent("0", "1");
        startWithContext();
        sent("0", "1");
        sent("0", "1");
    }

    @Test
    void sequentialMessageIdsCountUpwards() {
        startWithContext("sequential-message-ids");
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent("1", "1");
            ids.add(peer.receive().messageId());
        }
        for (int i = 1; i < 5; i++) {
            assertThat(ids.get(i)).isEqualTo((ids.get(0) + i) % 0x10000);
        }
    }

    @Test
    void testOkAloneAndTestNamesAloneTellNoRanges() {
        List<String> names = List.of("CREATE", "ADDRES", "HEAD", "OPTION", "CFG", "SEND");
        start();
        assertThat(names)
                .allSatisfy(name -> assertThat(answer("AT+QCOAP" + name + "=?")).contains(": ", "(", "\r\nOK"));
        start("test-ok-alone");
        assertThat(names)
                .allSatisfy(name -> assertThat(answer("AT+QCOAP" + name + "=?")).isEqualTo(line("OK")));
        start("test-names-alone");
        assertThat(answer("AT+QCOAPCREATE=?")).isEqualTo(line("+QCOAPCREATE: <1-65535>") + line("OK"));
        assertThat(names)
                .allSatisfy(name -> assertThat(answer("AT+QCOAP" + name + "=?")).doesNotContain("("));
        assertThat(answer("AT+QCOAPCREATE=" + FreePorts.udp() + ",0")).isEqualTo(line("OK"));
    }

    // --- results ---

    @Test
    void resultMissingPrintsNoResultOfASend() {
        startWithContext("result-missing");
        send("0", "1");
        te.expect(line("OK"));
        CoapMessage sent = peer.receive();
        peer.reply(message(ACK, 0x45, sent.messageId(), NONE, List.of(), NONE));
        te.expect(line("+QCOAPURC: \"rsp\",2,2.05," + sent.messageId()));
        assertThat(answer("AT+QCOAPDATASTATUS?")).isEqualTo(line("+QCOAPDATASTATUS: 4") + line("OK"));
        te.send("AT+QCOAPDEL\r").expect(line("OK"));
        te.send("AT\r").expect(line("OK"));
    }

    @Test
    void promptWithSpacePrintsASpaceAfterThePrompt() {
        startWithContext("prompt-with-space");
        te.send("AT+QCOAPSEND=1,2,\"127.0.0.1\"," + peer.port() + ",2\r").expect("\r\n> ");
        te.send("hi").expect(line("OK") + line("+QCOAPSEND: 0"));
        assertThat(peer.receive().payload()).isEqualTo("hi".getBytes());
    }

    @Test
    void discardRestOfChunkDropsACommandBehindData() {
        startWithContext("discard-rest-of-chunk");
        te.send("AT+QCOAPSEND=1,2,\"127.0.0.1\"," + peer.port() + ",2\r").expect("\r\n>");
        te.send("hiAT+CSQ\r").expect(line("OK") + line("+QCOAPSEND: 0"));
        assertThat(answer("AT")).as("nothing but the next command's").isEqualTo(line("OK"));
        startWithContext();
        te.send("AT+QCOAPSEND=1,2,\"127.0.0.1\"," + peer.port() + ",2\r").expect("\r\n>");
        te.send("hiAT+CSQ\r");
        soon().until(() -> te.received().contains("+CSQ: 20,0"));
    }

    @Test
    void noSpaceAfterColonChangesRepliesButNoPayload() {
        startWithContext("no-space-after-colon");
        assertThat(answer("AT+QCOAPDATASTATUS?")).isEqualTo(line("+QCOAPDATASTATUS:0") + line("OK"));
        assertThat(answer("AT+QCOAPCFG?"))
                .isEqualTo("\r\n+QCOAPCFG:\"Showra\",0\r\n+QCOAPCFG:\"Showrspopt\",0\r\n" + line("OK"));
        send("1", "1");
        te.expect(line("OK") + line("+QCOAPSEND:0"));
        assertThat(response("a: b", TEXT)).isEqualTo(line("+QCOAPURC:\"rsp\",1,2.05,7,4,a: b"));
    }

    @Test
    void csconIsReadBack() {
        start();
        assertThat(answer("AT+CSCON?")).isEqualTo(line("+CSCON: 0,1") + line("OK"));
        assertThat(answer("AT+CSCON=1")).isEqualTo(line("OK"));
        assertThat(answer("AT+CSCON?")).isEqualTo(line("+CSCON: 1,1") + line("OK"));
    }

    // --- line ends and boot ---

    @Test
    void echoCrlfAddsALineFeedToTheEcho() {
        start("echo-crlf");
        te.send("ATE1\r").expect(line("OK"));
        te.send("AT\r").expect("AT\r\n" + line("OK"));
    }

    @Test
    void loneCrAndLoneLfEndLines() {
        startWithContext("lone-cr");
        assertThat(answer("AT+QCOAPCFG?")).isEqualTo("\r+QCOAPCFG: \"Showra\",0\r+QCOAPCFG: \"Showrspopt\",0\r\rOK\r");
        assertThat(response("hi", TEXT)).isEqualTo("\r+QCOAPURC: \"rsp\",1,2.05,7,2,hi\r");
        te.send("AT+QCOAPSEND=1,2,\"127.0.0.1\"," + peer.port() + ",2\r").expect("\r>");
        startWithContext("lone-lf");
        assertThat(answer("AT+CSQ")).isEqualTo("\n+CSQ: 20,0\n\nOK\n");
        assertThat(answer("AT+NOPE")).isEqualTo("\nERROR\n");
    }

    @Test
    void bootQuirksChangeTheBootLines() {
        String first =
                "F1: 0000 0000\r\nV0: 0000 0000 [0001]\r\n00: 0006 000C\r\n01: 0000 0000\r\nU0: 0000 0001 [0000]";
        String banner = line("RDY") + line("+CFUN: 1") + line("+CPIN: READY");
        start();
        module.reboot();
        te.expect(line(first) + banner);
        start("full-boot-log");
        module.reboot();
        te.expect(line(first + "\r\nT0: 0000 00B4\r\nLeaving the BROM") + banner);
        start("boot-lf-cr");
        module.reboot();
        te.expect("\n\r" + first.replace("\r\n", "\n\r") + "\n\r" + banner);
        start("no-rdy", "boot-lf-cr");
        module.reboot();
        te.expect("\n\r" + first.replace("\r\n", "\n\r") + "\n\rT0: 0000 00B4\n\rLeaving the BROM\n\r");
        te.send("AT\r").expect("AT\r" + line("OK"));
        start("no-boot-log");
        module.reboot();
        te.expect(line("+CFUN: 1") + line("+CPIN: READY"));
        start("boot-garbage");
        module.reboot();
        soon().until(() -> te.received().endsWith(banner));
        assertThat(te.received().indexOf(line(first))).isEqualTo(16);
        assertThat(te.received().substring(0, 16)).contains("\0").containsPattern("[\\x80-\\xff]");
    }

    // --- sleep ---

    private static void idle(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    @Test
    void deepSleepIgnoresCommandsUntilThePulse() {
        startWithContext("deep-sleep");
        answer("AT+QCOAPADDRES=2,\"/a\"");
        answer("AT+QCOAPCFG=\"Showra\",1");
        module.sleep();
        te.send("AT\r");
        te.send("AT\r");
        idle(50);
        assertThat(te.received()).isEmpty();
        module.pulse();
        te.expect(line("+QCOAPURC: recovered,0"));
        te.send("AT\r").expect("AT\r" + line("OK"));
        assertThat(module.contextExists()).isTrue();
        assertThat(module.resources()).containsExactly("/a");
        assertThat(answer("AT+QCOAPCFG?")).contains("\"Showra\",0");
    }

    @Test
    void sleepCanBeForced() {
        start();
        assertThat(answer("AT+QSCLK?")).contains("+QSCLK: 0");
        module.sleep();
        te.send("AT\r");
        idle(50);
        assertThat(te.received()).isEmpty();
        module.pulse();
        te.send("AT\r").expect("AT\r" + line("OK"));
    }

    @Test
    void firstAtLostDropsTheLineThatWakesTheModule() {
        startWithContext("first-at-lost");
        module.sleep();
        te.send("AT+CS");
        te.send("Q\rAT+CSQ\r").expect(line("+QCOAPURC: recovered,0") + "AT+CSQ\r" + line("+CSQ: 20,0") + line("OK"));
    }

    @Test
    void contextLostInSleepPrintsRecovered1() {
        startWithContext("context-lost-in-sleep");
        module.sleep();
        module.pulse();
        te.expect(line("+QCOAPURC: recovered,1"));
        assertThat(module.contextExists()).isFalse();
    }
}

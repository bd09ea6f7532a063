// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every form of every command with good and bad arguments. PORT stands for a free port, A*n for n letters. */
class CommandTableTest {
    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(builder -> builder.tcp(0));

    private final int port = FreePorts.udp();

    @AutoClose
    private Terminal te;

    @BeforeEach
    void open() {
        te = Terminal.of(bc66.modem());
    }

    private void create() {
        te.at("AT+QCOAPCREATE=" + port + ",0");
    }

    private String expand(String line) {
        String expanded = line.replace("PORT", Integer.toString(port));
        for (int at = expanded.indexOf("A*"); at >= 0; at = expanded.indexOf("A*")) {
            int end = at + 2;
            while (end < expanded.length() && Character.isDigit(expanded.charAt(end))) {
                end++;
            }
            String letters = "A".repeat(Integer.parseInt(expanded.substring(at + 2, end)));
            expanded = expanded.substring(0, at) + letters + expanded.substring(end);
        }
        return expanded;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT+QCOAPCREATE=? | +QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>",
                "AT+QCOAPADDRES=? | +QCOAPADDRES: (1-50),<resource>",
                "AT+QCOAPHEAD=? | +QCOAPHEAD: (1-5),(0-65535),(1-8),<token>",
                "AT+QCOAPOPTION=? | +QCOAPOPTION: (1-12),(1,3,4,5,6,7,8,11,12,14,15,17,20,23,27,28,35,39,60),<opt_value>,...",
                "AT+QCOAPCFG=? | +QCOAPCFG: \"Showra\",(0,1)~+QCOAPCFG: \"Showrspopt\",(0,1)",
                "AT+QCOAPCFG? | +QCOAPCFG: \"Showra\",0~+QCOAPCFG: \"Showrspopt\",0",
                "AT+QCOAPCFG=\"Showra\" | +QCOAPCFG: \"Showra\",0",
                "AT+QCOAPCFG=\"Showrspopt\" | +QCOAPCFG: \"Showrspopt\",0",
                "AT+QCOAPSEND=? | +QCOAPSEND: (0-3),<method/rspcode>,<ip_addr>,(1-65535),(0-1024),<data>",
                "AT+QCOAPDATASTATUS? | +QCOAPDATASTATUS: 0",
                "ATI | Quectel_Ltd~Quectel_BC66~Revision: BC66NBR01A01",
                "AT+CGATT? | +CGATT: 1",
                "AT+CGATT=? | +CGATT: (0,1)",
                "AT+CEREG? | +CEREG: 0,1",
                "AT+CEREG=? | +CEREG: (0-5)",
                "AT+CSQ | +CSQ: 20,0",
                "AT+CGSN | 867997030314412",
                "AT+CGSN=0 | D1Q20FM1R000001",
                "AT+CGSN=1 | +CGSN: 867997030314412",
                "AT+CMEE? | +CMEE: 0",
                "AT+CMEE=? | +CMEE: (0,1,2)",
                "AT+CFUN? | +CFUN: 1",
                "AT+QSCLK? | +QSCLK: 0",
                "AT+CGDCONT=? | +CGDCONT: (0-10),(\"IP\",\"IPV6\",\"IPV4V6\",\"Non-IP\"),,,(0),(0)",
                "AT+QCGDEFCONT? | +QCGDEFCONT: \"IP\",\"\",\"\",\"\"",
                "AT+QCGDEFCONT=? | +QCGDEFCONT: (\"IP\",\"IPV6\",\"IPV4V6\",\"Non-IP\"),<APN>,<username>,<password>",
                "AT+CPSMS? | +CPSMS: 0,,,,",
                "AT+CPSMS=? | +CPSMS: (0-2),,,(\"00000000\"-\"11111111\"),(\"00000000\"-\"11111111\")",
                "AT+CEDRXS? | +CEDRXS: 5,\"0010\"",
                "AT+CEDRXS=? | +CEDRXS: (0-3),(5),(\"0000\"-\"1111\")",
                "AT+CEDRXRDP | +CEDRXRDP: 0",
                "AT+QENG=0 | +QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3",
            })
    void commandsPrintTheirInformation(String line, String information) {
        te.at(line, information.replace("~", "\r\n"), "OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT",
                "at",
                "aT",
                "ATE1",
                "at+cgatt=1",
                "AT+CEREG=0",
                "AT+CEREG=5",
                "AT+CMEE=0",
                "AT+QSCLK=0",
                "AT+QSCLK=2",
                "AT+CGDCONT?",
                "AT+CGDCONT=0",
                "AT+CGDCONT=1,\"IP\"",
                "AT+CGDCONT=10,\"Non-IP\",\"A*100\",,0,0",
                "AT+CGDCONT=1,\"IPV6\",\"\",\"\"",
                "AT+QCGDEFCONT=\"IP\"",
                "AT+QCGDEFCONT=\"IPV4V6\",\"iot.example\",\"A*64\",\"A*64\"",
                "AT+CPSMS=",
                "AT+CPSMS=0",
                "AT+CPSMS=2",
                "AT+CPSMS=1,,,\"01000001\",\"00000101\"",
                "AT+CPSMS=1,\"00000000\",\"11111111\"",
                "AT+CEDRXS=",
                "AT+CEDRXS=0",
                "AT+CEDRXS=0,5",
                "AT+CEDRXS=2,5,\"0000\"",
                "AT+CEDRXS=3",
                "AT+CEDRXRDP=?",
                "At+QCoapHead=1",
                "AT+QCOAPCREATE=PORT,0",
                "AT+QCOAPCREATE=PORT,1,\"A*150\",\"A*256\"",
                "AT+QCOAPCREATE=PORT,1,\"a,b\",\"01\"",
                "AT+QCOAPHEAD=2,1,\"01\"",
                "AT+QCOAPHEAD=2,8,\"0102030405060708\"",
                "AT+QCOAPHEAD=3,0",
                "AT+QCOAPHEAD=3,65535",
                "AT+QCOAPHEAD=4,1",
                "AT+QCOAPHEAD=5,13940,4,\"02040608\"",
                "AT+QCOAPHEAD=5,1,1,\"aF\"",
                "AT+QCOAPCFG=\"Showra\",1",
                "AT+QCOAPCFG=\"Showrspopt\",0",
                "AT+QCOAPOPTION=1,11,\"rd\"",
                "AT+QCOAPOPTION=2,11,\".well-know\",11,\"core\"",
                "AT+QCOAPOPTION=1,11,\"A*180\"",
                "AT+QCOAPOPTION=1,15,\"a,b;c\"",
                "AT+QCOAPOPTION=1,1,\"0102\"",
                "AT+QCOAPOPTION=1,3,\"host\"",
                "AT+QCOAPOPTION=1,4,\"raw!\"",
                "AT+QCOAPOPTION=1,5,\"x\"",
                "AT+QCOAPOPTION=1,6,\"16777215\"",
                "AT+QCOAPOPTION=1,7,\"65535\"",
                "AT+QCOAPOPTION=1,8,\"l\"",
                "AT+QCOAPOPTION=1,14,\"4294967295\"",
                "AT+QCOAPOPTION=1,20,\"q\"",
                "AT+QCOAPOPTION=1,23,\"6\"",
                "AT+QCOAPOPTION=1,27,\"14\"",
                "AT+QCOAPOPTION=1,28,\"0\"",
                "AT+QCOAPOPTION=1,35,\"coap://x/\"",
                "AT+QCOAPOPTION=1,39,\"coap\"",
                "AT+QCOAPOPTION=1,60,\"1024\"",
                "AT+QCOAPOPTION=1,12,\"0\"",
                "AT+QCOAPOPTION=1,12,\"40\"",
                "AT+QCOAPOPTION=1,12,\"41\"",
                "AT+QCOAPOPTION=1,12,\"42\"",
                "AT+QCOAPOPTION=1,12,\"47\"",
                "AT+QCOAPOPTION=1,17,\"50\"",
            })
    void validCommandsAreAnsweredOk(String line) {
        te.at(expand(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X",
                "A",
                " AT",
                "AT ",
                "ATE2",
                "ATZ",
                "AT+",
                "AT+NOPE",
                "AT+CGATT",
                "AT+CGATT=2",
                "AT+CGATT=",
                "AT+CGATT=1,1",
                "AT+CGATT=\"1\"",
                "AT+CGATT= 1",
                "AT+CGATT=-1",
                "AT+CEREG",
                "AT+CEREG=6",
                "AT+CMEE",
                "AT+CMEE=3",
                "AT+CSQ?",
                "AT+CGSN?",
                "AT+CGSN=2",
                "AT+CFUN=1",
                "AT+CFUN",
                "AT+QENG",
                "AT+QENG?",
                "AT+QENG=1",
                "AT+QSCLK",
                "AT+QSCLK=3",
                "AT+CGDCONT",
                "AT+CGDCONT=",
                "AT+CGDCONT=11",
                "AT+CGDCONT=1,IP",
                "AT+CGDCONT=1,\"X25\"",
                "AT+CGDCONT=1,\"IP\",\"A*101\"",
                "AT+CGDCONT=1,\"IP\",\"a\",\"\",1",
                "AT+CGDCONT=1,\"IP\",\"a\",\"\",0,0,0",
                "AT+QCGDEFCONT",
                "AT+QCGDEFCONT=",
                "AT+QCGDEFCONT=\"PPP\",\"a\"",
                "AT+QCGDEFCONT=\"IP\",\"a\",\"user\"",
                "AT+QCGDEFCONT=\"IP\",\"a\",\"user\",\"A*65\"",
                "AT+QCGDEFCONT=\"IP\",\"a\",\"user\",\"word\",0",
                "AT+CPSMS",
                "AT+CPSMS=3",
                "AT+CPSMS=\"1\"",
                "AT+CPSMS=1,,,\"0100000\"",
                "AT+CPSMS=1,,,\"01000002\"",
                "AT+CPSMS=1,,,01000001,00000101",
                "AT+CPSMS=1,,,\"01000001\",\"00000101\",\"00000000\"",
                "AT+CEDRXS",
                "AT+CEDRXS=4",
                "AT+CEDRXS=1,4",
                "AT+CEDRXS=1,5,\"101\"",
                "AT+CEDRXS=1,5,\"00102\"",
                "AT+CEDRXS=1,5,0101",
                "AT+CEDRXS=1,5,\"0101\",0",
                "AT+CEDRXRDP?",
                "AT+QRST?",
                "AT+QRST=0",
                "AT;+CSQ",
                "AT+QCOAPCREATE",
                "AT+QCOAPCREATE?",
                "AT+QCOAPCREATE=",
                "AT+QCOAPCREATE=PORT",
                "AT+QCOAPCREATE=0,0",
                "AT+QCOAPCREATE=65536,0",
                "AT+QCOAPCREATE=\"PORT\",0",
                "AT+QCOAPCREATE=PORT,2",
                "AT+QCOAPCREATE=PORT,0,",
                "AT+QCOAPCREATE=PORT,0,\"id\",\"01\"",
                "AT+QCOAPCREATE=PORT,1",
                "AT+QCOAPCREATE=PORT,1,\"id\"",
                "AT+QCOAPCREATE=PORT,1,\"\",\"01\"",
                "AT+QCOAPCREATE=PORT,1,\"id\",\"\"",
                "AT+QCOAPCREATE=PORT,1,\"id\",\"012\"",
                "AT+QCOAPCREATE=PORT,1,\"id\",\"0G\"",
                "AT+QCOAPCREATE=PORT,1,\"id\",01",
                "AT+QCOAPCREATE=PORT,1,id,\"01\"",
                "AT+QCOAPCREATE=PORT,1,\"A*151\",\"01\"",
                "AT+QCOAPCREATE=PORT,1,\"id\",\"A*258\"",
                "AT+QCOAPCREATE=PORT,1,\"id,\"01\"",
                "AT+QCOAPCREATE=PORT,1,\"id\"x,\"01\"",
                "AT+QCOAPDEL",
                "AT+QCOAPDEL=?",
                "AT+QCOAPDEL?",
                "AT+QCOAPDEL=1",
                "AT+QCOAPADDRES=4,\"/t/d\"",
                "AT+QCOAPADDRES",
                "AT+QCOAPADDRES?",
                "AT+QCOAPHEAD",
                "AT+QCOAPHEAD?",
                "AT+QCOAPHEAD=0",
                "AT+QCOAPHEAD=6",
                "AT+QCOAPHEAD=1,5",
                "AT+QCOAPHEAD=2",
                "AT+QCOAPHEAD=2,0,\"\"",
                "AT+QCOAPHEAD=2,9,\"010203040506070809\"",
                "AT+QCOAPHEAD=2,2,\"01\"",
                "AT+QCOAPHEAD=2,1,\"0102\"",
                "AT+QCOAPHEAD=2,1,\"0\"",
                "AT+QCOAPHEAD=2,1,\"0x\"",
                "AT+QCOAPHEAD=2,1,01",
                "AT+QCOAPHEAD=2,13940,1,\"01\"",
                "AT+QCOAPHEAD=3",
                "AT+QCOAPHEAD=3,65536",
                "AT+QCOAPHEAD=3,1,1,\"01\"",
                "AT+QCOAPHEAD=4",
                "AT+QCOAPHEAD=4,1,1,\"01\"",
                "AT+QCOAPHEAD=5,1",
                "AT+QCOAPHEAD=5,1,1",
                "AT+QCOAPHEAD=5,1,1,\"01\",",
                "AT+QCOAPOPTION",
                "AT+QCOAPOPTION?",
                "AT+QCOAPOPTION=0",
                "AT+QCOAPOPTION=1",
                "AT+QCOAPOPTION=1,11",
                "AT+QCOAPOPTION=1,11,rd",
                "AT+QCOAPOPTION=1,11,\"\"",
                "AT+QCOAPOPTION=1,11,\"A*181\"",
                "AT+QCOAPOPTION=2,11,\"a\"",
                "AT+QCOAPOPTION=1,11,\"a\",11,\"b\"",
                "AT+QCOAPOPTION=1,2,\"a\"",
                "AT+QCOAPOPTION=1,9,\"a\"",
                "AT+QCOAPOPTION=1,0,\"a\"",
                "AT+QCOAPOPTION=1,12,\"60\"",
                "AT+QCOAPOPTION=1,12,\"00\"",
                "AT+QCOAPOPTION=1,17,\"1\"",
                "AT+QCOAPOPTION=1,6,\"x\"",
                "AT+QCOAPOPTION=1,6,\"16777216\"",
                "AT+QCOAPOPTION=1,7,\"65536\"",
                "AT+QCOAPOPTION=1,14,\"4294967296\"",
                "AT+QCOAPOPTION=1,4,\"010203040506070809\"",
                "AT+QCOAPOPTION=2,12,\"0\",12,\"40\"",
                "AT+QCOAPOPTION=2,6,\"0\",6,\"1\"",
                "AT+QCOAPOPTION=13,11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\",11,\"a\"",
                "AT+QCOAPCFG",
                "AT+QCOAPCFG=",
                "AT+QCOAPCFG=\"Showsport\",1",
                "AT+QCOAPCFG=Showra,1",
                "AT+QCOAPCFG=\"Showra\",2",
                "AT+QCOAPCFG=\"Showra\",",
                "AT+QCOAPCFG=\"Showra\",1,1",
                "AT+QCOAPSEND",
                "AT+QCOAPSEND?",
                "AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0",
                "AT+QCOAPDATASTATUS",
                "AT+QCOAPDATASTATUS=?",
                "AT+QCOAPDATASTATUS=1",
            })
    void invalidCommandsAreRefusedWithoutAContext(String line) {
        te.at(expand(line), "ERROR");
        assertThat(bc66.modem().contextExists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+QCOAPCREATE=PORT,0",
                "AT+QCOAPCREATE=1,0",
                "AT+QCOAPADDRES=4,\"/t\"",
                "AT+QCOAPADDRES=2,\"/t/d\"",
                "AT+QCOAPADDRES=0,\"\"",
                "AT+QCOAPADDRES=51,\"A*51\"",
                "AT+QCOAPADDRES=2,/t",
                "AT+QCOAPADDRES=2",
                "AT+QCOAPADDRES=2,\"/t\",1",
                "AT+QCOAPSEND=4,1,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=0,5,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=0,231,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=0,506,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=0,1,\"localhost\",5683,0",
                "AT+QCOAPSEND=0,1,127.0.0.1,5683,0",
                "AT+QCOAPSEND=0,1,\"127.0.1\",5683,0",
                "AT+QCOAPSEND=0,1,\"127.0.0.256\",5683,0",
                "AT+QCOAPSEND=0,1,\"1::2::3\",5683,0",
                "AT+QCOAPSEND=0,1,\"\",5683,0",
                "AT+QCOAPSEND=0,2,\"139.196.41.136,5683\",2,\"0102\"",
                "AT+QCOAPSEND=0,1,\"127.0.0.1\",0,0",
                "AT+QCOAPSEND=0,1,\"127.0.0.1\",65536,0",
                "AT+QCOAPSEND=0,1,\"127.0.0.1\",5683",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,2,\"01\"",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,1,\"0102\"",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,1,\"0x\"",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,1,01",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,513,\"A*1026\"",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,1025",
                "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,1,\"01\",",
                "AT+QCOAPSEND=2,1,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=3,1,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=3,205,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=1,0,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=2,0,\"127.0.0.1\",5683,1,\"01\"",
            })
    void invalidCommandsAreRefusedWithAContext(String line) {
        create();
        te.at(expand(line), "ERROR");
        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 0", "OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+QCOAPHEAD=1",
                "AT+QCOAPHEAD=5,1,1,\"01\"",
                "AT+QCOAPOPTION=1,11,\"a\"",
            })
    void emptyMessageTakesNeitherTokenNorOptions(String configuration) {
        create();
        te.at(configuration);
        te.at("AT+QCOAPSEND=2,0,\"127.0.0.1\",5683,0", "ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 0, 201, 202, 203, 204, 205, 400, 401, 402, 403, 404, 405, 406, 412, 413, 415, 500, 501, 502,
                503, 504, 505
            })
    void everyCodeOfTheTableIsSent(int code) {
        try (Peer peer = new Peer()) {
            create();
            te.at("AT+QCOAPSEND=0," + code + ",\"127.0.0.1\"," + peer.port() + ",0", "OK", "+QCOAPSEND: 0");
            int wire = code < 5 ? code : code / 100 * 32 + code % 100;
            assertThat(peer.receiveBytes()[1] & 0xff).isEqualTo(wire);
        }
    }

    @Test
    void resourcesUpToFiftyBytesAreKeptWithTheContext() {
        create();
        te.at(expand("AT+QCOAPADDRES=50,\"A*50\""));
        te.at("AT+QCOAPADDRES=4,\"/t/d\"");
        assertThat(bc66.modem().resources()).containsExactly("A".repeat(50), "/t/d");
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        assertThat(bc66.modem().resources()).isEmpty();
    }

    @Test
    void cmeeSelectsTheFormOfErrors() {
        te.at("AT+CMEE=1");
        te.at("AT+NOPE", "+CME ERROR: 4");
        te.at("AT+CGATT=7", "+CME ERROR: 50");
        te.at("AT+QCOAPDEL", "+CME ERROR: 3");
        te.at("AT+CMEE=2");
        te.at("AT+CGATT=7", "+CME ERROR: incorrect parameters");
        te.at("AT+CMEE=0");
        te.at("AT+CGATT=7", "ERROR");
    }

    @Test
    void settingsAreReadBack() {
        te.at("AT+QCOAPCFG=\"Showra\",1");
        te.at("AT+QCOAPCFG=\"Showra\"", "+QCOAPCFG: \"Showra\",1", "OK");
        te.at("AT+QCOAPCFG?", "+QCOAPCFG: \"Showra\",1\r\n+QCOAPCFG: \"Showrspopt\",0", "OK");
    }

    @Test
    void commandsAreRecorded() {
        te.at("AT");
        te.at("AT+QCOAPCREATE=" + port + ",1,\"id\",\"0102\"");
        assertThat(bc66.modem().commands()).containsExactly("AT", "AT+QCOAPCREATE=" + port + ",1,\"id\",\"0102\"");
        bc66.modem().clearCommands();
        assertThat(bc66.modem().commands()).isEmpty();
    }

    @Test
    void aChangedRegistrationIsPrintedAsCereg() {
        te.at("AT+CEREG=1");
        te.at("AT+CGATT=0", "OK", "+CEREG: 0");
        te.at("AT+CGATT?", "+CGATT: 0", "OK");
        te.at("AT+CEREG=2");
        bc66.modem().attach(true);
        te.expect("\r\n+CEREG: 1,\"4C10\",\"05C4BC33\",9\r\n");
        te.at("AT+CEREG?", "+CEREG: 2,1,\"4C10\",\"05C4BC33\",9", "OK");
    }

    /** They are in flash, as a network's settings are. */
    @Test
    void networkSettingsAreReadBackAndOutliveARestart() {
        te.at("AT+CGDCONT=2,\"IPV6\",\"a.example\"");
        te.at("AT+CGDCONT=1,\"IP\",\"b.example\",\"192.0.2.1\"");
        te.at("AT+QCGDEFCONT=\"IP\",\"iot.example\",\"me\",\"word\"");
        te.at("AT+CPSMS=1,,,\"00100001\",\"00000101\"");
        te.at("AT+CEDRXS=1,5,\"0101\"");
        bc66.modem().reboot();
        await().until(() -> te.received().endsWith("\r\n+CPIN: READY\r\n"));
        te.clear();
        te.at(
                "AT+CGDCONT?",
                "+CGDCONT: 1,\"IP\",\"b.example\",\"192.0.2.1\",0,0\r\n+CGDCONT: 2,\"IPV6\",\"a.example\",\"\",0,0",
                "OK");
        te.at("AT+QCGDEFCONT?", "+QCGDEFCONT: \"IP\",\"iot.example\",\"me\",\"\"", "OK");
        te.at("AT+CPSMS?", "+CPSMS: 1,,,\"00100001\",\"00000101\"", "OK");
        te.at("AT+CEREG=4");
        te.at("AT+CEREG?", "+CEREG: 4,1,\"4C10\",\"05C4BC33\",9,,,\"00000101\",\"00100001\"", "OK");
        te.at("AT+CEDRXS?", "+CEDRXS: 5,\"0101\"", "OK");
        te.at("AT+CEDRXRDP", "+CEDRXRDP: 5,\"0101\",\"0101\",\"0011\"", "OK");

        te.at("AT+CGDCONT=2");
        te.at("AT+CGDCONT?", "+CGDCONT: 1,\"IP\",\"b.example\",\"192.0.2.1\",0,0", "OK");
        te.at("AT+CPSMS=0");
        te.at("AT+CPSMS?", "+CPSMS: 0,,,\"00100001\",\"00000101\"", "OK");
        te.at("AT+CPSMS=2");
        te.at("AT+CPSMS?", "+CPSMS: 0,,,,", "OK");
        te.at("AT+CEDRXS=3");
        te.at("AT+CEDRXS?", "+CEDRXS: 5,\"0010\"", "OK");
        te.at("AT+CEDRXRDP", "+CEDRXRDP: 0", "OK");
    }
}

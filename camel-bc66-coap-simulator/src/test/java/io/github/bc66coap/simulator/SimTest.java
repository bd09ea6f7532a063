// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.junit5.Bc66Extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A SIM with a PIN, as 3GPP TS 27.007 has it (sections 8.3, 8.65 and 9.2). */
class SimTest {
    private static final String PIN = "2468";
    private static final String WRONG = "+CME ERROR: 16";

    private final List<String> traced = new CopyOnWriteArrayList<>();

    @RegisterExtension
    final Bc66Extension bc66 =
            Bc66Extension.with(builder -> builder.tcp(0).simPin(PIN).trace(event -> traced.add(event.describe())));

    @AutoClose
    private Terminal te;

    @BeforeEach
    void open() {
        te = Terminal.of(bc66.modem());
        te.at("AT+CMEE=1");
    }

    private void asksFor(String code) {
        te.at("AT+CPIN?", "+CPIN: " + code, "OK");
    }

    private void unlock(String passwords) {
        String command = "AT+CPIN=" + passwords;
        te.send(command + "\r").expect(command + "\r\r\nOK\r\n\r\n+CPIN: READY\r\n");
    }

    private void restart() {
        te.clear();
        bc66.modem().reboot();
        await().until(() -> te.received().contains("+CPIN: "));
        await().until(() -> te.received().endsWith("\r\n"));
        te.clear();
        te.at("AT+CMEE=1");
    }

    @Test
    void theSimAsksForItsPinUntilUnlocked() {
        asksFor("SIM PIN");
        te.at("AT+CGATT?", "+CGATT: 0", "OK");
        te.at("AT+CGATT=1", "+CME ERROR: 11");
        unlock("\"2468\"");
        asksFor("READY");
        te.at("AT+CGATT?", "+CGATT: 1", "OK");
        te.at("AT+CPIN=\"2468\"", "+CME ERROR: 3");
    }

    @Test
    void aPinNeedsNoQuotes() {
        unlock("2468");
        asksFor("READY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"246", "246824682", "24a8", "\"24a8\"", "", "2468,2468,2468", "\"2468"})
    void aMalformedPinIsNotCountedAsATry(String pin) {
        te.at("AT+CPIN=" + pin, "+CME ERROR: 50");
        te.at("AT+CPINR=\"SIM PIN\"", "+CPINR: SIM PIN,3,3", "OK");
    }

    @Test
    void theRightPinRestoresThreeTries() {
        te.at("AT+CPIN=\"0000\"", WRONG);
        te.at("AT+CPIN=\"0000\"", WRONG);
        te.at("AT+CPINR", "+CPINR: SIM PIN,1,3\r\n+CPINR: SIM PUK,10,10", "OK");
        unlock("\"2468\"");
        te.at("AT+CPINR=\"SIM PIN\"", "+CPINR: SIM PIN,3,3", "OK");
    }

    @Test
    void threeWrongPinsBlockTheSimUntilItsPuk() {
        for (int i = 0; i < 3; i++) {
            te.at("AT+CPIN=\"0000\"", WRONG);
        }
        asksFor("SIM PUK");
        te.at("AT+CPIN=\"2468\"", "+CME ERROR: 12");
        te.at("AT+CPIN=\"87654321\",\"1111\"", WRONG);
        te.at("AT+CPINR=\"SIM PUK\"", "+CPINR: SIM PUK,9,10", "OK");
        unlock("\"12345678\",\"1111\"");
        asksFor("READY");
        restart();
        te.at("AT+CPIN=\"2468\"", WRONG);
        unlock("\"1111\"");
    }

    @Test
    void tenWrongPuksBlockTheSimForGood() {
        for (int i = 0; i < 3; i++) {
            te.at("AT+CPIN=\"0000\"", WRONG);
        }
        for (int i = 0; i < 10; i++) {
            te.at("AT+CPIN=\"87654321\",\"1111\"", WRONG);
        }
        te.at("AT+CPIN?", "+CME ERROR: 13");
        te.at("AT+CPIN=\"12345678\",\"1111\"", "+CME ERROR: 13");
        restart();
        te.at("AT+CPIN?", "+CME ERROR: 13");
    }

    @Test
    void theSimAsksAfterARestartAndKeepsItsTries() {
        te.at("AT+CPIN=\"0000\"", WRONG);
        restart();
        te.at("AT+CPINR=\"SIM PIN\"", "+CPINR: SIM PIN,2,3", "OK");
        unlock("\"2468\"");
        te.at("AT+CGATT?", "+CGATT: 1", "OK");
        bc66.modem().reboot();
        await().until(() -> te.received().endsWith("\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: SIM PIN\r\n"));
        te.clear();
        te.at("AT+CGATT?", "+CGATT: 0", "OK");
    }

    @Test
    void theModuleAttachesOnlyWithPinAndNetwork() {
        bc66.modem().attach(false);
        bc66.modem().attach(true);
        te.at("AT+CGATT?", "+CGATT: 0", "OK");
        bc66.modem().attach(false);
        unlock("\"2468\"");
        te.at("AT+CGATT?", "+CGATT: 0", "OK");
    }

    @Test
    void noPasswordIsTraced() {
        te.at("AT+CPIN=\"0000\"", WRONG);
        te.at("AT+CLCK=\"SC\",0,\"2468\"", "+CME ERROR: 4");
        te.at("AT+CPWD=\"SC\",\"2468\",\"1111\"", "+CME ERROR: 4");
        assertThat(traced)
                .contains("AT   -> AT+CPIN=***", "AT   -> AT+CLCK=***", "AT   -> AT+CPWD=***")
                .noneMatch(line -> line.contains("0000") || line.contains("2468"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "123456789", "12a4"})
    void aPinHasFourToEightDigits(String pin) {
        VirtualBc66.Builder builder = VirtualBc66.builder();
        assertThatThrownBy(() -> builder.simPin(pin)).isInstanceOf(IllegalArgumentException.class);
    }
}

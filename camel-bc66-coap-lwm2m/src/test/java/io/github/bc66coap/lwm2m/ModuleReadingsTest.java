// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModuleReadingsTest {
    /** As in section 4.3 of the note. */
    private static final List<String> NOTE =
            List.of("+QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3");

    @Test
    void cellAndSignalAreReadFromQengAsInTheNote() {
        assertThat(ModuleReadings.cellId(NOTE)).isEqualTo(0x5C4BC33L);
        assertThat(ModuleReadings.rsrp(NOTE)).isEqualTo(-69);
        assertThat(ModuleReadings.rsrq(NOTE)).isEqualTo(-11);
    }

    @Test
    void signalAndBatteryAreReadFromCsqAndCbc() {
        assertThat(ModuleReadings.rssi(List.of("+CSQ: 20,0"))).isEqualTo(-73);
        assertThat(ModuleReadings.rssi(List.of("+CSQ: 99,99"))).as("not known").isNull();
        assertThat(ModuleReadings.batteryLevel(List.of("+CBC: 0,88,3512"))).isEqualTo(88);
        assertThat(ModuleReadings.batteryVoltage(List.of("+CBC:0,88,3512"))).isEqualTo(3512);
        assertThat(ModuleReadings.batteryVoltage(List.of("+CBC: 0,88"))).isNull();
    }

    @Test
    void theImeiIsReadWithAndWithoutThePrefixCgsn() {
        assertThat(ModuleReadings.text(List.of("", "+CGSN: 867725030002525"))).isEqualTo("867725030002525");
        assertThat(ModuleReadings.text(List.of("867725030002525"))).isEqualTo("867725030002525");
        assertThat(ModuleReadings.text(List.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+QENG: 0", "+QENG: 0,,,,,,", "+QENG: 1,1,2,3,4,5,6", "+QENG: 0,1,2,3,\"\",x,y"})
    void aQengLineWithoutACellHasNoValues(String line) {
        assertThat(ModuleReadings.rsrp(List.of(line))).isNull();
        assertThat(ModuleReadings.rsrq(List.of(line))).isNull();
        assertThat(ModuleReadings.cellId(List.of(line))).isNull();
    }
}

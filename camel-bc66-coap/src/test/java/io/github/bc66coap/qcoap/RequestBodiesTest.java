// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.OptionDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/** The bodies of requests: what a module cuts, what a line loses, and what firmware shows of blocks. */
class RequestBodiesTest {
    private static final String HEAD = "+QCOAPURC: \"req\",192.0.2.1,5683,0,3,7,";
    private static final String NEXT = "\r\n\r\n+QCOAPURC: recovered,0\r\n";

    private static RequestUrc read(String urc) {
        return (RequestUrc) Urcs.read(true, Urcs.bytes(urc, NEXT));
    }

    /** The line ended there, or fell silent. */
    private static RequestUrc readShort(String urc) {
        return (RequestUrc) new UrcParser(true).parse(Urcs.bytes(urc), false);
    }

    private static String atLimit(String urc) {
        return urc.substring(0, Math.min(1300, urc.length()));
    }

    // what is missing, and why

    @ParameterizedTest
    @CsvSource({"640,''", "1000,\"", "1024,''"})
    void digitsThatHaveNoRoomAreCutByTheModule(int length, String quote) {
        RequestUrc urc = read(atLimit(HEAD + "83,1,\"0C\",11,\"a\"," + length + ',' + quote + "AB".repeat(length)));
        assertThat(urc.content().truncated()).isTrue();
        assertThat(urc.content().limit()).hasValue(urc.content().bytes().length);
        assertThat(urc.content().bytes().length).isBetween(600, 625);
    }

    /** Firmware that prints text in digits, too: more of them than bytes announced can't be text. */
    @ParameterizedTest
    @CsvSource({"700,''", "1024,''", "1024,\"", "1200,''"})
    void digitsOfTextThatHaveNoRoomAreCutByTheModule(int length, String quote) {
        RequestUrc urc =
                read(atLimit(HEAD + "85,1,\"0C\",11,\"a\",12,\"0\"," + length + ',' + quote + "AB".repeat(length)));
        assertThat(urc.content().bytes()).hasSizeBetween(600, 625).containsOnly(0xAB);
        assertThat(urc.content().truncated()).isTrue();
        assertThat(urc.content().limit()).hasValue(urc.content().bytes().length);
    }

    @Test
    void textThatHasNoRoomIsCutByTheModule() {
        RequestUrc urc = readShort(atLimit(HEAD + "85,1,\"0C\",11,\"a\",12,\"0\",1280," + "x".repeat(1280)));
        assertThat(urc.content().truncated()).isTrue();
        assertThat(urc.content().limit()).hasValue(urc.content().bytes().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40,\"ABAB\"", "40,ABAB", "600,\"AB\"", "600"})
    void aShortBodyThatHadRoomWasLostOnTheLine(String rest) {
        RequestUrc urc = readShort(HEAD + "83,1,\"0C\",11,\"a\"," + rest);
        assertThat(urc.content().truncated()).isTrue();
        assertThat(urc.content().limit()).isEmpty();
    }

    /** A module that restarts ends its line wherever it is. */
    @Test
    void theLimitIsKnownEvenIfTheLineEndsBefore() {
        RequestUrc urc = readShort(HEAD + "83,1,\"0C\",11,\"a\",1024,\"ABAB\"");
        assertThat(urc.content().bytes()).hasSize(2);
        assertThat(urc.content().limit().getAsInt()).isBetween(600, 625);
    }

    /** What just has room is missing because the line has lost it; of one byte more the module cuts something. */
    @ParameterizedTest
    @CsvSource({"12,0,1", "12,42,2"})
    void theLimitIsTheLengthThatHasRoom(int option, int format, int charactersForAByte) {
        String head = HEAD + "85,1,\"0C\",11,\"a\"," + option + ",\"" + format + "\",";
        int room = 0;
        while ((head + (room + 1) + ',').length() + (room + 1) * charactersForAByte <= 1300) {
            room++;
        }
        String some = "A".repeat(20);
        assertThat(readShort(head + room + ',' + some).content())
                .isEqualTo(new Payload(
                        readShort(head + room + ',' + some).content().bytes(), true, Payload.NO_LIMIT));
        assertThat(readShort(head + (room + 1) + ',' + some).content().limit()).hasValue(room);
    }

    @Test
    void aWholeBodyHasNoLimit() {
        assertThat(read(HEAD + "83,1,\"0C\",11,\"a\",2,\"ABAB\"").content().limit())
                .isEmpty();
    }

    // the options of blocks, which the note's module doesn't show

    /** As they should be printed, and as they were seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11,\"a\",27,\"13\",60,\"2048\",2,\"ABCD\"",
                "11,\"a\",27,\"0/M/512\",60,\"2048\",2,\"ABCD\"",
                "11,\"a\",27,\"0/M/512\"60,\"2048\",2,ABCD",
                "11,\"a\",60,\"2048\",27,\"0/M/512\",2,ABCD",
                "11,\"a\",60,\"2048\",27,2,ABCD",
                "11,\"a\",60,\"2048\",27,2,\"ABCD\"",
                "11,\"a\",23,\"0/_/64\"27,2,ABCD"
            })
    void blocksAreReadHoweverTheyArePrinted(String fields) {
        RequestUrc urc = read(HEAD + "87,1,0C," + fields);
        assertThat(urc.options().first(OptionDefinition.BLOCK1))
                .isEqualTo(fields.contains("M") ? "0/M/512" : fields.contains("13") ? "13" : "");
        assertThat(urc.options().size()).isEqualTo(3);
        assertThat(urc.content().bytes()).asHexString().isEqualTo("ABCD");
        assertThat(urc.content().truncated()).isFalse();
    }

    @Test
    void aBlockOptionWithoutValueMayEndTheLine() {
        RequestUrc urc = read("+QCOAPURC: \"req\",0,1,7,04,11,\"a\",23");
        assertThat(urc.options().first(OptionDefinition.BLOCK2)).isEmpty();
    }
}

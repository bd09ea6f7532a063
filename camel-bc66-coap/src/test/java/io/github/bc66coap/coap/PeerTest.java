// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeerTest {
    @ParameterizedTest
    @CsvSource({
        "139.196.187.107, 139.196.187.107",
        "0.0.0.0, 0.0.0.0",
        "2001:DB8::1, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "1::2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void normalisesAddresses(String text, String normal) {
        assertThat(new Peer(text, 5683).host()).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "coap.example",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1.2.3.-4",
                "[1.2.3.4]",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1::",
                "12345::",
                "fe80::1%eth0",
                "1.2.3.4::",
                "::1.2.3",
                "[::1",
                "face",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void refusesNamesAndMalformedAddresses(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Peer(text, 5683))
                .withMessageContaining("needs an IP address");
        assertThat(Peer.isAddress(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void refusesPortsOutOfRange(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Peer("192.0.2.1", port))
                .withMessage("port must be in 1 to 65535 but is " + port);
    }

    @Test
    void isShownAsInUris() {
        assertThat(new Peer("192.0.2.1", 1)).hasToString("192.0.2.1:1");
        assertThat(new Peer("2001:db8::1", 65535)).hasToString("[2001:db8::1]:65535");
        assertThat(Peer.isAddress("2001:db8::1")).isTrue();
    }

    /** The longest spelling that there is, and one character more. */
    @Test
    void readsNothingLongerThanAnAddressCanBe() {
        String longest = "[0000:0000:0000:0000:0000:ffff:192.168.100.200]";
        assertThat(longest).hasSize(47);
        assertThat(Peer.isAddress(longest)).isTrue();
        assertThat(Peer.isAddress(longest + " ")).isFalse();
    }

    @Property(seed = "1")
    void agreesWithTheJdkOnAnyAddress(@ForAll @Size(16) byte[] sixteen, @ForAll @Size(4) byte[] four)
            throws UnknownHostException {
        for (byte[] bytes : new byte[][] {sixteen, four}) {
            String spelling = InetAddress.getByAddress(bytes).getHostAddress();
            String normal = new Peer(spelling, 1).host();
            assertThat(InetAddress.getByName(normal).getHostAddress()).isEqualTo(spelling);
            assertThat(new Peer(normal, 1)).isEqualTo(new Peer(spelling, 1));
        }
    }
}

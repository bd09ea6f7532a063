// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:50000, localhost:8080",
        "127.0.0.1:50000, LOCALHOST",
        "127.8.9.10:50000, 127.0.0.1:8080",
        "[::1]:50000, [::1]:8080",
        "0:0:0:0:0:0:0:1:50000, [::1]",
        "[0:0:0:0:0:0:0:1%lo]:50000, localhost",
        "::ffff:127.0.0.1:50000, localhost"
    })
    void usersOfThisComputerAreGrantedAccess(String address, String host) {
        assertThat(new Access(false).isGranted(address, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:50000, localhost",
        "[2001:db8::1]:50000, localhost",
        "[fe80::1%eth0]:50000, localhost",
        "localhost:50000, localhost",
        "evil.example:50000, localhost",
        "127.0.0.1.evil.example:50000, localhost",
        "127.0.0.1, localhost",
        "'', localhost",
        ", localhost",
        "127.0.0.1:50000, evil.example",
        "127.0.0.1:50000, localhost.evil.example",
        "127.0.0.1:50000, 127.0.0.1.evil.example:8080",
        "127.0.0.1:50000, 192.0.2.1",
        "127.0.0.1:50000, [2001:db8::1]:8080",
        "127.0.0.1:50000, ''",
        "127.0.0.1:50000, "
    })
    void remoteClientsAndForeignHostsNeedAllowRemote(String address, String host) {
        assertThat(new Access(false).isGranted(address, host)).isFalse();
        assertThat(new Access(true).isGranted(address, host)).isTrue();
    }
}

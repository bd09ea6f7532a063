// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void theLedgerBalancesOnceARequestIsAnswered() {
        Ledger.Flow flow = ledger.flow("x", 1);
        assertThat(ledger.balances()).isFalse();
        flow.sent();
        flow.received("a");
        assertThat(ledger.balances()).isFalse();
        flow.answered("a");
        assertThat(ledger.balances()).isTrue();
        assertThat(flow.lost()).isZero();
    }

    @Test
    void aMessageNeverSentIsLost() {
        assertThat(ledger.flow("x", 3).lost()).isEqualTo(3);
    }

    @Test
    void aRequestBeyondTheExpectedNumberCanBeLost() {
        Ledger.Flow flow = ledger.flow("x", 0);
        flow.sent();
        assertThat(flow.lost()).isEqualTo(1);
    }

    @Test
    void anAnswerToAnUnknownRequestIsAStray() {
        Ledger.Flow flow = ledger.flow("x", 1);
        flow.sent();
        flow.received("a");
        flow.answered("b");
        assertThat(flow.lost()).isEqualTo(1);
        assertThat(flow.strays()).isEqualTo(1);
        assertThat(ledger.summary()).contains("x: 1 repeated or gone astray");
    }

    @Test
    void aRepeatedRequestOrAnswerIsAStray() {
        Ledger.Flow flow = ledger.flow("x", 1);
        flow.sent();
        flow.received("a");
        flow.answered("a");
        flow.answered("a");
        assertThat(flow.lost()).isZero();
        assertThat(flow.strays()).isEqualTo(1);
        assertThat(ledger.balances()).isFalse();
        flow.received("a");
        assertThat(flow.strays()).isEqualTo(2);
    }

    @Test
    void stockBalancesInAnyOrderIfEachItemIsThereOnce() {
        ledger.stock("x", List.of("a", "b"), List.of("b", "a"));
        assertThat(ledger.balances()).isTrue();
        ledger.stock("y", List.of("a", "a"), List.of("a"));
        assertThat(ledger.balances()).isFalse();
        assertThat(ledger.summary()).contains("x: 2 of 2", "y: 1 of 2");
    }

    @Test
    void surplusStockDoesNotBalance() {
        ledger.stock("x", List.of("a"), List.of("a", "a"));
        assertThat(ledger.balances()).isFalse();
        assertThat(ledger.summary()).contains("x: 1 of 1, and more that should not be there");
    }
}

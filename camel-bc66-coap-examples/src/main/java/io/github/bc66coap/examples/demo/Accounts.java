// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

/**
 * The ledger's accounts of what the demo sends.
 *
 * @param polls from the module, {@code GET /validate}
 * @param readings from the module, {@code POST /readings}
 * @param appData from the cloud, {@code GET /19/0/0}
 * @param cellId from the cloud, {@code GET /4/0/8}
 */
record Accounts(Ledger.Flow polls, Ledger.Flow readings, Ledger.Flow appData, Ledger.Flow cellId) {
    static final String VALIDATE = "/validate";
    static final String READINGS = "/readings";
    static final String APP_DATA = "/19/0/0";
    static final String CELL_ID = "/4/0/8";

    /** The account of messages to a path. */
    Ledger.Flow of(String path) {
        return switch (path) {
            case VALIDATE -> polls;
            case READINGS -> readings;
            case APP_DATA -> appData;
            case CELL_ID -> cellId;
            default -> throw new IllegalArgumentException(path);
        };
    }
}

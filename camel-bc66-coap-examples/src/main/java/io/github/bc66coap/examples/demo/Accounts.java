/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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

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
package io.github.bc66coap.modem;

import java.util.List;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;

/**
 * What the observers of a path are told.
 *
 * @param type {@link MessageType#CON}, which ends with its acknowledgement, or {@link MessageType#NON}
 * @param code a response code; one that is no success ends the observations
 * @param options without Observe; without a Content-Format, each observer gets that of the reply that began its observation
 * @param caller who has it sent, or {@code null}
 */
record Notification(
        List<String> path, MessageType type, Code code, CoapOptions options, byte[] payload, Caller caller) {}

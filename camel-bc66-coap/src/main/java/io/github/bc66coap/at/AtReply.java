// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

/**
 * A positive reply.
 *
 * @param information the information responses in order of arrival, without line ends
 * @param outcome the outcome line of a two-phase command; {@code null} if there is none, or if the effect was seen without it
 */
public record AtReply(List<String> information, String outcome) {
    public AtReply {
        information = List.copyOf(information);
    }
}

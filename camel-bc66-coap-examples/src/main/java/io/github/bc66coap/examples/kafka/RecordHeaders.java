// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which headers records have. Whoever writes a command has no say in any header of Camel, and what modules and routes put
 * there doesn't reach the topics.
 */
public final class RecordHeaders implements HeaderFilterStrategy {
    /** Of a command and its outcome: bytes by which whoever sent the command knows its outcome. */
    public static final String CORRELATION = "correlation";
    /** Of an outcome: partition and offset of the command. */
    public static final String COMMAND = "command";
    /** Of an outcome: the code of the response, such as 2.04, if there was one. */
    public static final String CODE = "code";
    /** Of a dead letter: what went wrong, in words. */
    public static final String REASON = "reason";
    /** Of a dead letter: the kind of failure; {@code unknown} if the command may have been done. */
    public static final String ERROR = "error";

    private static final Set<String> OF_OUTCOMES = Set.of(CORRELATION, COMMAND, CODE, REASON, ERROR);

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OF_OUTCOMES.contains(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !CORRELATION.equals(name);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.CommandLine;

/**
 * {@code AT+QCOAPADDRES}: adds a resource that peers may request (note, section 2.3.3). Resources survive deep sleep; no command lists
 * or removes them.
 *
 * @param resource the resource's path, for example {@code /19/0/0}
 */
public record QcoapAddres(String resource) implements ActionCommand {
    /** How many bytes a resource has at most. */
    public static final int MAX_RESOURCE_BYTES = 50;

    /**
     * @throws IllegalArgumentException when {@code resource} isn't 1 to 50 bytes long or holds a quote or a control
     *     character
     */
    public QcoapAddres {
        Arguments.requireLength("resource", length(resource), 1, MAX_RESOURCE_BYTES);
        encode(resource);
    }

    @Override
    public CommandLine line() {
        return encode(resource);
    }

    // the module counts bytes, not characters
    private static CommandLine encode(String resource) {
        return CommandLine.write("+QCOAPADDRES")
                .number(length(resource))
                .string("resource", resource, MAX_RESOURCE_BYTES)
                .build();
    }

    private static int length(String resource) {
        return resource.getBytes(StandardCharsets.UTF_8).length;
    }
}

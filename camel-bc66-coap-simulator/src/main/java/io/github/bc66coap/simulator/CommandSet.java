// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Map;

import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.Reply;

/** Some commands of the module. */
interface CommandSet {
    /** Executes one command in whatever form. */
    interface Command {
        /** The reply; throws {@link io.github.bc66coap.simulator.at.AtError} to refuse. */
        Reply execute(AtCommand command);
    }

    /** The commands by name. */
    Map<String, Command> commands();
}

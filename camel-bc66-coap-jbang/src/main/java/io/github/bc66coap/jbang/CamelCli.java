// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.jbang;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** Camel's command line, {@code camel} in the manuals, which has no main class of its own. */
public final class CamelCli {
    private CamelCli() {}

    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}

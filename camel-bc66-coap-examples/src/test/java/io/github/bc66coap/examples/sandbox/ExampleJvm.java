// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.github.bc66coap.examples.Examples;
import io.github.bc66coap.testing.Program;

/** An example in a JVM of its own, which can be killed. */
public final class ExampleJvm extends Program {
    /**
     * Starts it, and returns at once.
     *
     * @param out file for what it shows
     * @param options of the JVM
     * @param args name of the example, and its options
     */
    public ExampleJvm(Path out, List<String> options, String... args) throws IOException {
        super(java(options, Examples.class, args), out);
    }

    /** Of a gateway of the fleet: the devices whose modules it has, as it says itself. */
    public Set<String> fleetModules() {
        return output().lines()
                .filter(line -> line.matches(".* has [0-9]+ modules: .*"))
                .reduce((before, last) -> last)
                .map(line -> Set.of(line.replaceFirst(".* modules: ", "").split(", ")))
                .orElse(Set.of());
    }
}

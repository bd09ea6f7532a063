// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** In users' tests there is no page: it is an optional dependency. */
@AnalyzeClasses(packages = "io.github.bc66coap.simulator", importOptions = DoNotIncludeTests.class)
class OptionalPageTest {
    @ArchTest
    static final ArchRule onlyPageAndCliKnowTheMonitor = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.bc66coap.simulator.monitor..", "io.github.bc66coap.simulator.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bc66coap.monitor..");

    @ArchTest
    static final ArchRule onlyTheCliKnowsThePage = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.bc66coap.simulator.monitor..", "io.github.bc66coap.simulator.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bc66coap.simulator.monitor..");
}

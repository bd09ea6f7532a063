// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What the monitor may know. */
@AnalyzeClasses(packages = "io.github.bc66coap.monitor", importOptions = DoNotIncludeTests.class)
class MonitorArchitectureTest {
    /** Neither the component nor the simulator, and of Camel nothing but JSON. */
    @ArchTest
    static final ArchRule theMonitorKnowsNeitherComponentNorSimulator = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.bc66coap.monitor..",
                    "java..",
                    "com.sun.net.httpserver..",
                    "org.apache.camel.util.json..",
                    "org.slf4j..");

    /** Programs that have a server of their own run without the JDK's. */
    @ArchTest
    static final ArchRule onlyTheHttpPackageKnowsTheJdkServer = noClasses()
            .that()
            .resideInAPackage("io.github.bc66coap.monitor")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.net.httpserver..", "io.github.bc66coap.monitor.http..");
}

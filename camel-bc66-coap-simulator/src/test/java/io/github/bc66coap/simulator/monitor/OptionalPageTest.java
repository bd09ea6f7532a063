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
    static final ArchRule onlyThePageKnowsTheMonitor = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.bc66coap.simulator.monitor..", "io.github.bc66coap.simulator.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bc66coap.monitor..");

    @ArchTest
    static final ArchRule nothingNeedsThePage = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.bc66coap.simulator.monitor..", "io.github.bc66coap.simulator.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bc66coap.simulator.monitor..");
}

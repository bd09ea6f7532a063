// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.architecture;

import java.util.concurrent.CompletionStage;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which package may know which. */
@AnalyzeClasses(packages = "io.github.bc66coap", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.bc66coap.";
    private static final String[] COMPONENT = {
        ROOT + "camel..", ROOT + "modem..", ROOT + "qcoap..", ROOT + "at..", ROOT + "transport..", ROOT + "coap.."
    };
    private static final String SIMULATOR = ROOT + "simulator..";

    @ArchTest
    static final ArchRule eachLayerKnowsOnlyTheLayersBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("camel")
            .definedBy(ROOT + "camel..")
            .layer("modem")
            .definedBy(ROOT + "modem..")
            .layer("qcoap")
            .definedBy(ROOT + "qcoap..")
            .layer("at")
            .definedBy(ROOT + "at..")
            .layer("transport")
            .definedBy(ROOT + "transport..")
            .layer("coap")
            .definedBy(ROOT + "coap..")
            .whereLayer("camel")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("modem")
            .mayOnlyBeAccessedByLayers("camel")
            .whereLayer("qcoap")
            .mayOnlyBeAccessedByLayers("camel", "modem")
            .whereLayer("at")
            .mayOnlyBeAccessedByLayers("camel", "modem", "qcoap")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("camel", "modem", "qcoap", "at")
            .whereLayer("coap")
            .mayOnlyBeAccessedByLayers("camel", "modem", "qcoap");

    /** Camel's side sees a session by its two doors and by what they hand out, nothing of its machinery. */
    @ArchTest
    static final ArchRule theCamelPackageKnowsOnlyModemModemPoolAndApi = noClasses()
            .that()
            .resideInAPackage(ROOT + "camel..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "modem..")
                    .and(not(resideInAPackage(ROOT + "modem.api..")))
                    .and(not(belongToAnyOf(Modem.class, ModemPool.class))));

    @ArchTest
    static final ArchRule onlyTheModemPackageKnowsTheLink = classes()
            .that()
            .resideInAPackage(ROOT + "modem.link..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(ROOT + "modem", ROOT + "modem.link..");

    /** Session, link, values and callbacks: each knows those after it only. */
    @ArchTest
    static final ArchRule linkAndApiKnowNoSession = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "modem.link..", ROOT + "modem.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "modem");

    @ArchTest
    static final ArchRule theApiKnowsNoLink = noClasses()
            .that()
            .resideInAPackage(ROOT + "modem.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "modem.link..");

    @ArchTest
    static final ArchRule theCoapPackageKnowsNoOtherPackage = noClasses()
            .that()
            .resideInAPackage(ROOT + "coap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "camel..", ROOT + "modem..", ROOT + "qcoap..", ROOT + "at..", ROOT + "transport..");

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyClassIsInAKnownPackage = classes()
            .should()
            .resideInAnyPackage(
                    ROOT + "camel..",
                    ROOT + "modem..",
                    ROOT + "qcoap..",
                    ROOT + "at..",
                    ROOT + "transport..",
                    ROOT + "coap..",
                    SIMULATOR);

    @ArchTest
    static final ArchRule onlyTheCamelPackageKnowsCamel = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "camel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    /** An application may have neither camel-health nor Micrometer: what can't be loaded without them is behind one class each. */
    @ArchTest
    static final ArchRule optionalLibrariesAreBehindOneClass = classes()
            .that()
            .haveSimpleName("Bc66CoapHealthCheck")
            .or()
            .haveSimpleName("MicrometerMeters")
            .should()
            .onlyHaveDependentClassesThat()
            .haveNameMatching(".*[.](HealthChecks|Bc66CoapHealthCheck|Meters|MicrometerMeters)");

    @ArchTest
    static final ArchRule onlyTheTransportPackageKnowsJSerialComm = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "transport..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fazecast..");

    @ArchTest
    static final ArchRule theSimulatorKnowsNoComponent = noClasses()
            .that()
            .resideInAPackage(SIMULATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMPONENT);

    @ArchTest
    static final ArchRule theComponentKnowsNoSimulator = noClasses()
            .that()
            .resideInAnyPackage(COMPONENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATOR);

    @ArchTest
    static final ArchRule noClassSleeps = noClasses()
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("sleep"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(Thread.class)))));

    /** Threads that the JDK makes by itself, when it likes: where none can be had, the call fails half way. */
    @ArchTest
    static final ArchRule noComponentClassUsesAsyncFutures = noClasses()
            .that()
            .resideInAnyPackage(COMPONENT)
            .should()
            .callMethodWhere(JavaCall.Predicates.target(
                            HasName.Predicates.nameMatching("orTimeout|completeOnTimeout|delayedExecutor|.*Async"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(CompletionStage.class)))));

    @ArchTest
    static final ArchRule noClassUsesJavaUtilLogging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** The simulator's command line is there to print. */
    @ArchTest
    static final ArchRule noClassExceptTheCliPrints = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "simulator.cli..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import io.github.bc66coap.simulator.Quirks;

/** All tests that run routes against a virtual module, to be run with modules of any kind. */
final class RouteSuite {
    private static final String PACKAGE = "io.github.bc66coap.camel";
    private static final List<String> MODULES = List.of("Sandbox", "Bc66Extension", "VirtualBc66");

    /** The tests mostly wait, each for a module of its own; this many classes at a time. */
    private static final String CLASSES_AT_A_TIME = System.getProperty("quirks.parallelism", "8");

    private final Launcher launcher = LauncherFactory.create();
    private final List<Class<?>> classes;

    /** The suite, or some of its classes by their simple names. */
    RouteSuite(List<String> names) {
        classes = testClasses()
                .filter(type -> names.isEmpty() || names.contains(type.getSimpleName()))
                .toList();
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("no such tests: " + names);
        }
    }

    /** Those test classes that have a module, or inherit one. */
    private static Stream<Class<?>> testClasses() {
        return ReflectionSupport.findAllClassesInPackage(
                        PACKAGE, type -> !Modifier.isAbstract(type.getModifiers()), name -> name.endsWith("Test"))
                .stream()
                .filter(RouteSuite::hasModule)
                .sorted(Comparator.comparing(Class::getName));
    }

    private static boolean hasModule(Class<?> type) {
        return !ReflectionSupport.findFields(
                        type,
                        field -> MODULES.contains(field.getType().getSimpleName()),
                        HierarchyTraversalMode.BOTTOM_UP)
                .isEmpty();
    }

    List<Class<?>> classes() {
        return classes;
    }

    /** A test that failed. */
    record Failure(String id, String test, Throwable cause) {}

    /**
     * How a run ended.
     *
     * @param tests what ran, the calls of a parameterized test one by one
     * @param methodShare how many of the suite's test methods ran, 0 to 1
     * @param leftOut tests that can't hold under the quirks, or classes of them
     * @param repeated what failed, but not again when nothing ran beside it
     * @param failures what failed twice
     */
    record Outcome(
            Quirks quirks,
            int tests,
            double methodShare,
            int leftOut,
            List<Failure> repeated,
            List<Failure> failures,
            Duration time) {}

    /**
     * Runs all with modules that have these quirks. What fails is run once more by itself: the tests share a machine with
     * each other, and the numbers of its pseudo-terminals.
     */
    Outcome run(Quirks quirks) {
        System.setProperty(Quirks.PROPERTY, quirks.toString());
        long start = System.nanoTime();
        try {
            Listener all = new Listener();
            launcher.execute(
                    parallel(classes.stream()
                            .map(DiscoverySelectors::selectClass)
                            .toList()),
                    all);
            Listener again = new Listener();
            if (!all.failures.isEmpty()) {
                launcher.execute(sequential(all.failures), again);
            }
            List<Failure> repeated = new ArrayList<>(all.failures);
            repeated.removeIf(first ->
                    again.failures.stream().anyMatch(second -> second.id().equals(first.id())));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return new Outcome(
                    quirks, all.tests, all.share(methods()), all.leftOut, repeated, List.copyOf(again.failures), time);
        } finally {
            System.clearProperty(Quirks.PROPERTY);
        }
    }

    /** How many test methods the suite has, whether they can hold or not. */
    private int methods() {
        return classes.stream()
                .mapToInt(type -> ReflectionSupport.findMethods(
                                type,
                                method -> AnnotationSupport.isAnnotated(method, Testable.class),
                                HierarchyTraversalMode.BOTTOM_UP)
                        .size())
                .sum();
    }

    private static LauncherDiscoveryRequest sequential(List<Failure> failures) {
        return request(failures.stream()
                        .map(failure -> DiscoverySelectors.selectUniqueId(failure.id()))
                        .toList())
                .build();
    }

    private static LauncherDiscoveryRequestBuilder request(List<? extends DiscoverySelector> what) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(what)
                .filters(EngineFilter.includeEngines("junit-jupiter"));
    }

    private static LauncherDiscoveryRequest parallel(List<? extends DiscoverySelector> what) {
        return request(what)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "same_thread")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", CLASSES_AT_A_TIME)
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.max-pool-size", CLASSES_AT_A_TIME)
                .build();
    }

    private static final class Listener implements TestExecutionListener {
        private final List<Failure> failures = new ArrayList<>();
        private final Set<String> methods = new HashSet<>();
        private int tests;
        private int leftOut;

        double share(int allMethods) {
            return (double) methods.size() / allMethods;
        }

        @Override
        public synchronized void executionSkipped(TestIdentifier test, String reason) {
            leftOut++;
        }

        @Override
        public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                leftOut++; // it assumes what doesn't hold here
                return;
            }
            if (test.isTest()) {
                tests++;
                methods.add(test.getUniqueId().replaceAll("/\\[(test-template-invocation|dynamic-).*", ""));
            }
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                failures.add(new Failure(
                        test.getUniqueId(), name(test), result.getThrowable().orElse(null)));
            }
        }

        private static String name(TestIdentifier test) {
            return String.join(
                    " ",
                    Arrays.stream(test.getUniqueId().split("/"))
                            .map(segment -> segment.replaceAll("^\\[[^:]*:|\\]$", ""))
                            .skip(1)
                            .map(segment -> segment.replace(PACKAGE + ".", ""))
                            .toList());
        }
    }
}

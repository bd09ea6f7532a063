// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

import io.github.bc66coap.simulator.Quirks;

/** Leaves out what is marked with {@link NotUnder} for a quirk that all modules have at present. */
final class NotUnderCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Quirks present = Quirks.ofSystemProperty();
        return exclusions(context)
                .filter(exclusion -> Arrays.stream(exclusion.value()).anyMatch(present::has))
                .findFirst()
                .map(exclusion -> ConditionEvaluationResult.disabled(exclusion.because()))
                .orElse(ConditionEvaluationResult.enabled("it can hold"));
    }

    private static Stream<NotUnder> exclusions(ExtensionContext context) {
        return Optional.of(context).flatMap(ExtensionContext::getElement).stream()
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, NotUnder.class).stream());
    }
}

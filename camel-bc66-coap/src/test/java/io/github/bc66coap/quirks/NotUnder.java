// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import io.github.bc66coap.simulator.Quirk;

/**
 * A test that can't hold under a quirk, since it is about what the quirk changes. It is left out while all modules have
 * that quirk; where a driver fails that could do better, this is not the answer.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(NotUnder.All.class)
@ExtendWith(NotUnderCondition.class)
public @interface NotUnder {
    /** The quirks. */
    Quirk[] value();

    /** Why it can't hold. */
    String because();

    /** Several, each with its reason. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(NotUnderCondition.class)
    @interface All {
        /** Each. */
        NotUnder[] value();
    }
}

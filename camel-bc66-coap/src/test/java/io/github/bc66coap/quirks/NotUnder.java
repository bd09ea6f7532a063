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

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
package io.github.bc66coap.gateway;

import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;

/** Why something failed, in one line for people. */
final class Reasons {
    private static final int LONGEST = 500;

    private Reasons() {}

    /** The message of the first cause that isn't just a wrapper of Camel's. */
    static String of(Throwable failure) {
        Deque<Throwable> causes = new ArrayDeque<>();
        for (Throwable each = failure; each != null && causes.size() < 20; each = each.getCause()) {
            causes.add(each);
        }
        while (causes.size() > 1 && isWrapper(causes.peek())) {
            causes.poll();
        }
        String message = causes.peek().getMessage();
        String line = (message == null || message.isBlank()
                        ? causes.peek().getClass().getSimpleName()
                        : message)
                .replaceAll("\\s*\\R\\s*", "; ")
                .replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof FailedToCreateRouteException
                || failure instanceof FailedToStartRouteException
                || failure.getClass() == RuntimeCamelException.class
                || failure.getClass() == RuntimeException.class;
    }
}

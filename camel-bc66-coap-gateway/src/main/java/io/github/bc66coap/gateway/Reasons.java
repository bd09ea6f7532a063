// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;

/** Finds the reason of a failure, in one line for people. */
final class Reasons {
    private static final int LONGEST = 500;

    private Reasons() {}

    /** The message of the first cause that isn't only a wrapper of Camel. */
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

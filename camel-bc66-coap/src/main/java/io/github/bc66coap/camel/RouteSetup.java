// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/**
 * Finds out whether an endpoint comes with a route, or whether Camel makes it from a message or from code outside the routes. Camel's own
 * flags don't show this: the flag of its supervising route controller isn't per thread, and a Kamelet with a computed URI sets up a
 * route, which contains the message's text, while it processes the message.
 */
final class RouteSetup {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final List<Class<?>> TEMPLATES =
            List.of(ProducerTemplate.class, FluentProducerTemplate.class, ConsumerTemplate.class);

    /** Camel's processors continue an exchange in lambdas or callbacks, such as a routing slip after an asynchronous step. */
    private static final String OF_CAMEL = "org.apache.camel.processor.";

    private RouteSetup() {}

    /** Whether this thread sets up a route. */
    static boolean isUnderWay(CamelContext context) {
        boolean canBe = !context.isStarted() || context.getRouteController().isStartingRoutes();
        return STACK.walk(stack -> {
            boolean isIt = canBe;
            for (Iterator<StackFrame> frames = stack.iterator(); frames.hasNext(); ) {
                StackFrame frame = frames.next();
                if (processesExchange(frame) || isTemplate(frame)) {
                    return false;
                }
                isIt |= setsUpRoutes(frame);
            }
            return isIt;
        });
    }

    private static boolean processesExchange(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        String method = frame.getMethodName();
        return Processor.class.isAssignableFrom(type)
                        && (method.equals("process")
                                || method.startsWith("lambda$")
                                        && type.getName().startsWith(OF_CAMEL))
                || AsyncCallback.class.isAssignableFrom(type) && method.equals("done");
    }

    private static boolean isTemplate(StackFrame frame) {
        return TEMPLATES.stream().anyMatch(type -> type.isAssignableFrom(frame.getDeclaringClass()));
    }

    private static boolean setsUpRoutes(StackFrame frame) {
        return CamelContext.class.isAssignableFrom(frame.getDeclaringClass())
                && frame.getMethodName().equals("startRouteDefinitions");
    }
}

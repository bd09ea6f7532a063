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
 * Tells endpoints that come with a route from those that Camel makes of a message or of what code says beside the routes.
 * Camel's own flags don't: that of its supervising route controller isn't the thread's, and a Kamelet with a computed URI
 * sets up a route, the message's text in it, while the message is being processed.
 */
final class RouteSetup {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final List<Class<?>> TEMPLATES =
            List.of(ProducerTemplate.class, FluentProducerTemplate.class, ConsumerTemplate.class);

    /** Its processors go on with an exchange in lambdas, or in callbacks, as a routing slip behind an asynchronous step. */
    private static final String OF_CAMEL = "org.apache.camel.processor.";

    private RouteSetup() {}

    /** Whether this thread sets up what an author of routes wrote. */
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

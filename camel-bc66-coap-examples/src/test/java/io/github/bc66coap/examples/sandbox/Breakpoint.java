// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;

/** A point at which another JVM stands still, as in a debugger, so that it can be killed just there. */
public final class Breakpoint implements AutoCloseable {
    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;
    private final String type;
    private final String method;
    private final int time;
    private final CompletableFuture<Void> reached = new CompletableFuture<>();

    /**
     * @param type name of a class
     * @param method of it, of each signature
     * @param time at which call of it, from 1
     */
    public Breakpoint(String type, String method, int time) throws IOException {
        this.type = type;
        this.method = method;
        this.time = time;
        connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        try {
            address = connector.startListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
        Thread thread = new Thread(this::debug, "breakpoint");
        thread.setDaemon(true);
        thread.start();
    }

    /** For the one JVM that is to have it, which waits at its start until it has. */
    public String jvmOption() {
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address;
    }

    /** Whether it stands there. */
    public boolean isReached() {
        return reached.isDone();
    }

    private void debug() {
        try {
            VirtualMachine jvm = connector.accept(arguments);
            ClassPrepareRequest loading = jvm.eventRequestManager().createClassPrepareRequest();
            loading.addClassFilter(type);
            loading.enable();
            while (!isReached()) {
                EventSet events = jvm.eventQueue().remove();
                events.forEach(this::take);
                if (!isReached()) {
                    events.resume();
                }
            }
        } catch (IOException | IllegalConnectorArgumentsException | InterruptedException | VMDisconnectedException e) {
            reached.completeExceptionally(e);
        }
    }

    private void take(Event event) {
        if (event instanceof ClassPrepareEvent loaded) {
            set(loaded.referenceType());
        } else if (event instanceof BreakpointEvent) {
            reached.complete(null);
        }
    }

    private void set(ReferenceType loaded) {
        for (Method each : loaded.methodsByName(method)) {
            BreakpointRequest request =
                    loaded.virtualMachine().eventRequestManager().createBreakpointRequest(each.location());
            request.addCountFilter(time);
            request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            request.enable();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connector.stopListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }
}

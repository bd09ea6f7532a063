// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.service.ServiceHelper;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapComponent;

/**
 * The LwM2M device that the routes of one module form: its resources, the registration, and consumers of its own for objects and
 * instances. Thread-safe. Its threads live as long as it has resources. They run routes to sample observed values, each resource one run at a
 * time: a route that hangs keeps a thread, and delays no other resource.
 */
final class Lwm2mDevice {
    private static final Logger LOG = LoggerFactory.getLogger(Lwm2mDevice.class);

    private final CamelContext context;
    private final String name;
    private final NavigableMap<LwM2mPath, Lwm2mResource> resources = new ConcurrentSkipListMap<>();
    private final Map<LwM2mPath, Consumer> served = new HashMap<>();
    private final AtomicInteger additions = new AtomicInteger();
    private volatile Lwm2mRegistration registration;
    private volatile NotificationAttributes defaults = NotificationAttributes.NONE;
    private ScheduledExecutorService timer;
    private ExecutorService threads;
    private ProducerTemplate template;

    private Lwm2mDevice(CamelContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /** The device of a module in a context. */
    static Lwm2mDevice of(CamelContext context, String device) {
        return all(context).byName.computeIfAbsent(device, name -> new Lwm2mDevice(context, name));
    }

    /** All devices of a context. */
    static List<Lwm2mDevice> in(CamelContext context) {
        return List.copyOf(all(context).byName.values());
    }

    private static synchronized Devices all(CamelContext context) {
        Devices devices = context.getCamelContextExtension().getContextPlugin(Devices.class);
        if (devices == null) {
            devices = new Devices();
            context.getCamelContextExtension().addContextPlugin(Devices.class, devices);
        }
        return devices;
    }

    private static final class Devices {
        private final Map<String, Lwm2mDevice> byName = new ConcurrentHashMap<>();
    }

    String name() {
        return name;
    }

    /** The URI of the module, with options such as {@code operation=AT}. */
    String uri(String options) {
        return "bc66coap:" + name + "?" + options;
    }

    /** Adds routes once all others have started. */
    void addRoutes(RoutesBuilder routes) {
        additions.incrementAndGet();
        StartupAction.run(context, () -> {
            try {
                context.addRoutes(routes);
            } finally {
                additions.decrementAndGet();
            }
        });
    }

    /** Whether routes are still to be added. A registration now would miss their objects. */
    boolean isGrowing() {
        return additions.get() > 0;
    }

    /** Whether the module sends a Content-Format. */
    boolean sends(int contentFormat) {
        return context.getComponent("bc66coap", Bc66CoapComponent.class)
                .getConfiguration()
                .sendableContentFormats()
                .contains(contentFormat);
    }

    Optional<Lwm2mRegistration> registration() {
        return Optional.ofNullable(registration);
    }

    /** The bootstrap that is under way. */
    Optional<Bootstrap> bootstrap() {
        return registration().flatMap(Lwm2mRegistration::bootstrap).filter(Bootstrap::isUnderWay);
    }

    synchronized void registration(Lwm2mRegistration current) {
        registration = current;
    }

    /** Leaves a registration that has replaced this one. */
    synchronized void ended(Lwm2mRegistration one) {
        if (registration == one) {
            registration = null;
        }
    }

    /** The pmin and pmax of resources without Write-Attributes. */
    NotificationAttributes defaults() {
        return defaults;
    }

    void defaults(NotificationAttributes attributes) {
        defaults = attributes;
        resources.values().forEach(Lwm2mResource::scheduleSample);
    }

    NavigableMap<LwM2mPath, Lwm2mResource> resources() {
        return resources;
    }

    /** The resources of an object or an instance. */
    List<Lwm2mResource> below(LwM2mPath path) {
        return resources.entrySet().stream()
                .filter(entry -> entry.getKey().startWith(path))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * A resource's route starts.
     *
     * @throws IllegalStateException naming the path if another route serves it
     */
    synchronized void add(Lwm2mResource resource) {
        Lwm2mResource other = resources.putIfAbsent(resource.path(), resource);
        if (other != null && other != resource) {
            throw new IllegalStateException("path: another route serves " + resource.path() + " of " + name);
        }
        if (threads == null) {
            timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "bc66-lwm2m-timer");
            threads = context.getExecutorServiceManager().newCachedThreadPool(this, "bc66-lwm2m");
            template = context.createProducerTemplate();
        }
        StartupAction.run(context, () -> schedule(this::serveObjects, 0));
    }

    /** A resource's route has stopped. */
    synchronized void remove(Lwm2mResource resource) {
        resources.remove(resource.path(), resource);
        if (!resources.isEmpty()) {
            schedule(this::serveObjects, 0);
        } else if (threads != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
            context.getExecutorServiceManager().shutdownNow(threads);
            template.stop();
            timer = null;
            threads = null;
            template = null;
            serveObjects();
        }
    }

    /** Runs a task later; never without a resource. */
    synchronized Optional<ScheduledFuture<?>> schedule(Runnable task, long millis) {
        if (threads == null) {
            return Optional.empty();
        }
        Executor runner = threads;
        try {
            return Optional.of(timer.schedule(() -> runner.execute(() -> run(task)), millis, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: {}", name, e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException when there is no resource any more */
    synchronized ProducerTemplate template() {
        if (template == null) {
            throw new IllegalStateException("no resource of " + name + " is there");
        }
        return template;
    }

    /** Serves objects and instances, for Discover and for reads of whole instances. */
    private void serveObjects() {
        synchronized (served) {
            Set<LwM2mPath> wanted = new HashSet<>();
            for (LwM2mPath path : resources.keySet()) {
                wanted.add(path.toObjectPath());
                wanted.add(path.toObjectInstancePath());
            }
            served.entrySet().removeIf(entry -> {
                boolean unwanted = !wanted.contains(entry.getKey());
                if (unwanted) {
                    ServiceHelper.stopAndShutdownService(entry.getValue());
                }
                return unwanted;
            });
            wanted.removeAll(served.keySet());
            wanted.forEach(path -> serve(path).ifPresent(consumer -> served.put(path, consumer)));
        }
    }

    private Optional<Consumer> serve(LwM2mPath path) {
        try {
            Consumer consumer = context.getEndpoint(uri("methods=GET,PUT,POST,DELETE&uriPath=" + path))
                    .createConsumer(new ObjectRequests(this, path));
            ServiceHelper.startService(consumer);
            return Optional.of(consumer);
        } catch (Exception e) {
            LOG.warn("{} can't be discovered or read as a whole: {}", path, e.getMessage());
            return Optional.empty();
        }
    }
}

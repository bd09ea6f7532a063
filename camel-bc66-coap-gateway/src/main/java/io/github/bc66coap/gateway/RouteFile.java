// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** One version of a route file, and the routes that run from it. Not thread-safe. */
final class RouteFile {
    /** The index of the part with all templated routes. */
    private static final int TEMPLATED = -1;

    private final ModelCamelContext context;
    private final Path path;
    private final String text;
    private final List<Part> parts = new ArrayList<>();

    /** A route, or all templated routes. Each part starts independently. */
    private static final class Part {
        private final int index;
        private final String name;
        private Set<String> routes = Set.of();
        private Exception failure;

        Part(int index, String name) {
            this.index = index;
            this.name = name;
        }

        /** Whether a restart is useless: a wrong name or option stays wrong, but a broker or module may come back. */
        boolean isWrong() {
            return failure instanceof FailedToCreateRouteException || failure instanceof IllegalArgumentException;
        }
    }

    private RouteFile(ModelCamelContext context, Path path, String text) {
        this.context = context;
        this.path = path;
        this.text = text;
    }

    /**
     * Parses a file. Starts nothing.
     *
     * @throws Exception if it isn't a route file
     */
    static RouteFile parse(CamelContext context, Path path, String text) throws Exception {
        if (path.toString().endsWith(".yml")) {
            throw new IllegalArgumentException("Camel reads .yaml only: rename it");
        }
        RouteFile file = new RouteFile((ModelCamelContext) context, path, text);
        RouteBuilder builder = file.builder();
        List<RouteDefinition> routes = builder.getRouteCollection().getRoutes();
        for (int i = 0; i < routes.size(); i++) {
            String id = routes.get(i).getRouteId();
            file.parts.add(new Part(i, id == null ? "number " + (i + 1) : id));
        }
        if (!builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()) {
            file.parts.add(new Part(TEMPLATED, "of templates"));
        }
        if (file.parts.isEmpty()
                && builder.getRouteTemplateCollection().getRouteTemplates().isEmpty()
                && !(builder instanceof RouteConfigurationBuilder configurations
                        && !configurations
                                .getRouteConfigurationCollection()
                                .getRouteConfigurations()
                                .isEmpty())) {
            throw new IllegalArgumentException("there are no routes in it");
        }
        return file;
    }

    private RouteBuilder builder() throws Exception {
        Resource resource = ResourceHelper.fromBytes("file:" + path, text.getBytes(StandardCharsets.UTF_8));
        Collection<RoutesBuilder> builders =
                PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource));
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteBuilder routes) {
                routes.configureRoutes(context);
                return routes;
            }
        }
        throw new IllegalArgumentException("there are no routes in it");
    }

    /** The route IDs in the file. */
    Set<String> ids() throws Exception {
        Set<String> ids = new LinkedHashSet<>();
        for (RouteDefinition route : builder().getRouteCollection().getRoutes()) {
            if (route.getRouteId() != null && !ids.add(route.getRouteId())) {
                throw new IllegalArgumentException("two of its routes have the ID " + route.getRouteId());
            }
        }
        return ids;
    }

    /** The endpoints that its routes consume from and send to, without computed ones. */
    List<String> endpoints() throws Exception {
        List<String> uris = new ArrayList<>();
        for (RouteDefinition route : builder().getRouteCollection().getRoutes()) {
            uris.add(route.getInput().getEndpointUri());
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
                    .forEach(to -> uris.add(to.getEndpointUri()));
        }
        uris.removeIf(uri -> uri == null || uri.startsWith("kamelet:"));
        return uris;
    }

    /** Starts all parts. {@link #failures()} has those that didn't start. */
    void start() throws Exception {
        RouteBuilder builder = builder();
        if (builder instanceof RouteConfigurationsBuilder configurations) {
            configurations.addRouteConfigurationsToCamelContext(context);
        }
        builder.prepareModel(context);
        for (Part part : parts) {
            start(part, builder);
        }
    }

    /** Retries the parts that have not started but may now. */
    void startAgain() throws Exception {
        RouteBuilder builder = builder();
        for (Part part : parts) {
            if (part.failure != null && !part.isWrong()) {
                if (part.index != TEMPLATED) {
                    builder.getRouteCollection().prepareRoute(route(builder, part));
                }
                start(part, builder);
            }
        }
    }

    private static RouteDefinition route(RouteBuilder builder, Part part) {
        return builder.getRouteCollection().getRoutes().get(part.index);
    }

    private void start(Part part, RouteBuilder builder) throws Exception {
        Set<String> before = routes();
        try {
            if (part.index == TEMPLATED) {
                builder.addTemplatedRoutesToCamelContext(context);
            } else {
                context.addRouteDefinition(route(builder, part));
            }
            part.failure = null;
            part.routes = added(before);
        } catch (Exception e) {
            part.failure = e;
            // removes the remains of the failed part, so that it can start again
            stop(added(before));
            if (part.index != TEMPLATED) {
                context.removeRouteDefinition(route(builder, part));
            }
        }
    }

    /** Includes the routes of Kamelets. */
    private Set<String> added(Set<String> before) {
        Set<String> added = new LinkedHashSet<>(routes());
        added.removeAll(before);
        return added;
    }

    private Set<String> routes() {
        Set<String> ids = new LinkedHashSet<>();
        context.getRoutes().stream().map(Route::getRouteId).forEach(ids::add);
        context.getRouteDefinitions().stream().map(RouteDefinition::getRouteId).forEach(ids::add);
        return ids;
    }

    /** Stops all its routes after their exchanges have ended. */
    void stop() throws Exception {
        Set<String> running = new HashSet<>();
        parts.forEach(part -> running.addAll(part.routes));
        stop(running);
        parts.forEach(part -> part.routes = Set.of());
        for (RouteTemplateDefinition template :
                builder().getRouteTemplateCollection().getRouteTemplates()) {
            context.removeRouteTemplateDefinitions(template.getId());
        }
    }

    private void stop(Set<String> ids) throws Exception {
        List<RouteStartupOrder> started = context.getCamelContextExtension().getRouteStartupOrder().stream()
                .filter(order -> ids.contains(order.getRoute().getRouteId()))
                .toList();
        if (!started.isEmpty()) {
            // together, so that a route ends after those that send to it
            context.getShutdownStrategy().shutdown(context, started);
        }
        for (String id : ids) {
            // a route that failed to start has only a definition
            if (context.getRouteController().getRouteStatus(id) != null) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
            RouteDefinition definition = context.getRouteDefinition(id);
            if (definition != null) {
                context.removeRouteDefinition(definition);
            }
        }
    }

    /** The number of running parts. */
    long running() {
        return parts.stream().filter(part -> part.failure == null).count();
    }

    /** Whether a part is wrong, so that a restart is useless. */
    boolean isWrong() {
        return parts.stream().anyMatch(Part::isWrong);
    }

    /** Whether a failed part may start later. */
    boolean isWaiting() {
        return parts.stream().anyMatch(part -> part.failure != null && !part.isWrong());
    }

    /** Why parts don't run: a line for each. */
    List<String> failures() {
        return parts.stream()
                .filter(part -> part.failure != null)
                .map(part -> "route " + part.name + ": " + Reasons.of(part.failure))
                .toList();
    }
}

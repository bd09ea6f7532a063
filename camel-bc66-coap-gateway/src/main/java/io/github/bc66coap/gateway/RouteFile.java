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

/** What a version of a file says, and what runs of it. Not thread-safe. */
final class RouteFile {
    /** The one part of all routes that templates make. */
    private static final int TEMPLATED = -1;

    private final ModelCamelContext context;
    private final Path path;
    private final String text;
    private final List<Part> parts = new ArrayList<>();

    /** A route, or all those that templates make: what starts, or doesn't, by itself. */
    private static final class Part {
        private final int index;
        private final String name;
        private Set<String> routes = Set.of();
        private Exception failure;

        Part(int index, String name) {
            this.index = index;
            this.name = name;
        }

        /** A name or an option that is wrong stays wrong; a broker or a module may come back. */
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
     * Reads what it says. Nothing runs of it yet.
     *
     * @throws Exception if it isn't a file of routes
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

    /** The IDs that the file gives its routes. */
    Set<String> ids() throws Exception {
        Set<String> ids = new LinkedHashSet<>();
        for (RouteDefinition route : builder().getRouteCollection().getRoutes()) {
            if (route.getRouteId() != null && !ids.add(route.getRouteId())) {
                throw new IllegalArgumentException("two of its routes have the ID " + route.getRouteId());
            }
        }
        return ids;
    }

    /** What its routes begin with and send to, without what is known only when they run. */
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

    /** Starts all that it says; what doesn't start, says {@link #failures()}. */
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

    /** Starts what has not started, and may do so now. */
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
            // of what has failed nothing is left, so that it can be started afresh
            stop(added(before));
            if (part.index != TEMPLATED) {
                context.removeRouteDefinition(route(builder, part));
            }
        }
    }

    /** With those that Kamelets bring. */
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

    /** Stops all that runs of it, when what is under way has ended. */
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
            // together: those that others still send to end after them
            context.getShutdownStrategy().shutdown(context, started);
        }
        for (String id : ids) {
            // of a route that has failed to start there is this only
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

    /** How many routes run of it, those of Kamelets not counted. */
    long running() {
        return parts.stream().filter(part -> part.failure == null).count();
    }

    /** Whether something in it is wrong, and not just away. */
    boolean isWrong() {
        return parts.stream().anyMatch(Part::isWrong);
    }

    /** Whether something in it may be started again. */
    boolean isWaiting() {
        return parts.stream().anyMatch(part -> part.failure != null && !part.isWrong());
    }

    /** Why something in it doesn't run: a line for each route. */
    List<String> failures() {
        return parts.stream()
                .filter(part -> part.failure != null)
                .map(part -> "route " + part.name + ": " + Reasons.of(part.failure))
                .toList();
    }

    String text() {
        return text;
    }
}

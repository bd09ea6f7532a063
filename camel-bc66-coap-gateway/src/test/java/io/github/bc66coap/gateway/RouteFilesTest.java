// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of files of routes that come, change, go and have errors. Time and looks are the test's. */
class RouteFilesTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger exchanges = new AtomicInteger();
    private RouteFiles files;

    @BeforeEach
    void start() throws Exception {
        context.start();
        files = new RouteFiles(
                folder,
                exchange -> {
                    exchanges.incrementAndGet();
                    exchange.run();
                },
                now::get);
        files.setCamelContext(context);
    }

    private void write(String name, String text) throws Exception {
        Path part = Files.writeString(folder.resolve("." + name), text);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String route(String id, String answer) {
        return """
                - route:
                    id: %s
                    from:
                      uri: direct:%s
                      steps:
                        - setBody:
                            constant: %s
                """.formatted(id, id, answer);
    }

    /** A file is loaded at the second look that finds it as it is. */
    private void look() {
        files.onReload("test");
        files.onReload("test");
    }

    private List<String> routes() {
        return context.getRoutes().stream().map(Route::getRouteId).sorted().toList();
    }

    private String ask(String route) {
        return context.createProducerTemplate().requestBody("direct:" + route, "", String.class);
    }

    @Test
    void filesAreAddedChangedAndRemovedIndependently() throws Exception {
        write("a.camel.yaml", route("a", "1"));
        write("b.yaml", route("b", "1"));
        write("readme.txt", "no routes");
        files.onReload("start");
        Route untouched = context.getRoute("b");
        assertThat(routes()).containsExactly("a", "b");

        write("a.camel.yaml", route("a", "2") + route("a2", "2"));
        look();
        assertThat(ask("a")).isEqualTo("2");
        assertThat(ask("a2")).isEqualTo("2");

        write("a.camel.yaml", route("a2", "3"));
        look();
        assertThat(routes()).containsExactly("a2", "b");
        assertThat(ask("a2")).isEqualTo("3");

        Files.delete(folder.resolve("a.camel.yaml"));
        look();
        assertThat(routes()).containsExactly("b");
        assertThat(context.getRoute("b")).isSameAs(untouched);
        assertThat(context.getRouteDefinitions()).hasSize(1);
        assertThat(files.failures()).isEmpty();
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAlone() throws Exception {
        files.onReload("start");
        write("a.yaml", "- route:");
        files.onReload("test");
        write("a.yaml", route("a", "1"));
        files.onReload("test");
        assertThat(routes()).isEmpty();
        assertThat(files.failures()).isEmpty();
        files.onReload("test");
        assertThat(routes()).containsExactly("a");
    }

    @Test
    void anUnreadableFileLeavesItsFormerRoutesRunning() throws Exception {
        write("a.yaml", route("a", "1"));
        write("b.yaml", route("b", "1"));
        files.onReload("start");
        Route before = context.getRoute("a");

        write("a.yaml", "- route:\n    nonsense: true\n");
        look();
        assertThat(context.getRoute("a")).isSameAs(before);
        assertThat(files.failures().get("a.yaml").toString()).contains("nonsense");

        write("a.yaml", route("a", "2"));
        look();
        assertThat(ask("a")).isEqualTo("2");
        assertThat(files.failures()).isEmpty();
    }

    @Test
    void aChangeWithAWrongOptionIsTakenBack() throws Exception {
        write("a.yaml", route("a", "1"));
        files.onReload("start");
        write("a.yaml", route("a", "2") + route("c", "2").replace("direct:c", "direct:c?nonsense=1"));
        look();
        assertThat(routes()).containsExactly("a");
        assertThat(ask("a")).isEqualTo("1");
        assertThat(files.failures().get("a.yaml").toString()).contains("route c", "nonsense");
    }

    @Test
    void aRouteWithAnErrorAtStartLeavesOtherRoutesRunning() throws Exception {
        write("a.yaml", route("a", "1") + route("c", "1").replace("direct:c", "nowhere:c") + route("d", "1"));
        write("b.yaml", "nothing: at all");
        write("e.yaml", route("e", "1"));
        files.onReload("start");
        assertThat(routes()).containsExactly("a", "d", "e");
        assertThat(files.failures()).containsOnlyKeys("a.yaml", "b.yaml");
        assertThat(files.failures().get("a.yaml").toString()).contains("route c", "nowhere");
    }

    @Test
    void aRouteIdOfAnotherFileIsRefused() throws Exception {
        write("a.yaml", route("a", "1"));
        write("b.yaml", route("a", "2"));
        files.onReload("start");
        assertThat(ask("a")).isEqualTo("1");
        assertThat(files.failures().get("b.yaml").toString()).contains("a.yaml has the ID a");
    }

    @Test
    void aRouteWithoutItsBrokerIsRetriedWhileOtherRoutesRun() throws Exception {
        Away away = new Away();
        context.addComponent("away", away);
        write("a.yaml", route("a", "1") + route("c", "1").replace("direct:c", "away:c"));
        files.onReload("start");
        Route other = context.getRoute("a");
        assertThat(routes()).containsExactly("a");
        assertThat(files.failures().get("a.yaml").toString()).contains("route c", "no such host");

        files.onReload("too early");
        assertThat(away.starts).hasValue(1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        files.onReload("still away");
        assertThat(away.starts).hasValue(2);
        away.back = true;
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        files.onReload("back");
        assertThat(routes()).containsExactly("a", "c");
        assertThat(context.getRoute("a")).isSameAs(other);
        assertThat(context.getRouteController().getRouteStatus("c").isStarted()).isTrue();
        assertThat(files.failures()).isEmpty();
    }

    @Test
    void routesOfTemplatesFollowTheirFile() throws Exception {
        String template = """
                - routeTemplate:
                    id: answering
                    parameters:
                      - name: name
                    from:
                      uri: direct:{{name}}
                      steps:
                        - setBody:
                            constant: "%s"
                - templatedRoute:
                    routeTemplateRef: answering
                    routeId: templated
                    parameters:
                      - name: name
                        value: templated
                """;
        write("a.yaml", template.formatted("1"));
        files.onReload("start");
        assertThat(ask("templated")).isEqualTo("1");
        write("a.yaml", template.formatted("2"));
        look();
        assertThat(files.failures()).isEmpty();
        assertThat(routes()).containsExactly("templated");
        assertThat(ask("templated")).isEqualTo("2");
        Files.delete(folder.resolve("a.yaml"));
        look();
        assertThat(routes()).isEmpty();
        assertThat(context.getRouteTemplateDefinitions()).isEmpty();
        assertThat(context.getRouteDefinitions()).isEmpty();
    }

    @Test
    void routesOfKameletsEndWithTheRouteThatUsesThem() throws Exception {
        String heard = route("a", "%s").replace("direct:a", "kamelet:heard-source?name=x");
        write("a.yaml", heard.formatted("1"));
        files.onReload("start");
        assertThat(ask("x")).isEqualTo("1");
        int running = context.getRoutesSize();
        write("a.yaml", heard.formatted("2"));
        look();
        assertThat(files.failures()).isEmpty();
        assertThat(ask("x")).isEqualTo("2");
        assertThat(context.getRoutesSize()).isEqualTo(running).isGreaterThan(1);
        Files.delete(folder.resolve("a.yaml"));
        look();
        assertThat(routes()).isEmpty();
        assertThat(context.getRouteDefinitions()).isEmpty();
    }

    @Test
    void noFileIsTakenUpWhileTheGatewayEnds() throws Exception {
        files.onReload("start");
        int before = exchanges.get();
        files.end();
        write("a.yaml", route("a", "1"));
        look();
        assertThat(routes()).isEmpty();
        assertThat(exchanges).hasValue(before);
    }

    /** A component whose consumers don't start while it is away. */
    private static final class Away extends DefaultComponent {
        private final AtomicInteger starts = new AtomicInteger();
        private volatile boolean back;

        @Override
        protected org.apache.camel.Endpoint createEndpoint(
                String uri, String remaining, java.util.Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, (Component) this) {
                @Override
                public org.apache.camel.Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public org.apache.camel.Consumer createConsumer(org.apache.camel.Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() throws Exception {
                            starts.incrementAndGet();
                            if (!back) {
                                throw new java.io.IOException("no such host");
                            }
                            super.doStart();
                        }
                    };
                }
            };
        }
    }
}

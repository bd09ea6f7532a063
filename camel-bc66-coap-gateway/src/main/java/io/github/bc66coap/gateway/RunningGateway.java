// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapComponent;

/** A running gateway: Camel's main with the gateway's own routes and those of the files. */
final class RunningGateway {
    private static final Logger LOG = LoggerFactory.getLogger("bc66-gateway");

    private final Places places;
    private final Settings settings;
    private final Main main = new Main();
    private VirtualModule virtual;
    private RouteFiles files;

    RunningGateway(Places places, Settings settings) {
        this.places = places;
        this.settings = settings;
    }

    /** @return the exit status */
    int run() throws Exception {
        try (FileChannel channel = FileChannel.open(
                        places.state().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new WrongSettingException("another gateway runs with " + places.state()
                        + ": end it, or give this one a STATE_DIRECTORY of its own");
            }
            requirePort();
            if (settings.get(Settings.NAME).isEmpty()) {
                settings.set(Settings.NAME, name(places.state().resolve("name")));
            }
            LOG.info(
                    "BC66 gateway {}, {}: settings {}, routes {}, state {}",
                    Gateway.Version.text(),
                    settings.get(Settings.NAME).orElseThrow(),
                    places.conf(),
                    places.routes(),
                    places.state());
            startVirtualModule();
            try {
                configure();
                main.run();
            } finally {
                stopVirtualModule();
            }
            return main.getExitCode();
        }
    }

    /** The same name at each start, but different on each machine, also if the installation was copied. */
    private static String name(Path file) throws IOException {
        if (!Files.exists(file)) {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9-].*", "");
            String digits = "%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
            Files.writeString(file, host.substring(0, Math.min(host.length(), 30)) + "-" + digits);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** Checks the port, because Camel's server (4.18.0) only logs that it is in use, and the context starts without the server. */
    private void requirePort() throws WrongSettingException, IOException {
        if (!settings.get("camel.server.enabled").orElse("").equals("true")) {
            return;
        }
        String host = settings.get("camel.management.host").orElse("127.0.0.1");
        int port = settings.number("camel.management.port", 8080);
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (BindException | IllegalArgumentException e) {
            throw new WrongSettingException(
                    "port %d of %s can't be had (%s): set camel.management.port or host to another one"
                            .formatted(port, host, e.getMessage()));
        } catch (SocketException e) {
            throw new WrongSettingException("camel.management.host is %s: %s".formatted(host, e.getMessage()));
        }
    }

    private void startVirtualModule() throws IOException {
        if (settings.device().isEmpty()) {
            virtual = VirtualModule.start(settings);
            LOG.warn("{}", virtual);
        }
    }

    private void stopVirtualModule() {
        if (virtual != null) {
            virtual.close();
            virtual = null;
        }
    }

    private void configure() {
        main.setDefaultPropertyPlaceholderLocation("false");
        settings.forCamel().forEach(main::addInitialProperty);
        main.bind(
                "secrets",
                ComponentCustomizer.builder(Bc66CoapComponent.class)
                        .build(component -> settings.putSecrets(component.getConfiguration())));
        main.configure().addRoutesBuilder(new OwnRoutes());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                prepare(configured.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                files.begin();
                LOG.info(
                        "the gateway runs; its page is at http://{}:{}/bc66/, its health at /observe/health",
                        settings.get("camel.management.host").orElse(""),
                        settings.get("camel.management.port").orElse(""));
            }
        });
    }

    private void prepare(CamelContext context) {
        files = new RouteFiles(places.routes(), new StandbyRoute(context), System::nanoTime);
        try {
            context.addService(files);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        HealthCheckRegistry.get(context).register(new RouteFilesHealthCheck(files));
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                files.end();
            }
        });
    }

    /** Starts the standby route during a replacement. */
    private record StandbyRoute(CamelContext context) implements RouteFiles.Standby {
        @Override
        public void during(Replacement replacement) throws Exception {
            context.getRouteController().startRoute(OwnRoutes.STANDBY);
            try {
                replacement.run();
            } finally {
                context.getRouteController().stopRoute(OwnRoutes.STANDBY);
            }
        }
    }
}

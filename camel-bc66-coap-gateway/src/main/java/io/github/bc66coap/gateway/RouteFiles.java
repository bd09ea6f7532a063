// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ResourceReloadStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads routes from a folder, each file independently, while the gateway runs.
 *
 * <p>Camel's own {@code RouteWatcherReloadStrategy} doesn't fit. It removes all routes before it reads a changed file, so that an error in
 * one file stops all. With {@code routesReloadRemoveAllRoutes=false}, it compares IDs and keeps the routes of deleted files and routes
 * deleted from a file. It relies on file system events, which don't exist for a Kubernetes ConfigMap, whose files are links, or for network
 * file systems. This class polls the folder instead, and loads a file when two polls find the same content.
 */
@ManagedResource(description = "The files of routes")
public final class RouteFiles extends ResourceReloadStrategySupport {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** Stands for the text of a file that can't be read. */
    private static final String UNREADABLE = "\0";

    private final Path folder;
    private final Standby standby;
    private final LongSupplier nanoTime;
    private final Map<Path, WatchedFile> files = new HashMap<>();
    private ScheduledExecutorService thread;
    private boolean begun;
    private volatile boolean ending;
    private volatile SortedMap<String, List<String>> failures = new TreeMap<>();

    /** Serves requests while routes are replaced. */
    interface Standby {
        void during(Replacement replacement) throws Exception;

        /** Replaces the routes. */
        interface Replacement {
            void run() throws Exception;
        }
    }

    /** A file and its state. */
    private static final class WatchedFile {
        /** Its text at the last poll. */
        private String seen;
        /** The last text that was loaded. */
        private String tried;

        private RouteFile current;
        /** Why the last text doesn't run; {@code null} if it does. */
        private String refused;

        private Duration wait = FIRST_WAIT;
        private long nextStart;
    }

    RouteFiles(Path folder, Standby standby, LongSupplier nanoTime) {
        this.folder = folder;
        this.standby = standby;
        this.nanoTime = nanoTime;
    }

    /** Loads all files, and from then on changes. */
    void begin() {
        look();
        thread = getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "RouteFiles");
        thread.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Loads no more, because all routes are about to stop. Waits for a load in progress. */
    void end() {
        ending = true;
        awaitLook();
    }

    private synchronized void awaitLook() {
        LOG.debug("nothing more is loaded");
    }

    @Override
    protected void doStop() throws Exception {
        ending = true;
        if (thread != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(thread);
        }
        super.doStop();
    }

    @Override
    public void onReload(Object source) {
        look();
    }

    /** The reasons why files or some of their routes don't run, by file name. */
    SortedMap<String, List<String>> failures() {
        return failures;
    }

    private synchronized void look() {
        if (ending) {
            return;
        }
        try {
            SortedMap<Path, String> found = read();
            if (begun) {
                compare(found);
            } else {
                standby.during(() -> compare(found));
                begun = true;
            }
        } catch (Exception e) {
            LOG.warn("{} can't be looked at: {}", folder, Reasons.of(e));
        }
        updateFailures();
    }

    private SortedMap<Path, String> read() throws IOException {
        SortedMap<Path, String> found = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path path : list.filter(RouteFiles::isRoutes).toList()) {
                try {
                    found.put(path, Files.readString(path, StandardCharsets.UTF_8));
                } catch (NoSuchFileException e) {
                    LOG.debug("{} has gone while it was looked at", path);
                } catch (IOException e) {
                    LOG.debug("{} can't be read", path, e);
                    found.put(path, UNREADABLE);
                }
            }
        }
        return found;
    }

    /** Whether a file is a route file, by its name. */
    static boolean isRoutes(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
    }

    private void compare(SortedMap<Path, String> found) throws Exception {
        for (Path gone :
                files.keySet().stream().filter(path -> !found.containsKey(path)).toList()) {
            remove(gone, files.remove(gone));
        }
        for (Map.Entry<Path, String> entry : found.entrySet()) {
            if (ending) {
                return;
            }
            WatchedFile file = files.computeIfAbsent(entry.getKey(), path -> new WatchedFile());
            String text = entry.getValue();
            if (text.equals(file.tried)) {
                startAgain(entry.getKey(), file);
            } else if (begun && !text.equals(file.seen)) {
                // it may still be being written
                file.seen = text;
            } else {
                change(entry.getKey(), file, text);
            }
        }
    }

    private void remove(Path path, WatchedFile file) throws Exception {
        if (file.current != null) {
            long running = file.current.running();
            file.current.stop();
            LOG.info("{} is gone, and its routes with it: {}", path.getFileName(), running);
        }
    }

    private void change(Path path, WatchedFile file, String text) throws Exception {
        file.tried = text;
        file.refused = null;
        RouteFile before = file.current;
        RouteFile after;
        try {
            if (text.equals(UNREADABLE)) {
                throw new IOException("it can't be read: its owner, its rights or its bytes, which are no UTF-8");
            }
            after = RouteFile.parse(getCamelContext(), path, text);
            requireOwnIds(path, after.ids());
        } catch (Exception e) {
            refuse(path, file, Reasons.of(e), e);
            return;
        }
        if (before == null) {
            after.start();
        } else {
            standby.during(() -> {
                before.stop();
                after.start();
            });
        }
        if (before != null && after.isWrong()) {
            String reason = String.join("; ", after.failures());
            standby.during(() -> {
                after.stop();
                before.start();
            });
            refuse(path, file, reason, null);
        } else {
            taken(path, file, after);
        }
    }

    private void taken(Path path, WatchedFile file, RouteFile after) {
        file.current = after;
        file.wait = FIRST_WAIT;
        file.nextStart = nanoTime.getAsLong() + file.wait.toNanos();
        LOG.info("{} is loaded, routes that run: {}", path.getFileName(), after.running());
        for (String failure : after.failures()) {
            LOG.warn("{}: {}; the others run", path.getFileName(), failure);
        }
        if (after.failures().isEmpty()) {
            incSucceededCounter();
        } else {
            incFailedCounter();
        }
    }

    private void refuse(Path path, WatchedFile file, String reason, Exception cause) {
        file.refused = reason;
        incFailedCounter();
        setLastError(cause);
        LOG.warn(
                "{} isn't loaded{}: {}",
                path.getFileName(),
                file.current == null ? "" : ", its earlier routes continue",
                reason);
        LOG.debug("{}", path, cause);
    }

    /** Camel would silently remove the other file's route. */
    private void requireOwnIds(Path path, Set<String> ids) throws Exception {
        for (Map.Entry<Path, WatchedFile> other : files.entrySet()) {
            if (!other.getKey().equals(path) && other.getValue().current != null) {
                for (String id : other.getValue().current.ids()) {
                    if (ids.contains(id)) {
                        throw new IllegalArgumentException(
                                "a route of " + other.getKey().getFileName() + " has the ID " + id + ", too");
                    }
                }
            }
        }
        for (String id : ids) {
            if (OwnRoutes.IDS.contains(id)) {
                throw new IllegalArgumentException("the gateway has a route of its own with the ID " + id);
            }
        }
    }

    private void startAgain(Path path, WatchedFile file) throws Exception {
        if (file.current == null || !file.current.isWaiting() || nanoTime.getAsLong() - file.nextStart < 0) {
            return;
        }
        List<String> before = file.current.failures();
        file.current.startAgain();
        List<String> after = file.current.failures();
        file.wait = file.wait.compareTo(LONGEST_WAIT.dividedBy(2)) > 0 ? LONGEST_WAIT : file.wait.multipliedBy(2);
        file.nextStart = nanoTime.getAsLong() + file.wait.toNanos();
        if (after.size() < before.size()) {
            LOG.info("{}: routes that run: {}", path.getFileName(), file.current.running());
        }
        after.stream()
                .filter(failure -> !before.contains(failure))
                .forEach(failure -> LOG.warn("{}: {}", path.getFileName(), failure));
    }

    private void updateFailures() {
        SortedMap<String, List<String>> told = new TreeMap<>();
        files.forEach((path, file) -> {
            List<String> reasons = new ArrayList<>();
            if (file.refused != null) {
                reasons.add(file.refused);
            }
            if (file.current != null) {
                reasons.addAll(file.current.failures());
            }
            if (!reasons.isEmpty()) {
                told.put(path.getFileName().toString(), List.copyOf(reasons));
            }
        });
        failures = told;
    }
}

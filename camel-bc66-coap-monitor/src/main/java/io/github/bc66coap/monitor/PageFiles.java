// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The files of the page, by their paths below its address. The page also requests {@code events}, an {@link EventStream}, and {@code
 * actions/NAME} if the description has actions.
 */
public final class PageFiles {
    /** The headers of all responses. They keep a browser from running other files and from showing these elsewhere. */
    public static final Map<String, String> HEADERS = headers();

    private static final String CHARTS = "META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";
    private static final String CHARTS_VERSION = "META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml", "js", SCRIPT);

    private static final Set<String> FILES = Set.of(
            "index.html",
            "page.css",
            "icon.svg",
            "page.js",
            "events.js",
            "diagram.js",
            "details.js",
            "plots.js",
            "saved.js",
            "actions.js",
            "chart.js");

    /**
     * A file.
     *
     * @param content not copied, must not be changed
     */
    public record PageFile(String contentType, byte[] content) {}

    private PageFiles() {}

    /**
     * The file at a path.
     *
     * @param path without a slash at the front; empty for the page itself
     */
    public static Optional<PageFile> at(String path) {
        String name = path.isEmpty() ? "index.html" : path;
        return FILES.contains(name) ? Optional.of(new PageFile(type(name), content(name))) : Optional.empty();
    }

    private static String type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    private static byte[] content(String name) {
        return name.equals("chart.js")
                ? read(CHARTS.formatted(chartsVersion()))
                : read("io/github/bc66coap/monitor/page/" + name);
    }

    private static String chartsVersion() {
        Properties properties = new Properties();
        try (InputStream in = open(CHARTS_VERSION)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("not on the class path: " + resource);
        }
        return in;
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        return Map.copyOf(headers);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.readme;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes as a page shows them, in Java, XML or YAML. */
final class ShownRoutes {
    private ShownRoutes() {}

    /** A page's blocks of code in a language, which may be a regular expression. */
    static List<String> blocks(String page, String language) {
        return Pattern.compile("^```(?:" + language + ")\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** A context with the settings that the pages show, but for this machine. */
    static CamelContext context(VirtualBc66 module, CoapCloud cloud) {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("bc66.device", module.device());
        context.getPropertiesComponent().addInitialProperty("cloud.host", "127.0.0.1");
        context.getPropertiesComponent().addInitialProperty("cloud.port", Integer.toString(cloud.port()));
        context.getComponent("bc66coap", Bc66CoapComponent.class)
                .getConfiguration()
                .setLocalPort(FreePorts.udp());
        return context;
    }

    /** Adds routes to a context. Java is what stands in a route builder's method; its class goes into the folder. */
    static void load(CamelContext context, String language, String routes, Path folder) throws Exception {
        if ("java".equals(language)) {
            context.addRoutes(compiled(routes, folder));
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("shown.camel." + language, routes));
        }
    }

    private static RouteBuilder compiled(String statements, Path folder) throws Exception {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.writeString(
                classes.resolve("Shown.java"),
                "public class Shown extends org.apache.camel.builder.RouteBuilder { public void configure() {\n"
                        + statements + "}}\n");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            return (RouteBuilder) loader.loadClass("Shown").getConstructor().newInstance();
        }
    }
}

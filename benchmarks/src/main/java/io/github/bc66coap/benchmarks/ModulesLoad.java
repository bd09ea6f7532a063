// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route for each module, which answers requests with a constant. Argument: the interval of the keep-alive. The first line of the
 * input has the devices, parted by blanks; a line of output tells that all routes have started. Ends when its input does.
 */
public final class ModulesLoad {
    private ModulesLoad() {}

    /** Starts one. */
    static Jvm start(String classPath, String heap, String keepAlive) throws IOException {
        return Jvm.start(classPath, List.of("-Xmx" + heap, "-XX:+UseSerialGC"), ModulesLoad.class, keepAlive);
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String[] devices = input.readLine().split(" ");
        DefaultCamelContext context = new DefaultCamelContext();
        context.start();
        for (String device : devices) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("bc66coap:" + device + "?keepAliveInterval=" + arguments[0])
                            .setBody(constant("21.5"));
                }
            });
        }
        System.out.println("started");
        input.readLine();
        System.exit(0);
    }
}

/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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

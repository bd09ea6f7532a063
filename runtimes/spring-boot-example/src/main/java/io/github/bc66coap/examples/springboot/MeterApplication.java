// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A meter that posts its readings through a module, and answers the network; see {@code application.properties}. */
@SpringBootApplication
public class MeterApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(MeterApplication.class, arguments);
    }
}

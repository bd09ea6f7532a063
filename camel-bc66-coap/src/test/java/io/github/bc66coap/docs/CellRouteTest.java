// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The route that docs/dsl.md shows is one that starts. */
class CellRouteTest {
    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(module -> module.pty().address(FreePorts.address()));

    @Test
    void equalsTheRouteInTheDocumentation() throws Exception {
        Path source = Path.of("src/test/java", CellRoute.class.getName().replace('.', '/') + ".java");
        String shown = Files.readString(Path.of("../docs/dsl.md")).replaceAll("(?s).*```java\n(.*?)```.*", "$1");

        assertThat(Files.readString(source)).endsWith(shown);
    }

    @Test
    void startsAndAnnouncesItsResource() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent()
                    .addInitialProperty("bc66.device", bc66.modem().device());
            context.addRoutes(new CellRoute());
            context.start();

            await().untilAsserted(() -> assertThat(bc66.modem().resources()).containsExactly("/4/0/8"));
        }
    }
}

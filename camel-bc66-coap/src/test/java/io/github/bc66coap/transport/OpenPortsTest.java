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
package io.github.bc66coap.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How ports are closed that are open when the process ends. */
class OpenPortsTest {
    @Test
    void eachIsClosedByAThreadOfItsOwn() throws Exception {
        CompletableFuture<Thread> closer = new CompletableFuture<>();
        OpenPorts.beside(() -> closer.complete(Thread.currentThread()), Thread::new);
        assertThat(closer.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void theyAreClosedOneAfterTheOtherWhereThereAreNoThreads() {
        List<String> closed = new ArrayList<>();
        for (String port : List.of("a", "b")) {
            OpenPorts.beside(() -> closed.add(port), task -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
        }
        assertThat(closed).containsExactly("a", "b");
    }
}

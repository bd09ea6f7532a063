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

import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link EncoderBenchmark} with each kind of command. */
final class Encoding implements Bench.Measurement {
    static final String TIME = ", ns";
    static final String ALLOCATED = ", bytes allocated";

    @Override
    public void measure(Plan plan, Results results) throws RunnerException {
        for (Commands command : Commands.values()) {
            Jmh.run(plan, EncoderBenchmark.class, "command", command.name(), (build, nanos, bytes) -> {
                results.add(command + TIME, build, nanos);
                results.add(command + ALLOCATED, build, bytes);
            });
        }
    }
}

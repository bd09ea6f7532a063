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

/** Runs {@link DecoderBenchmark} with each recording. */
final class Decoding implements Bench.Measurement {
    static final String SPEED = ", MB/s";
    static final String ALLOCATED = ", bytes allocated for each byte";

    @Override
    public void measure(Plan plan, Results results) throws RunnerException {
        for (Recordings recording : Recordings.values()) {
            double length = recording.bytes().length;
            Jmh.run(plan, DecoderBenchmark.class, "recording", recording.name(), (build, nanos, bytes) -> {
                results.add(recording + SPEED, build, 1000 * length / nanos);
                results.add(recording + ALLOCATED, build, bytes / length);
            });
        }
    }
}

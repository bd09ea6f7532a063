// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import io.github.bc66coap.at.AtDecoder;
import io.github.bc66coap.at.AtEvent;
import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.qcoap.UrcParser;

/** From a line's bytes, as a read brings them, to lines and notifications that have been read. An operation is a whole recording. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecoderBenchmark {
    private static final int READ = 64;

    @Param
    private Recordings recording;

    private byte[][] reads;
    private final AtDecoder decoder = new AtDecoder(new CoapUrcRule(true));
    private final UrcParser parser = new UrcParser(true);

    @Setup
    public void cut() {
        byte[] bytes = recording.bytes();
        reads = new byte[(bytes.length + READ - 1) / READ][];
        for (int i = 0; i < reads.length; i++) {
            reads[i] = Arrays.copyOfRange(bytes, i * READ, Math.min(bytes.length, (i + 1) * READ));
        }
    }

    @Benchmark
    public void decode(Blackhole hole) {
        for (byte[] read : reads) {
            for (AtEvent event : decoder.feed(read, read.length)) {
                hole.consume(event instanceof AtEvent.Notification notification ? parsed(notification) : event);
            }
        }
    }

    private Object parsed(AtEvent.Notification notification) {
        try {
            return parser.parse(notification.bytes(), notification.truncated());
        } catch (AtFormatException e) {
            return e;
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * One exchange after the other, and what each has cost: after each step a line with exchanges a second, CPU time in microseconds,
 * bytes allocated and voluntary switches for each exchange, and the heap in MiB after a full collection. Arguments: {@code bare} for a
 * loop that writes the component's commands and checks nothing, {@code component}, or {@code coap} for camel-coap; the device; how many
 * exchanges to warm up, how many in a step, how many steps.
 */
public final class ExchangeLoad {
    private static final String BODY = "123123456";
    private static final Map<String, Object> COAP_HEADERS =
            Map.of("CamelCoapMethod", "POST", "Content-Type", "text/plain");

    private ExchangeLoad() {}

    /** What sends a request and waits for its response. */
    interface Exchanger {
        void exchange(int number) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        String device = arguments[1];
        if (arguments[0].equals("bare")) {
            try (BareLoop loop = BareLoop.open(device)) {
                measure(loop, arguments);
            }
            return;
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            if (arguments[0].equals("coap")) {
                Endpoint endpoint = context.getEndpoint("coap://" + device + "/readings");
                measure(number -> template.requestBodyAndHeaders(endpoint, BODY, COAP_HEADERS), arguments);
                return;
            }
            // a peer takes no more than 65,536 messages within 247 s, so there are 40
            Endpoint endpoint =
                    context.getEndpoint("bc66coap:" + device + "?host=192.0.2.1&uriPath=/readings&contentFormat=0");
            measure(
                    number -> template.requestBodyAndHeader(
                            endpoint, BODY, "CamelBc66CoapHost", "192.0.2." + (1 + number % 40)),
                    arguments);
        }
    }

    private static void measure(Exchanger exchanger, String... arguments) throws IOException {
        int warmUp = Integer.parseInt(arguments[2]);
        int step = Integer.parseInt(arguments[3]);
        int steps = Integer.parseInt(arguments[4]);
        run(exchanger, 0, warmUp);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int i = 0; i < steps; i++) {
            long allocated = allocated();
            long switches = Processes.voluntarySwitches();
            long cpu = process.getProcessCpuTime();
            long start = System.nanoTime();
            run(exchanger, warmUp + i * step, step);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%.1f %.2f %.0f %.2f %.2f%n",
                    step / seconds,
                    (process.getProcessCpuTime() - cpu) / 1e3 / step,
                    (double) (allocated() - allocated) / step,
                    (double) (Processes.voluntarySwitches() - switches) / step,
                    usedHeap());
        }
    }

    private static void run(Exchanger exchanger, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            exchanger.exchange(i);
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static double usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }
}

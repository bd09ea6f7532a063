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

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * One exchange after the other with the module at a port of this machine, and what each has cost. Arguments: {@code bare} for a loop
 * that writes the same commands and checks nothing, or {@code camel}; the port; how many.
 */
public final class ExchangeLoad {
    private static final int WARM_UP = 20_000;

    private ExchangeLoad() {}

    /** What sends a request and waits for its response. */
    private interface Exchanger {
        void exchange(int number) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("bare")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                measure(new BareLoop(socket), count);
            }
            return;
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String uri = "bc66coap:tcp://127.0.0.1:" + port + "?host=192.0.2.1&uriPath=/readings&contentFormat=0";
            // a peer takes no more than 65,536 messages within 247 s
            measure(
                    number -> template.requestBodyAndHeader(
                            uri, "123123456", "CamelBc66CoapHost", "192.0.2." + (1 + number % 200)),
                    count);
        }
    }

    private static void measure(Exchanger exchanger, int count) throws IOException {
        run(exchanger, WARM_UP);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long allocated = allocated();
        long switches = switches();
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        run(exchanger, count);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%.1f %.2f %.0f %.2f%n",
                count / seconds,
                (process.getProcessCpuTime() - cpu) / 1e3 / count,
                (double) (allocated() - allocated) / count,
                (double) (switches() - switches) / count);
    }

    private static void run(Exchanger exchanger, int count) throws IOException {
        for (int i = 0; i < count; i++) {
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

    /** Voluntary switches of all threads (proc_pid_status(5)); 0 where the system doesn't tell. */
    private static long switches() throws IOException {
        Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return 0;
        }
        long sum = 0;
        try (Stream<Path> all = Files.list(tasks)) {
            for (Path task : all.toList()) {
                sum += switchesOf(task);
            }
        }
        return sum;
    }

    private static long switchesOf(Path task) {
        try {
            String name = "voluntary_ctxt_switches:";
            List<String> lines = Files.readAllLines(task.resolve("status"));
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(
                            line -> Long.parseLong(line.substring(name.length()).strip()))
                    .sum();
        } catch (IOException e) {
            // the thread is gone
            return 0;
        }
    }

    /** The same commands as the component's, each written when the one before is answered. */
    private static final class BareLoop implements Exchanger {
        private final Socket socket;
        private final byte[] buffer = new byte[512];

        BareLoop(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void exchange(int number) throws IOException {
            ask("AT+QCOAPDATASTATUS?\r\n", "OK\r\n");
            ask("AT+QCOAPHEAD=5," + (number & 0xFFFF) + ",8,\"1A2B3C4D5E6F7081\"\r\n", "OK\r\n");
            ask("AT+QCOAPOPTION=2,11,\"readings\",12,\"0\"\r\n", "OK\r\n");
            ask("AT+QCOAPSEND=0,2,\"192.0.2.1\",5683,9,\"313233313233343536\"\r\n", "123123456\r\n");
        }

        private void ask(String command, String end) throws IOException {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            int length = 0;
            while (!endsWith(length, end)) {
                int read = in.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    throw new IOException("the module hung up");
                }
                length += read;
            }
        }

        private boolean endsWith(int length, String end) {
            int start = length - end.length();
            for (int i = 0; i < end.length(); i++) {
                if (start < 0 || buffer[start + i] != end.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of processes (proc(5)). */
final class Processes {
    /** {@code sysconf(_SC_CLK_TCK)}, on all platforms that matter. */
    private static final double TICKS = 100;

    /** Of a thread dump: name, and number as Linux has it. */
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" .*\\bnid=(0x[0-9a-f]+|[0-9]+)");

    private Processes() {}

    static double residentMebibytes(long process) throws IOException {
        return number(status(process), "VmRSS:") / 1024.0;
    }

    static long threads(long process) throws IOException {
        return number(status(process), "Threads:");
    }

    /** Seconds that all its threads have run so far. */
    static double cpuSeconds(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Voluntary switches of all its threads; those of threads that are gone aren't counted. */
    static long voluntarySwitches() throws IOException {
        long sum = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                try {
                    sum += number(thread.resolve("status"), "voluntary_ctxt_switches:");
                } catch (IOException e) {
                    // the thread is gone
                }
            }
        }
        return sum;
    }

    /** What each thread of a process has used so far, by its number: user and system time in µs, and voluntary switches. */
    static Map<Long, double[]> threadsOf(long process) throws IOException {
        Map<Long, double[]> all = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String stat = Files.readString(thread.resolve("stat"));
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    all.put(Long.valueOf(thread.getFileName().toString()), new double[] {
                        Long.parseLong(fields[11]) * 1e6 / TICKS,
                        Long.parseLong(fields[12]) * 1e6 / TICKS,
                        number(thread.resolve("status"), "voluntary_ctxt_switches:")
                    });
                } catch (IOException e) {
                    // the thread is gone
                }
            }
        }
        return all;
    }

    /** The names that a JVM's threads have there, by their numbers. */
    static Map<Long, String> threadNames(long process) throws IOException {
        Map<Long, String> names = new TreeMap<>();
        try (Jvm jcmd = new Jvm(List.of(tool("jcmd"), Long.toString(process), "Thread.print"))) {
            for (String line = jcmd.lineOrNull(); line != null; line = jcmd.lineOrNull()) {
                Matcher thread = THREAD.matcher(line);
                if (thread.find()) {
                    names.put(Long.decode(thread.group(2)), thread.group(1));
                }
            }
        }
        return names;
    }

    /** A command of this JDK. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    static long memoryMebibytes() throws IOException {
        return number(Path.of("/proc/meminfo"), "MemTotal:") / 1024;
    }

    private static Path status(long process) {
        return Path.of("/proc/" + process + "/status");
    }

    private static long number(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(
                        line.substring(name.length()).replace("kB", "").strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in " + file));
    }
}

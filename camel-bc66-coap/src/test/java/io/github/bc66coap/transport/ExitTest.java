// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.junit5.Bc66Extension;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** A process that is told to end has its ports until it has closed them. */
@Timeout(180)
class ExitTest {
    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(module -> module.pty());

    /** Asks now and once more while it ends, as whoever stops a modem does. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            ModemTransport line = new SerialTransportFactory(() -> false)
                    .open(args[0], new LineSettings(115_200, Duration.ofSeconds(2)));
            ask(line, "AT");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> signOff(line)));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }

        private static void signOff(ModemTransport line) {
            try {
                // jSerialComm's own hook runs at the same time
                new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
                ask(line, "ATE0");
                System.out.println("signed off");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                line.close();
            }
        }

        private static void ask(ModemTransport line, String command) throws IOException {
            line.write((command + "\r").getBytes(US_ASCII));
            byte[] buffer = new byte[64];
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("OK") < 0) {
                int count = line.read(buffer);
                if (count < 0) {
                    throw new IOException("no answer to " + command);
                }
                answer.append(new String(buffer, 0, count, US_ASCII));
            }
        }
    }

    @Test
    void portsStayOpenDuringShutdownUntilClosed() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfazecast.jSerialComm.appid=exit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        bc66.modem().device())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = program.inputReader(US_ASCII)) {
            assertThat(output.readLine()).isEqualTo("ready");

            // the handle's, as the process's own closes the output
            program.toHandle().destroy();

            assertThat(output.readLine()).isEqualTo("signed off");
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(bc66.modem().commands()).containsExactly("AT", "ATE0");
        } finally {
            program.destroyForcibly();
        }
    }
}

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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Says at once what a module would say, over TCP, and answers each request that it is given: fast enough not to be what is measured.
 * One connection after the other.
 */
final class ScriptedModule implements AutoCloseable {
    private static final String OK = "\r\nOK\r\n";

    private final ServerSocket server;
    private boolean showAddress;
    private boolean showOptions;
    private String messageId = "0";

    ScriptedModule() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "module");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = socket.getOutputStream();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isEmpty()) {
                        out.write(answer(line).getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            } catch (IOException e) {
                // that one is gone
            }
        }
    }

    private String answer(String command) {
        if (command.startsWith("AT+QCOAPHEAD=5,")) {
            messageId = command.split(",")[1];
        } else if (command.startsWith("AT+QCOAPCFG=\"Showra\"")) {
            showAddress = command.endsWith("1");
        } else if (command.startsWith("AT+QCOAPCFG=\"Showrspopt\"")) {
            showOptions = command.endsWith("1");
        } else if (command.startsWith("AT+QCOAPSEND=")) {
            String[] arguments = command.split(",");
            return OK + "\r\n+QCOAPSEND: 0\r\n\r\n+QCOAPURC: \"rsp\"," + arguments[2].replace("\"", "") + ','
                    + arguments[3] + ",2,2.05," + messageId + ",1,12,\"0\",9,123123456\r\n";
        }
        return switch (command) {
            case "AT+CGATT?" -> "\r\n+CGATT: 1\r\n" + OK;
            case "AT+QCOAPCREATE=?" -> "\r\n+QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>\r\n" + OK;
            case "AT+QCOAPDATASTATUS?" -> "\r\n+QCOAPDATASTATUS: 4\r\n" + OK;
            case "AT+QCOAPDEL" -> OK + "\r\n+QCOAPDEL: 0\r\n";
            case "AT+QCOAPCFG?" ->
                "\r\n+QCOAPCFG: \"Showra\"," + bit(showAddress) + "\r\n\r\n+QCOAPCFG: \"Showrspopt\","
                        + bit(showOptions) + "\r\n" + OK;
            default -> OK;
        };
    }

    private static int bit(boolean on) {
        return on ? 1 : 0;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

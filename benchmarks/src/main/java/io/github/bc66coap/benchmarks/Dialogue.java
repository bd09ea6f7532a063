// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says at once what a module would say, and answers each request that it is given. One module; not for several threads. */
final class Dialogue {
    /** How the line starts with which a message goes out. */
    static final String SEND = "AT+QCOAPSEND=";

    /** How the line starts with which a message begins. */
    static final String HEAD = "AT+QCOAPHEAD=5,";

    private static final String OK = "\r\nOK\r\n";

    private final StringBuilder line = new StringBuilder();
    private boolean showAddress;
    private boolean showOptions;
    private String messageId = "0";

    /** Takes a command. */
    interface Commands {
        void take(String command) throws IOException;
    }

    /** Takes bytes as they come, and hands over the lines that are complete, without their ends. */
    void feed(byte[] bytes, int length, Commands commands) throws IOException {
        for (int i = 0; i < length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            if (c == '\r') {
                String complete = line.toString();
                line.setLength(0);
                if (!complete.isEmpty()) {
                    commands.take(complete);
                }
            } else if (c != '\n') {
                line.append(c);
            }
        }
    }

    byte[] answer(String command) {
        return text(command).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String text(String command) {
        if (command.startsWith(HEAD)) {
            messageId = messageId(command);
        } else if (command.startsWith("AT+QCOAPCFG=\"Showra\"")) {
            showAddress = command.endsWith("1");
        } else if (command.startsWith("AT+QCOAPCFG=\"Showrspopt\"")) {
            showOptions = command.endsWith("1");
        } else if (command.startsWith(SEND)) {
            return sent(command);
        }
        return switch (command) {
            case "AT+CGATT?" -> "\r\n+CGATT: 1\r\n" + OK;
            case "AT+CSQ" -> "\r\n+CSQ: 20,0\r\n" + OK;
            case "AT+QCOAPCREATE=?" -> "\r\n+QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>\r\n" + OK;
            case "AT+QCOAPDATASTATUS?" -> "\r\n+QCOAPDATASTATUS: 4\r\n" + OK;
            case "AT+QCOAPDEL" -> OK + "\r\n+QCOAPDEL: 0\r\n";
            case "AT+QCOAPCFG?" ->
                "\r\n+QCOAPCFG: \"Showra\"," + bit(showAddress) + "\r\n\r\n+QCOAPCFG: \"Showrspopt\","
                        + bit(showOptions) + "\r\n" + OK;
            default -> OK;
        };
    }

    /** A CON (0) is a request that a server answers; anything else is a reply. */
    private String sent(String command) {
        String accepted = OK + "\r\n+QCOAPSEND: 0\r\n";
        if (!command.startsWith("0,", SEND.length())) {
            return accepted;
        }
        String[] arguments = command.split(",", 5);
        return accepted + "\r\n+QCOAPURC: \"rsp\"," + arguments[2].replace("\"", "") + ',' + arguments[3] + ",2,2.05,"
                + messageId + ",1,12,\"0\",9,123123456\r\n";
    }

    /** The message ID of an {@code AT+QCOAPHEAD}. */
    static String messageId(String command) {
        return command.substring(HEAD.length(), command.indexOf(',', HEAD.length()));
    }

    private static int bit(boolean on) {
        return on ? 1 : 0;
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;

/**
 * A module that says yes to every line, and keeps the bytes that it was sent: nothing that goes out is refused here. It
 * answers every CON as if its peer had: requests with success, responses with an acknowledgement.
 */
final class YesModule implements ModemTransport {
    private static final byte[] END = new byte[0];
    private static final Pattern HEAD = Pattern.compile("AT\\+QCOAPHEAD=[35],([0-9]+).*");
    private static final Pattern CON =
            Pattern.compile("AT\\+QCOAPSEND=0,([0-9]+),\"([^\"]*)\",([0-9]+),.*", Pattern.DOTALL);
    private static final Pattern DATA_MODE =
            Pattern.compile("AT\\+QCOAPSEND=.*\",[0-9]+,([1-9][0-9]*)", Pattern.DOTALL);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final BlockingQueue<byte[]> says = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private String sending;
    private int dataLeft;
    private String messageId = "0";
    private byte[] half = END;

    /** The bytes that have been written since the last call. */
    synchronized byte[] takeWritten() {
        byte[] bytes = written.toByteArray();
        written.reset();
        return bytes;
    }

    /** What followed prompts since the last call, which isn't among the bytes written. */
    synchronized byte[] takeData() {
        byte[] bytes = data.toByteArray();
        data.reset();
        return bytes;
    }

    synchronized String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    void says(String text) {
        says.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void write(byte[] bytes) {
        for (byte b : bytes) {
            if (dataLeft > 0) {
                data.write(b);
                dataLeft--;
                if (dataLeft == 0) {
                    sent(sending);
                }
                continue;
            }
            written.write(b);
            if (b == '\r') {
                answer(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }

    private void answer(String command) {
        Matcher head = HEAD.matcher(command);
        messageId = head.matches() ? head.group(1) : messageId;
        Matcher dataMode = DATA_MODE.matcher(command);
        if (dataMode.matches()) {
            sending = command;
            dataLeft = Integer.parseInt(dataMode.group(1));
            says("\r\n> ");
        } else if (command.startsWith("AT+QCOAPSEND=")) {
            sent(command);
        } else {
            answerWithoutMessage(command);
        }
    }

    private void sent(String command) {
        says("\r\nOK\r\n");
        says("\r\n+QCOAPSEND: 0\r\n");
        Matcher con = CON.matcher(command);
        if (con.matches()) {
            int code = Integer.parseInt(con.group(1));
            String answer = code == 1 ? "2.05" : code < 5 ? "2.31" : "0.00";
            says("\r\n+QCOAPURC: \"rsp\"," + con.group(2) + "," + con.group(3) + ",2," + answer + "," + messageId
                    + ",0\r\n");
        }
    }

    private void answerWithoutMessage(String command) {
        switch (command.replaceFirst("=[^?].*", "=")) {
            case "AT+QCOAPCREATE=?" -> says("\r\n+QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>\r\n");
            case "AT+CPIN?" -> says("\r\n+CPIN: READY\r\n");
            case "AT+CGATT?" -> says("\r\n+CGATT: 1\r\n");
            case "AT+QCOAPDATASTATUS?" -> says("\r\n+QCOAPDATASTATUS: 4\r\n");
            case "AT+QCOAPCFG?" -> says("\r\n+QCOAPCFG: \"Showra\",1\r\n+QCOAPCFG: \"Showrspopt\",1\r\n");
            default -> {}
        }
        says("\r\nOK\r\n");
        if (command.equals("AT+QCOAPDEL")) {
            says("\r\n+QCOAPDEL: 0\r\n");
        }
    }

    @Override
    public int read(byte[] buffer) {
        try {
            byte[] next = half.length > 0 ? half : says.take();
            if (next.length == 0) {
                says.add(END);
                return -1;
            }
            int count = Math.min(next.length, buffer.length);
            System.arraycopy(next, 0, buffer, 0, count);
            half = Arrays.copyOfRange(next, count, next.length);
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public Duration transmitTime(int bytes) {
        return Duration.ofNanos(bytes);
    }

    @Override
    public boolean setControlLine(ControlLine controlLine, boolean active) {
        return false;
    }

    @Override
    public void close() {
        says.add(END);
    }

    @Override
    public String describe() {
        return "a module that says yes";
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

/**
 * Opens serial ports by their path ({@code /dev/ttyUSB0}, {@code /dev/serial/by-id/…}) or name ({@code COM3}). Each open
 * follows a symbolic link anew, so the port is found after the system has renumbered it.
 */
final class SerialTransportFactory implements ModemTransportFactory {
    private final BooleanSupplier aboutToBeClosed;

    /** @param aboutToBeClosed whether the owner of the ports is about to close them; from any thread */
    SerialTransportFactory(BooleanSupplier aboutToBeClosed) {
        this.aboutToBeClosed = aboutToBeClosed;
    }

    @Override
    public ModemTransport open(String device, LineSettings settings) throws IOException {
        requireExisting(device);
        try {
            Attempt attempt = SerialLibrary.locked(() -> attempt(device, settings));
            if (attempt.port() == null) {
                throw cannotOpen(device, reason(attempt.error(), device, settings));
            }
            return new SerialTransport(attempt.port(), device, settings, aboutToBeClosed);
        } catch (SerialPortInvalidPortException e) {
            throw cannotOpen(device, "there is no such device");
        }
    }

    /** An attempt, with its error, read under the same lock: jSerialComm keeps one error for the whole process. */
    private record Attempt(SerialPort port, int error) {}

    private static Attempt attempt(String device, LineSettings settings) {
        // a new object each time: it resolves symbolic links when created
        SerialPort port = SerialPort.getCommPort(device);
        port.setComPortParameters(settings.baudRate(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        blockUntilBytes(port);
        return SerialLibrary.open(port) ? new Attempt(port, 0) : new Attempt(null, port.getLastErrorCode());
    }

    /** Reads return with the first bytes, writes when all bytes are in the buffer. */
    static void blockUntilBytes(SerialPort port) {
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
    }

    /** jSerialComm also looks for the last part of a missing path in {@code /dev}, and would open another device. */
    private static void requireExisting(String device) throws IOException {
        if (isPosix() && !Files.exists(path(device))) {
            boolean dangling = Files.isSymbolicLink(path(device));
            throw cannotOpen(device, dangling ? "the link leads nowhere" : missing(device));
        }
    }

    /** Camel removes two slashes at the start of a path. */
    private static String missing(String device) {
        return device.indexOf('/') > 0
                ? "there is no such device; was /" + device + " meant?"
                : "there is no such device";
    }

    static boolean isPosix() {
        return File.separatorChar == '/';
    }

    private static Path path(String device) {
        return device.indexOf('/') < 0 ? Path.of("/dev", device) : Path.of(device);
    }

    private static String reason(int error, String device, LineSettings settings) {
        return isPosix() ? posixReason(error, device, settings) : windowsReason(error);
    }

    private static String posixReason(int error, String device, LineSettings settings) {
        return switch (error) {
            case 1, 13 -> "permission denied; on Linux the user is usually missing from the group dialout";
            // the library also says "no such file" if this process has the port open
            case 2 -> Files.exists(path(device)) ? "busy, this process has it open" : "there is no such device";
            case 5, 6, 19 -> "the device is gone or doesn't respond (error " + error + ")";
            case 11, 16, 35 -> "busy, another program has it open (error " + error + ")";
            case 21, 25 -> "not a serial port";
            case 22 -> "the port refuses " + settings.baudRate() + " baud, 8N1";
            default -> "error " + error;
        };
    }

    private static String windowsReason(int error) {
        return switch (error) {
            case 2, 3 -> "there is no such device";
            case 5, 32 -> "busy or permission denied, another program may have it open (error " + error + ")";
            default -> "error " + error;
        };
    }

    private static IOException cannotOpen(String device, String reason) {
        return new IOException("Can't open serial port " + device + ": " + reason);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transports that come with the component. */
public final class TransportFactories {

    private static final Logger LOG = LoggerFactory.getLogger(TransportFactories.class);

    /** The message of jSerialComm 2.11.4 about a library of the wrong version: place, its version, the required one. */
    private static final Pattern OTHER_VERSION =
            Pattern.compile("Native library (at .+|in system path) has the incorrect version: (\\S+), Expected (\\S+)");

    private TransportFactories() {}

    /**
     * Opens {@code tcp://host:port}, {@code rfc2217://host:port}, and any other device as the path or name of a serial port.
     * Stateless: what it returns can be shared.
     */
    public static ModemTransportFactory builtIn() {
        return builtIn(() -> false);
    }

    /**
     * As {@link #builtIn()}, for a user who may take long to close its lines when the process ends.
     *
     * @param aboutToBeClosed whether the user is about to close them. The end of the process then waits up to five minutes for serial
     *     ports, otherwise ten seconds. Called by any thread, must not block
     */
    public static ModemTransportFactory builtIn(BooleanSupplier aboutToBeClosed) {
        return new BuiltIn(aboutToBeClosed);
    }

    private record BuiltIn(BooleanSupplier aboutToBeClosed) implements ModemTransportFactory {
        @Override
        public ModemTransport open(String device, LineSettings settings) throws IOException {
            return TransportFactories.open(device, settings, aboutToBeClosed);
        }

        @Override
        public boolean comesBack(String device) {
            return DeviceName.parse(device).kind() != DeviceName.Kind.SERIAL;
        }
    }

    /**
     * Checks the form of a device without opening anything.
     *
     * @throws IllegalArgumentException naming the device and what is wrong with it, when {@link #builtIn()} could never open it
     */
    public static void validate(String device) {
        DeviceName.parse(device);
    }

    private static ModemTransport open(String device, LineSettings settings, BooleanSupplier aboutToBeClosed)
            throws IOException {
        DeviceName name = DeviceName.parse(device);
        return switch (name.kind()) {
            case SERIAL -> openSerial(device, settings, aboutToBeClosed);
            case TCP -> TcpTransport.open(name, settings);
            case RFC2217 -> Rfc2217Transport.open(name, settings);
        };
    }

    /**
     * Reports an unusable library in one sentence, the same at each attempt. Caught here, because without the library the factory can't be
     * loaded either.
     */
    private static ModemTransport openSerial(String device, LineSettings settings, BooleanSupplier aboutToBeClosed)
            throws IOException {
        try {
            return new SerialTransportFactory(aboutToBeClosed).open(device, settings);
        } catch (LinkageError e) {
            LOG.debug("{} can't be opened", device, e);
            throw new IOException("Can't open serial port " + device + ": " + reason(e));
        }
    }

    private static String reason(LinkageError error) {
        if (error.getCause() instanceof ClassNotFoundException) {
            return "jSerialComm isn't on the class path";
        }
        String told = told(error);
        Matcher version = OTHER_VERSION.matcher(told);
        if (version.find()) {
            return "the native library of jSerialComm " + version.group(1) + " is of version " + version.group(2)
                    + ", not of " + version.group(3) + " as the class path's; replace or remove it and start a new JVM";
        }
        if (told.contains("already loaded in another class")) {
            return "other class loaders of this JVM have the native library of jSerialComm; after redeployments "
                    + "start a new JVM, let all share one jSerialComm, "
                    + "or set -DjSerialComm.library.randomizeNativeName=true";
        }
        return "the native library of jSerialComm can't be loaded; java.io.tmpdir, which is "
                + System.getProperty("java.io.tmpdir")
                + ", or the home directory must be writable and allow execution, "
                + "or -DjSerialComm.library.path must name a directory that holds the library";
    }

    /** At later attempts, the JVM repeats the first message in a cause. */
    private static String told(LinkageError error) {
        StringBuilder told = new StringBuilder();
        for (Throwable each = error; each != null; each = each.getCause()) {
            told.append(each.getMessage()).append('\n');
        }
        return told.toString();
    }
}

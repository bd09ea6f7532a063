// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options that may be computed while routes run, when their text may be a stranger's. */
final class DynamicOptions {
    static final String DEVICE = "device";

    /** Options of a request, with the headers of the same meaning. */
    static final Map<String, String> HEADERS = Map.of(
            "host", Bc66CoapConstants.HOST,
            "port", Bc66CoapConstants.PORT,
            "method", Bc66CoapConstants.METHOD,
            "messageType", Bc66CoapConstants.MESSAGE_TYPE,
            "uriPath", Bc66CoapConstants.URI_PATH,
            "uriQuery", Bc66CoapConstants.URI_QUERY,
            "contentFormat", Bc66CoapConstants.CONTENT_FORMAT,
            "accept", Bc66CoapConstants.ACCEPT);

    /** Options of a single message without such a header. Each value makes an endpoint of its own. */
    private static final Set<String> OF_A_MESSAGE = Set.of("awaitResponse", "blockSize", "throwExceptionOnFailure");

    /** Options that affect more than one message. */
    static final Set<String> GUARDED = Set.of(
            DEVICE,
            "operation",
            "command",
            "whenReady",
            "allowCommandHeader",
            "initCommands",
            "pskIdentity",
            "secretKey",
            "simPin",
            "headerFilterStrategy",
            "exceptionHandler",
            "dynamicOptions");

    /** Operations that only send messages or ask for the status. */
    private static final Set<String> HARMLESS_OPERATIONS = Set.of("SEND", "NOTIFY", "RESPOND", "STATUS");

    private static final String REFUSED =
            "isn't taken from a URI that is made while routes run, for a message's text may"
                    + " be in it; write the endpoint into a route, or name the option in dynamicOptions of the component";

    private final Set<String> permitted;

    /** @param names the value of the option {@code dynamicOptions}; {@code null} for none */
    DynamicOptions(String names) {
        permitted = names == null
                ? Set.of()
                : Stream.of(names.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks an option whose author wrote an expression for its value.
     *
     * @throws IllegalArgumentException when an expression is not allowed for it
     */
    void requireFromExpression(String option) {
        if (!HEADERS.containsKey(option) && !OF_A_MESSAGE.contains(option) && !permitted.contains(option)) {
            throw new IllegalArgumentException(
                    "option " + option + ": doesn't come from an expression unless dynamicOptions names it");
        }
    }

    /**
     * Checks the options of an endpoint whose author's part can't be distinguished from a message's text.
     *
     * @param known the names of all options of endpoints
     * @throws IllegalArgumentException when an option may be a stranger's
     */
    void requireHarmless(Map<String, Object> options, Set<String> known) {
        options.forEach((option, value) -> {
            if (!known.contains(option)) {
                // shows only a harmless name
                throw new IllegalArgumentException("there is no such option"
                        + (option.matches("[A-Za-z]{1,30}") ? " as " + option : "") + " for an endpoint");
            }
            if (value instanceof List) {
                throw new IllegalArgumentException("option " + option + ": is given more than once");
            }
            if (value instanceof String text) {
                requirePlain(option, text);
                if (GUARDED.contains(option) && !permitted.contains(option) && !isHarmlessOperation(option, text)) {
                    throw new IllegalArgumentException("option " + option + ": " + REFUSED);
                }
            }
        });
    }

    /**
     * Checks the device of such an endpoint.
     *
     * @param ofRoutes the devices that routes name
     * @throws IllegalArgumentException when it is not one of these
     */
    void requireDevice(String device, Set<String> ofRoutes) {
        if (!ofRoutes.isEmpty() && !ofRoutes.contains(device) && !permitted.contains(DEVICE)) {
            throw new IllegalArgumentException("option " + DEVICE + ": no route has this one, and it " + REFUSED);
        }
    }

    /**
     * Checks a value that may be a message's text.
     *
     * @throws IllegalArgumentException when Camel would evaluate it as a bean, class, placeholder or expression
     */
    static void requirePlain(String option, String value) {
        if (value.startsWith("#") || value.contains("{{") || value.contains("$simple{")) {
            throw new IllegalArgumentException("option " + option + ": its value is one that Camel would evaluate");
        }
    }

    private static boolean isHarmlessOperation(String option, String value) {
        return option.equals("operation") && HARMLESS_OPERATIONS.contains(value.toUpperCase(Locale.ROOT));
    }
}

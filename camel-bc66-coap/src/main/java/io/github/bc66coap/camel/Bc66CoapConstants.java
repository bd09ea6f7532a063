// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/**
 * Names of headers. There are four families, each with one writer and one reader, so that a header left on a message has
 * no unintended effect: {@code CamelBc66Coap…} from the route to the producer, {@code CamelBc66CoapRequest…} from the
 * consumer about a request, {@code CamelBc66CoapResponse…} about a response, and {@code CamelBc66CoapReply…} from the route
 * to the consumer.
 */
public final class Bc66CoapConstants {
    /** The scheme of the component. */
    public static final String SCHEME = "bc66coap";

    // written by the route, read by the producer

    @Metadata(
            label = "producer",
            description = "Method of the request",
            javaType = "String",
            enums = "GET,POST,PUT,DELETE")
    public static final String METHOD = "CamelBc66CoapMethod";

    @Metadata(
            label = "producer",
            description =
                    "Message type of the request, response or notification. With operation=RESPOND, RST rejects the request",
            javaType = "String",
            enums = "CON,NON,RST")
    public static final String MESSAGE_TYPE = "CamelBc66CoapMessageType";

    @Metadata(
            label = "producer",
            description = "Message ID of the request, 0 to 65535. An ID used towards the peer within the last 247 s is"
                    + " refused, unless the same exchange used it: a retry takes an unused one, as does a request"
                    + " without this header",
            javaType = "Integer")
    public static final String MESSAGE_ID = "CamelBc66CoapMessageId";

    @Metadata(
            label = "producer",
            description = "Token of the request, 1 to 8 bytes in hexadecimal digits. Default: a random one",
            javaType = "String")
    public static final String TOKEN = "CamelBc66CoapToken";

    @Metadata(
            label = "producer",
            description =
                    "Options of the request by number. A value is a String, Number or byte array, or a Collection of these"
                            + " for a repeated option. A header or endpoint option for the same CoAP option takes"
                            + " precedence",
            javaType = "java.util.Map<Integer, Object>")
    public static final String OPTIONS = "CamelBc66CoapOptions";

    @Metadata(label = "producer", description = "Path of the request, percent-encoded", javaType = "String")
    public static final String URI_PATH = "CamelBc66CoapUriPath";

    @Metadata(label = "producer", description = "Query of the request, percent-encoded", javaType = "String")
    public static final String URI_QUERY = "CamelBc66CoapUriQuery";

    @Metadata(
            label = "producer",
            description = "Content-Format of the request, as number or media type",
            javaType = "Object")
    public static final String CONTENT_FORMAT = "CamelBc66CoapContentFormat";

    @Metadata(
            label = "producer",
            description = "Content-Format that the response should have, as number or media type",
            javaType = "Object")
    public static final String ACCEPT = "CamelBc66CoapAccept";

    @Metadata(label = "producer", description = "Observe option of the request", javaType = "Integer")
    public static final String OBSERVE = "CamelBc66CoapObserve";

    @Metadata(label = "producer", description = "IP address of the CoAP server", javaType = "String")
    public static final String HOST = "CamelBc66CoapHost";

    @Metadata(label = "producer", description = "UDP port of the CoAP server", javaType = "Integer")
    public static final String PORT = "CamelBc66CoapPort";

    @Metadata(
            label = "producer",
            description = "Code of the response or notification (operation=RESPOND or NOTIFY), as 2.05 or 205",
            javaType = "Object")
    public static final String CODE = "CamelBc66CoapCode";

    @Metadata(
            label = "producer",
            description = "Command line of operation=AT, if the endpoint has allowCommandHeader=true",
            javaType = "String")
    public static final String COMMAND = "CamelBc66CoapCommand";

    // written by the consumer for a request, read by the route

    @Metadata(label = "consumer", description = "Method of a request", javaType = "String")
    public static final String REQUEST_METHOD = "CamelBc66CoapRequestMethod";

    @Metadata(label = "consumer", description = "Message type of a request", javaType = "String")
    public static final String REQUEST_MESSAGE_TYPE = "CamelBc66CoapRequestMessageType";

    @Metadata(label = "consumer", description = "Message ID of a request", javaType = "Integer")
    public static final String REQUEST_MESSAGE_ID = "CamelBc66CoapRequestMessageId";

    @Metadata(
            label = "consumer",
            description = "Token of a request in hexadecimal digits; empty if it has none",
            javaType = "String")
    public static final String REQUEST_TOKEN = "CamelBc66CoapRequestToken";

    @Metadata(
            label = "consumer",
            description = "Options of a request by number, as far as the module shows them",
            javaType = "java.util.Map<Integer, java.util.List<String>>")
    public static final String REQUEST_OPTIONS = "CamelBc66CoapRequestOptions";

    @Metadata(
            label = "consumer",
            description = "Path of a request, percent-encoded. With OBSERVER_LOST, the path that is no longer observed",
            javaType = "String")
    public static final String REQUEST_URI_PATH = "CamelBc66CoapRequestUriPath";

    @Metadata(label = "consumer", description = "Query of a request, percent-encoded", javaType = "String")
    public static final String REQUEST_URI_QUERY = "CamelBc66CoapRequestUriQuery";

    @Metadata(label = "consumer", description = "Content-Format of a request", javaType = "Integer")
    public static final String REQUEST_CONTENT_FORMAT = "CamelBc66CoapRequestContentFormat";

    @Metadata(
            label = "consumer",
            description = "Accept option of a request, if the module shows it",
            javaType = "Integer")
    public static final String REQUEST_ACCEPT = "CamelBc66CoapRequestAccept";

    @Metadata(label = "consumer", description = "Observe option of a request", javaType = "Integer")
    public static final String REQUEST_OBSERVE = "CamelBc66CoapRequestObserve";

    @Metadata(
            label = "consumer",
            description = "IP address of the sender of a request. With OBSERVER_LOST, of the former observer",
            javaType = "String")
    public static final String REQUEST_HOST = "CamelBc66CoapRequestHost";

    @Metadata(
            label = "consumer",
            description = "UDP port of the sender of a request. With OBSERVER_LOST, of the former observer",
            javaType = "Integer")
    public static final String REQUEST_PORT = "CamelBc66CoapRequestPort";

    // written by producer and consumer for a response, read by the route

    @Metadata(description = "Code of a response, for example 2.05", javaType = "String")
    public static final String RESPONSE_CODE = "CamelBc66CoapResponseCode";

    @Metadata(description = "Message type of a response", javaType = "String")
    public static final String RESPONSE_MESSAGE_TYPE = "CamelBc66CoapResponseMessageType";

    @Metadata(description = "Message ID of a response", javaType = "Integer")
    public static final String RESPONSE_MESSAGE_ID = "CamelBc66CoapResponseMessageId";

    @Metadata(
            label = "producer",
            description = "Token of a response in hexadecimal digits; known only if it belongs to an outgoing request",
            javaType = "String")
    public static final String RESPONSE_TOKEN = "CamelBc66CoapResponseToken";

    @Metadata(
            description = "Options of a response by number, as far as the module shows them",
            javaType = "java.util.Map<Integer, java.util.List<String>>")
    public static final String RESPONSE_OPTIONS = "CamelBc66CoapResponseOptions";

    @Metadata(description = "Content-Format of a response", javaType = "Integer")
    public static final String RESPONSE_CONTENT_FORMAT = "CamelBc66CoapResponseContentFormat";

    @Metadata(description = "Observe option of a response", javaType = "Integer")
    public static final String RESPONSE_OBSERVE = "CamelBc66CoapResponseObserve";

    @Metadata(description = "IP address of the sender of a response", javaType = "String")
    public static final String RESPONSE_HOST = "CamelBc66CoapResponseHost";

    @Metadata(description = "UDP port of the sender of a response", javaType = "Integer")
    public static final String RESPONSE_PORT = "CamelBc66CoapResponsePort";

    // written by the route, read by the consumer for its response

    @Metadata(
            label = "consumer",
            description =
                    "Code of the consumer's response, as 2.05 or 205. Default: 2.05 for GET, 2.04 for POST and PUT, 2.02 for DELETE",
            javaType = "Object")
    public static final String REPLY_CODE = "CamelBc66CoapReplyCode";

    @Metadata(
            label = "consumer",
            description = "Content-Format of the consumer's response, as number or media type",
            javaType = "Object")
    public static final String REPLY_CONTENT_FORMAT = "CamelBc66CoapReplyContentFormat";

    @Metadata(
            label = "consumer",
            description = "Options of the consumer's response by number, with values as in CamelBc66CoapOptions",
            javaType = "java.util.Map<Integer, Object>")
    public static final String REPLY_OPTIONS = "CamelBc66CoapReplyOptions";

    @Metadata(label = "consumer", description = "Observe option of the consumer's response", javaType = "Integer")
    public static final String REPLY_OBSERVE = "CamelBc66CoapReplyObserve";

    // others

    @Metadata(
            label = "consumer",
            description = "Event that this exchange stands for",
            javaType = "io.github.bc66coap.camel.Bc66CoapEvent")
    public static final String EVENT = "CamelBc66CoapEvent";

    @Metadata(
            label = "consumer",
            description = "After deep sleep: 0, the CoAP context still exists; 1, it was lost and is created again",
            javaType = "Integer")
    public static final String RECOVERY_STATE = "CamelBc66CoapRecoveryState";

    @Metadata(
            label = "producer",
            description =
                    "Status of the last confirmable message: 0 none was sent, 1 sent and waiting, 2 sending failed,"
                            + " 3 timed out, 4 success, 5 reset",
            javaType = "Integer")
    public static final String DATA_STATUS = "CamelBc66CoapDataStatus";

    @Metadata(
            label = "producer",
            description =
                    "How many observers operation=NOTIFY has reached, not counting those that got a newer notification instead",
            javaType = "Integer")
    public static final String NOTIFIED = "CamelBc66CoapNotified";

    @Metadata(description = "Whether the module delivered only part of the payload", javaType = "Boolean")
    public static final String TRUNCATED = "CamelBc66CoapTruncated";

    @Metadata(description = "The device of the endpoint", javaType = "String")
    public static final String DEVICE = "CamelBc66CoapDevice";

    @Metadata(
            description = "Media type of the body: set from the Content-Format, and read if no Content-Format is given",
            javaType = "String")
    public static final String CONTENT_TYPE = Exchange.CONTENT_TYPE;

    private Bc66CoapConstants() {}
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/**
 * Names of headers. Four families, each with one writer and one reader, so that headers which linger on a message never
 * have an effect that nobody meant: {@code CamelBc66Coap…} is what the route tells the producer,
 * {@code CamelBc66CoapRequest…} what the consumer tells of a request, {@code CamelBc66CoapResponse…} what came back, and
 * {@code CamelBc66CoapReply…} what the route tells the consumer to answer.
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
                    "Message type of the request, response or notification; RST with operation=RESPOND rejects the"
                            + " request instead",
            javaType = "String",
            enums = "CON,NON,RST")
    public static final String MESSAGE_TYPE = "CamelBc66CoapMessageType";

    @Metadata(
            label = "producer",
            description = "Message ID of the request, 0 to 65535; one that was used towards the peer within 247 s is"
                    + " refused, unless by the same exchange: a retry takes an unused one, as a request without this"
                    + " header does",
            javaType = "Integer")
    public static final String MESSAGE_ID = "CamelBc66CoapMessageId";

    @Metadata(
            label = "producer",
            description = "Token of the request, 1 to 8 bytes in hexadecimal digits. Without it, a random one is taken",
            javaType = "String")
    public static final String TOKEN = "CamelBc66CoapToken";

    @Metadata(
            label = "producer",
            description =
                    "Options of the request by number. Values are String, Number or byte array, or a Collection of these"
                            + " for an option that is repeated. Options that have a header or endpoint option of their own are"
                            + " replaced by it",
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
            description = "Code of the response of operation=RESPOND or NOTIFY, as 2.05 or 205",
            javaType = "Object")
    public static final String CODE = "CamelBc66CoapCode";

    @Metadata(
            label = "producer",
            description = "The command line of operation=AT, if the endpoint has allowCommandHeader=true",
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
            description = "Path of a request, percent-encoded; with OBSERVER_LOST, the path that is observed no more",
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
            description =
                    "IP address of the sender of a request; with OBSERVER_LOST, of the peer that observes no more",
            javaType = "String")
    public static final String REQUEST_HOST = "CamelBc66CoapRequestHost";

    @Metadata(
            label = "consumer",
            description = "UDP port of the sender of a request; with OBSERVER_LOST, of the peer that observes no more",
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
            description = "Token of a response in hexadecimal digits; known for the answer to an own request only",
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

    // written by the route, read by the consumer for its reply

    @Metadata(
            label = "consumer",
            description = "Code of the reply, as 2.05 or 205. Without it: 2.05 for GET, 2.04 for POST and PUT, 2.02 for"
                    + " DELETE",
            javaType = "Object")
    public static final String REPLY_CODE = "CamelBc66CoapReplyCode";

    @Metadata(
            label = "consumer",
            description = "Content-Format of the reply, as number or media type",
            javaType = "Object")
    public static final String REPLY_CONTENT_FORMAT = "CamelBc66CoapReplyContentFormat";

    @Metadata(
            label = "consumer",
            description = "Options of the reply by number, as for the options of a request",
            javaType = "java.util.Map<Integer, Object>")
    public static final String REPLY_OPTIONS = "CamelBc66CoapReplyOptions";

    @Metadata(label = "consumer", description = "Observe option of the reply", javaType = "Integer")
    public static final String REPLY_OBSERVE = "CamelBc66CoapReplyObserve";

    // singles

    @Metadata(
            label = "consumer",
            description = "What became this exchange",
            javaType = "io.github.bc66coap.camel.Bc66CoapEvent")
    public static final String EVENT = "CamelBc66CoapEvent";

    @Metadata(
            label = "consumer",
            description = "After deep sleep: 0, the CoAP context is still there; 1, it was lost and is made anew",
            javaType = "Integer")
    public static final String RECOVERY_STATE = "CamelBc66CoapRecoveryState";

    @Metadata(
            label = "producer",
            description = "What became of the last confirmable message: 0 none was sent, 1 sent and waiting, 2 sending"
                    + " failed, 3 timed out, 4 success, 5 reset",
            javaType = "Integer")
    public static final String DATA_STATUS = "CamelBc66CoapDataStatus";

    @Metadata(
            label = "producer",
            description =
                    "How many observers operation=NOTIFY has reached; who gets a newer notification instead is not"
                            + " among them",
            javaType = "Integer")
    public static final String NOTIFIED = "CamelBc66CoapNotified";

    @Metadata(description = "Whether the module delivered less of the payload than came", javaType = "Boolean")
    public static final String TRUNCATED = "CamelBc66CoapTruncated";

    @Metadata(description = "The device of the endpoint", javaType = "String")
    public static final String DEVICE = "CamelBc66CoapDevice";

    @Metadata(
            description =
                    "Media type of the body: set from the Content-Format, and read when no Content-Format is given",
            javaType = "String")
    public static final String CONTENT_TYPE = Exchange.CONTENT_TYPE;

    private Bc66CoapConstants() {}
}

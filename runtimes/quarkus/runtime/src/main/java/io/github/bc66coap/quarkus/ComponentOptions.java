// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;

/**
 * Options of the component, which apply to all endpoints that do not set them. Camel reads and checks them. They are
 * declared here so that Quarkus finds them in the environment by their names.
 */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = ComponentOptions.PREFIX)
public interface ComponentOptions {
    String PREFIX = "camel.component.bc66coap";

    // from the catalog

    /**
     * Content-Format that the response should have, as number or media type. The module sends only those of contentFormats.
     */
    Optional<String> accept();

    /**
     * How long to wait for the module to attach to the network, 0s to 24h. 0s: do not ask.
     */
    Optional<String> attachTimeout();

    /**
     * Baud rate of the line, 300 to 4000000; 8N1. With tcp://, the baud rate of the line behind the server, from which
     * deadlines are calculated.
     */
    Optional<String> baudRate();

    /**
     * Longer bodies of requests are sent block-wise (RFC 7959) in blocks of this many bytes: 16, 32, 64, 128, 256, 512 or
     * 1024. Blocks are smaller if a message would otherwise be longer than 1152 bytes, or 1115 over DTLS. The response to a
     * GET may be longer, too; the server chooses the size of its blocks. 0: no blocks in either direction.
     */
    Optional<String> blockSize();

    /**
     * The options that all endpoints have unless they say otherwise.
     */
    Optional<String> configuration();

    /**
     * Whether the first start waits until the module answers, and fails with the reason if it does not. If false, the start
     * returns at once and the session connects in the background.
     */
    Optional<String> connectOnStart();

    /**
     * IP address of the CoAP server. The module resolves no names.
     */
    Optional<String> host();

    /**
     * AT command lines, separated by semicolons, sent after each start of the module before its CoAP context is created. The
     * restrictions of the command option apply here, too: with a command that breaks them, the endpoint does not start. If the
     * module refuses a command, it does not become ready. SIM passwords among them (the commands CPIN, CLCK and CPWD) are
     * treated with the same care as simPin, which is the better place for a PIN.
     */
    Optional<String> initCommands();

    /**
     * Local UDP port of the module's CoAP context, 1 to 65535.
     */
    Optional<String> localPort();

    /**
     * Message type of the request.
     */
    Optional<String> messageType();

    /**
     * UDP port of the CoAP server, 1 to 65535. Default: 5683, or 5684 with a pre-shared key.
     */
    Optional<String> port();

    /**
     * Whether the first start also waits until the module is attached, ready and has announced the served paths. The first
     * request in either direction is then not too early. The start fails with the reason if an attempt fails, at the latest
     * after attachTimeout plus the time of the other commands. If false, sends wait for the module to become ready, and what
     * the network sends before that is lost. Has no effect with connectOnStart=false.
     */
    Optional<String> readyOnStart();

    /**
     * Paths to announce to the network besides those of consumers, separated by commas; at most 50 bytes each.
     */
    Optional<String> resources();

    /**
     * How long to wait for a CoAP response after its request has been sent, 1ms to 24h. The default is MAX_TRANSMIT_WAIT of
     * RFC 7252. A queued send also fails after this time without a ready module, or without a DTLS session with its server.
     */
    Optional<String> responseTimeout();

    /**
     * How long the module may take to report that it has sent a message that needs a DTLS handshake first, 1ms to 24h. For
     * other messages, commandTimeout applies. A single command also fails after this time without a ready module.
     */
    Optional<String> sendTimeout();

    /**
     * Producer: path of the request, percent-encoded. In a URI, write it in RAW(), because Camel decodes everything else.
     * Consumer: take only requests to this path, and announce it to the network. With slash and asterisk at the end: take also
     * everything below this path, and announce nothing. Default: all requests.
     */
    Optional<String> uriPath();

    /**
     * Query of the request, percent-encoded. In a URI, write it in RAW(), because Camel decodes everything else before it
     * splits the URI into options at each ampersand.
     */
    Optional<String> uriQuery();

    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible) occurred
     * while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a message and
     * handled by the routing Error Handler. Important: This is only possible if the 3rd party component allows Camel to be
     * alerted if an exception was thrown. Some components handle this internally only, and therefore bridgeErrorHandler is not
     * possible. In other situations we may improve the Camel component to hook into the 3rd party component and make this
     * possible for future releases. By default the consumer will use the org.apache.camel.spi.ExceptionHandler to deal with
     * exceptions, that will be logged at WARN or ERROR level and ignored.
     */
    Optional<String> bridgeErrorHandler();

    /**
     * What becomes an exchange, separated by commas. REQUEST: a request. RESPONSE: a response that no producer waited for.
     * RECOVERED: the module woke up from deep sleep. RESTARTED: it is ready again with a new CoAP context; the body has the
     * reason. OBSERVER_LOST: a peer no longer observes a path, but has not cancelled; its address and the path are in the
     * headers of a request, the reason is in the body. With uriPath or methods, the default is REQUEST alone. Events are
     * processed in order of arrival: each begins when the one before it has ended, asynchronous steps included.
     */
    Optional<String> events();

    /**
     * Whether a confirmable request is acknowledged at once and the response comes later, from any route, through
     * operation=RESPOND.
     */
    Optional<String> manualReply();

    /**
     * Methods of requests to take, separated by commas. Other requests get 4.05. Default: all.
     */
    Optional<String> methods();

    /**
     * Whether a failed route responds 5.00 with an empty body. If false, the body is the message of the exception, at most
     * 1024 bytes; the peer can read it.
     */
    Optional<String> muteException();

    /**
     * Whether peers can observe the path. operation=NOTIFY notifies them.
     */
    Optional<String> observable();

    /**
     * Whether to observe the resource at host and uriPath: registers on start, makes every notification an exchange,
     * deregisters on stop.
     */
    Optional<String> observe();

    /**
     * How long to keep an observer of the path that does not acknowledge a notification, 0s to 24h. In this time it gets
     * confirmable notifications, and acknowledging one is enough to stay. 0s: drop it at once.
     */
    Optional<String> observerPatience();

    /**
     * Block sizes that peers may use for long bodies (RFC 7959), separated by commas: 16, 32, 64, 128, 256, 512 and 1024. The
     * module does not show that a body is one of several blocks. So a PUT or POST of exactly such a size gets 4.13 and the
     * route does not run, unless the body is complete JSON. 0: peers send no blocks.
     */
    Optional<String> peerBlockSizes();

    /**
     * A request without a response after this time gets 5.03. 1ms to 24h.
     */
    Optional<String> replyTimeout();

    /**
     * A confirmable request without a response after this time gets an empty ACK. The response follows separately. 0s to 24h.
     */
    Optional<String> separateAfter();

    /**
     * What to do with a request whose body the module has cut. REJECT: respond 4.13 with the length that fits; the route does
     * not run. ACCEPT: run the route with the header CamelBc66CoapTruncated.
     */
    Optional<String> truncated();

    /**
     * Whether the exchange continues only when the response has arrived. Default: true for CON, false for NON.
     */
    Optional<String> awaitResponse();

    /**
     * Command line of operation=AT, at most 512 characters. Not allowed: several commands in one line (a semicolon), the QCOAP
     * commands, and commands that dial, leave command mode or change the line settings.
     */
    Optional<String> command();

    /**
     * Content-Format of the request's body, as number or media type. The module sends only those of contentFormats.
     */
    Optional<String> contentFormat();

    /**
     * Whether operation=NOTIFY fails if nobody observes the path. If false, the exchange succeeds with 0 notified observers.
     */
    Optional<String> failIfUnobserved();

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause the route
     * to fail being started. By deferring this startup to be lazy then the startup failure can be handled during routing
     * messages via Camel's routing error handlers. Beware that when the first message is processed then creating and starting
     * the producer may take a little time and prolong the total processing time of the processing.
     */
    Optional<String> lazyStartProducer();

    /**
     * Method of the request. Default: POST for an exchange with a body, otherwise GET.
     */
    Optional<String> method();

    /**
     * What the producer does. SEND: send a request. NOTIFY: notify the observers of a path. RESPOND: respond to a request that
     * a consumer took with manualReply. AT: send an AT command. STATUS: ask for the status of the last confirmable message.
     * RESET: renew the module's CoAP context and with it all DTLS sessions.
     */
    Optional<String> operation();

    /**
     * Whether a response of 4.xx or 5.xx fails the exchange. If false, it is the result.
     */
    Optional<String> throwExceptionOnFailure();

    /**
     * Whether operation=AT waits until the module is ready. If false, the command is also sent between the steps of the
     * module's initialisation and while the module waits for the network, without a CoAP context: signal, cell and
     * registration are of most interest then. In either case it waits up to sendTimeout for a module that does not answer.
     */
    Optional<String> whenReady();

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as autowired) by
     * looking up in the registry to find if there is a single instance of matching type, which then gets configured on the
     * component. This can be used for automatic configuring JDBC data sources, JMS connection factories, AWS Clients, etc.
     */
    Optional<String> autowiredEnabled();

    /**
     * How long to wait for the reply to an AT command after it has left the line, 1ms to 10m.
     */
    Optional<String> commandTimeout();

    /**
     * Content-Formats that the module's firmware accepts, by number, separated by commas. Other formats are refused. The
     * default is the list of the application note; 0,40,41,42,47,50,11542 adds the TLV of LwM2M.
     */
    Optional<String> contentFormats();

    /**
     * After this many confirmable messages in a row without any message from the DTLS server, the module's CoAP context is
     * renewed: the server may have lost the session, which it does not report. Renewing ends the sessions with all servers. 0
     * to 1000; 0: never.
     */
    Optional<String> dtlsRenewAfter();

    /**
     * After this much silence, AT checks that the module answers, and reading its settings checks that it has not restarted
     * unnoticed. 0s to 24h; 0s: never.
     */
    Optional<String> keepAliveInterval();

    /**
     * With DTLS, how many local ports are used in turn, starting at localPort: 1 to 100, none above 65535. A server may keep
     * the session of a client that has restarted, and ignore a new handshake from the same port for minutes. The next
     * handshake uses the next port.
     */
    Optional<String> localPorts();

    /**
     * How many sends may wait for the module, 1 to 10000. As many single commands may wait, too. One more fails at once.
     */
    Optional<String> queueSize();

    /**
     * Wait before the first attempt to recover a lost line or module, or to repeat a failed DTLS handshake, 1ms to 24h. It
     * doubles with each attempt.
     */
    Optional<String> reconnectDelay();

    /**
     * Longest wait between attempts to recover a lost line, module or DTLS session, 1ms to 24h.
     */
    Optional<String> reconnectMaxDelay();

    /**
     * Which request gets a separate response while the same server may still owe the response to an earlier request. The
     * module does not show which request it belongs to. STRICT: none; the response becomes a RESPONSE event. TRUST: the
     * request that waits, for servers that never respond late.
     */
    Optional<String> separateResponses();

    /**
     * Whether the module shows the options of responses. If false, notifications look like other responses, so observe is
     * refused. In return, a peer cannot forge a line through an option value, which the module prints unescaped.
     */
    Optional<String> showResponseOptions();

    /**
     * How to wake the module. NONE: not at all. AT: repeat AT until the module answers. DTR or RTS: first pulse this line,
     * which is wired to PSM_EINT. Unless NONE, an AT is also sent before the first command after 5 seconds of silence, because
     * the module may be dozing.
     */
    Optional<String> wakeUp();

    /**
     * Which headers the component may read and write. The default knows only its own.
     */
    Optional<String> headerFilterStrategy();

    /**
     * Used for enabling or disabling all consumer based health checks from this component
     */
    Optional<String> healthCheckConsumerEnabled();

    /**
     * Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default
     * disabled all producer based health-checks. You can turn on producer checks globally by setting
     * camel.health.producersEnabled=true.
     */
    Optional<String> healthCheckProducerEnabled();

    /**
     * How often health checks may ask a module for its signal, and whether it is attached (the commands CSQ and CGATT), even
     * while it is not ready: 0s to 24h. A check never waits for the reply: it shows the last one and its age. Each question
     * keeps the module awake. 0s: never.
     */
    Optional<String> healthCheckSignalInterval();

    /**
     * Whether the header CamelBc66CoapCommand may replace the endpoint's command. Whoever can set that header then controls
     * the module.
     */
    Optional<String> allowCommandHeader();

    /**
     * Options that URIs built at runtime may set besides those of a message, separated by commas; device may be one of them.
     * On an endpoint of toD, wireTap or enrich: what its expressions may set. On the component: also what URIs of an unknown
     * author may set, for example those of recipientList or a ProducerTemplate. Whoever can write into such a URI then
     * controls these options.
     */
    Optional<String> dynamicOptions();

    /**
     * Identity of the pre-shared key, at most 150 bytes. With secretKey, all messages use DTLS.
     */
    Optional<Secret<String>> pskIdentity();

    /**
     * The pre-shared key, at most 256 hexadecimal digits. With pskIdentity, all messages use DTLS.
     */
    Optional<Secret<String>> secretKey();

    /**
     * PIN of the SIM, 4 to 8 digits. It is sent only when the SIM asks for its PIN. A refused PIN is not sent again while the
     * program runs, because three wrong ones lock a SIM.
     */
    Optional<Secret<String>> simPin();
}

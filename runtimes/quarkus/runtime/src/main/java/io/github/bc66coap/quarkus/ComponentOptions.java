// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;

/**
 * Options of the component, whose values hold for all endpoints that don't say otherwise. Camel reads and checks them; they are here so that
 * Quarkus knows their names when it looks for them in the environment.
 */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = ComponentOptions.PREFIX)
public interface ComponentOptions {
    String PREFIX = "camel.component.bc66coap";

    // from the catalog

    /**
     * Content-Format that the response should have, as number or media type. The module sends 0, 40, 41, 42, 47 and 50 only.
     */
    Optional<String> accept();

    /**
     * How long to wait for the module to attach to the network, 0s to 24h. 0s: don't ask.
     */
    Optional<String> attachTimeout();

    /**
     * Baud rate of the line, 300 to 4000000; 8N1. With tcp://, that of the line behind the server, by which deadlines are
     * reckoned.
     */
    Optional<String> baudRate();

    /**
     * Bodies above this many bytes go block-wise (RFC 7959), and so do responses: 16, 32, 64, 128, 256, 512 or 1024. Blocks
     * are smaller where a message would be longer than 1152 bytes otherwise, 1115 over DTLS. 0: never.
     */
    Optional<String> blockSize();

    /**
     * The options that all endpoints have unless they say otherwise.
     */
    Optional<String> configuration();

    /**
     * Whether the first start waits until the module answers, and fails with the reason if it doesn't. Otherwise start returns
     * at once, and connecting goes on behind it.
     */
    Optional<String> connectOnStart();

    /**
     * The CoAP server's IP address. The module resolves no names.
     */
    Optional<String> host();

    /**
     * AT command lines sent after each start of the module, before its CoAP context is made; separated by semicolons. What the
     * command option refuses is refused here, too, and keeps the endpoint from starting. A command that the module refuses
     * keeps it from becoming ready. Passwords of the SIM among them (the commands CPIN, CLCK and CPWD) are treated with the
     * same care as simPin, which is the better place for a PIN.
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
     * The CoAP server's UDP port, 1 to 65535. When none is given, it is 5683, with a pre-shared key 5684.
     */
    Optional<String> port();

    /**
     * Whether the first start waits longer, until the module is attached and ready and has been told of the paths that are
     * served: the first request, either way, isn't too early then. It fails with the reason if an attempt to get there does,
     * at the latest after attachTimeout and what the other commands may take. Without, sends wait for a module that isn't
     * ready, and what the network sends to it is lost. Has no effect with connectOnStart=false.
     */
    Optional<String> readyOnStart();

    /**
     * Paths to announce to the network besides those of consumers, separated by commas; at most 50 bytes each.
     */
    Optional<String> resources();

    /**
     * Deadline of a CoAP response after its request has been sent, 1ms to 24h (MAX_TRANSMIT_WAIT of RFC 7252). Also how long a
     * waiting send puts up with a module that isn't ready, or a server with which no DTLS session can be had.
     */
    Optional<String> responseTimeout();

    /**
     * Deadline of the module's report that it has sent a message where a DTLS handshake comes before that, 1ms to 24h; other
     * messages have commandTimeout. Also how long a single command waits for a module that isn't ready.
     */
    Optional<String> sendTimeout();

    /**
     * Producer: path of the request, percent-encoded; in a URI that holds within RAW() only, as Camel decodes the rest itself.
     * Consumer: only requests to this path, which is also announced to the network; with slash and asterisk at the end, that
     * path and everything below, which can't be announced. Without: all requests.
     */
    Optional<String> uriPath();

    /**
     * Query of the request, percent-encoded; in a URI that holds within RAW() only, as Camel decodes the rest itself, and an
     * encoded ampersand before it tells options apart.
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
     * What becomes an exchange, separated by commas: REQUEST; RESPONSE, one that no producer was waiting for; RECOVERED, the
     * module woke up from deep sleep; RESTARTED, it is ready again with a new CoAP context, and the body says why;
     * OBSERVER_LOST, a peer observes a path no more without having asked for that: its address and the path are in the headers
     * of the request, the cause is the body. With uriPath or methods, the default is REQUEST alone. Events are processed in
     * order of arrival: one begins when the last has ended, asynchronous steps included.
     */
    Optional<String> events();

    /**
     * Whether a confirmable request is acknowledged at once, and the response comes later, from any route, by
     * operation=RESPOND.
     */
    Optional<String> manualReply();

    /**
     * Methods of requests that are taken, separated by commas; others are answered 4.05. Without: all.
     */
    Optional<String> methods();

    /**
     * Whether a failed route answers 5.00 with an empty body. Otherwise the exception's message is the body, for the peer to
     * read; up to 1024 bytes of it.
     */
    Optional<String> muteException();

    /**
     * Whether peers can observe the path; operation=NOTIFY reaches those who do.
     */
    Optional<String> observable();

    /**
     * Whether to observe the resource at host and uriPath: registers on start, every notification is an exchange, deregisters
     * on stop.
     */
    Optional<String> observe();

    /**
     * How long an observer of the path is kept that doesn't acknowledge a notification, 0s to 24h. Meanwhile notifications go
     * to it as confirmable messages; one that it acknowledges makes all well. 0s: not at all.
     */
    Optional<String> observerPatience();

    /**
     * The sizes of blocks in which peers may send long bodies (RFC 7959), separated by commas, of 16, 32, 64, 128, 256, 512
     * and 1024. The module doesn't show that a body is one block of several. So a PUT or POST of exactly so many bytes is
     * answered 4.13 and the route doesn't run, unless it is JSON that ends there. 0: peers send no blocks.
     */
    Optional<String> peerBlockSizes();

    /**
     * When a request has no reply by then, it is answered 5.03. 1ms to 24h.
     */
    Optional<String> replyTimeout();

    /**
     * When a confirmable request has no reply by then, an empty ACK goes out, and the reply follows as a separate response. 0s
     * to 24h.
     */
    Optional<String> separateAfter();

    /**
     * What becomes of a request whose body the module has cut: REJECT answers 4.13 with the length that fits, and the route
     * doesn't run; ACCEPT runs it with the header CamelBc66CoapTruncated.
     */
    Optional<String> truncated();

    /**
     * Whether the exchange goes on only when the response is there. When this isn't given, it is true for CON and false for
     * NON.
     */
    Optional<String> awaitResponse();

    /**
     * The command line of the AT operation, at most 512 characters. Refused are several commands in one line (a semicolon),
     * the QCOAP commands, and those that dial, leave command mode or change how bytes travel on the line.
     */
    Optional<String> command();

    /**
     * Content-Format of the request's body, as number or media type. The module sends 0, 40, 41, 42, 47 and 50 only.
     */
    Optional<String> contentFormat();

    /**
     * Whether operation=NOTIFY fails when nobody observes the path. Otherwise the result is that nobody was notified.
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
     * Method of the request. Without: POST for an exchange with a body, else GET.
     */
    Optional<String> method();

    /**
     * What the producer does: SEND a request; NOTIFY the observers of a path; RESPOND to a request that a consumer took with
     * manualReply; send an AT command; ask for the STATUS of the last confirmable message; or RESET, which makes the module's
     * CoAP context anew, and with it all DTLS sessions.
     */
    Optional<String> operation();

    /**
     * Whether a response of 4.xx or 5.xx fails the exchange. Otherwise it is the result.
     */
    Optional<String> throwExceptionOnFailure();

    /**
     * Whether operation=AT waits until the module is ready. If not, a module that answers AT is asked between the steps of its
     * start and while it waits for the network, though it has no CoAP context yet: for signal, cell and registration, which
     * are wanted most just then. A module that doesn't answer is waited for in either case, for sendTimeout.
     */
    Optional<String> whenReady();

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as autowired) by
     * looking up in the registry to find if there is a single instance of matching type, which then gets configured on the
     * component. This can be used for automatic configuring JDBC data sources, JMS connection factories, AWS Clients, etc.
     */
    Optional<String> autowiredEnabled();

    /**
     * Deadline of the reply to an AT command after it has left the line, 1ms to 10m.
     */
    Optional<String> commandTimeout();

    /**
     * The Content-Formats that the module's firmware takes, by number, separated by commas. Other formats are refused. The
     * default is what the application note lists; 0,40,41,42,47,50,11542 also has the TLV of LwM2M.
     */
    Optional<String> contentFormats();

    /**
     * After how many confirmable messages in a row without any message back from a DTLS server the module's CoAP context is
     * made anew, because the server may have forgotten the session, which it doesn't say. That ends the sessions with all
     * servers. 0 to 1000; 0: never.
     */
    Optional<String> dtlsRenewAfter();

    /**
     * After how much silence, 0s to 24h, an AT command shows whether the module is still there, and its settings whether it
     * has restarted unnoticed. 0s: never.
     */
    Optional<String> keepAliveInterval();

    /**
     * With DTLS, how many local ports from localPort on are used in turn, 1 to 100, none above 65535. A server may hold the
     * session of a client that has restarted, and ignore a new handshake from the same port for minutes; the next one goes
     * from another.
     */
    Optional<String> localPorts();

    /**
     * How many sends may wait for the module, 1 to 10000, and as many single commands. One more fails at once.
     */
    Optional<String> queueSize();

    /**
     * How long to wait before a lost line or module is looked for again, or a failed DTLS handshake is tried again, 1ms to
     * 24h; doubles with each attempt.
     */
    Optional<String> reconnectDelay();

    /**
     * The longest wait between attempts to get a lost line or module back, or a DTLS session, 1ms to 24h.
     */
    Optional<String> reconnectMaxDelay();

    /**
     * Whom a response is given to that comes separately from its acknowledgement, while the same server may still owe the
     * answer to an earlier request of which it may be the late one: the module doesn't show which request it answers. STRICT:
     * it is an event, not the answer to the request that waits. TRUST: it answers the request that waits, for servers that
     * never answer late.
     */
    Optional<String> separateResponses();

    /**
     * Whether responses come with their options. Without, notifications can't be told from other responses, but what a peer
     * puts into an option's value, which the module prints as it is, can't forge a line.
     */
    Optional<String> showResponseOptions();

    /**
     * How a module is woken: not at all, by repeating AT until it is answered, or first by a pulse on the DTR or RTS line
     * wired to PSM_EINT. Unless it is not at all, an AT also goes out before a command that ends a silence of 5 seconds or
     * more, as the module may doze.
     */
    Optional<String> wakeUp();

    /**
     * Decides which headers the component may read and write; the default knows just its own
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
     * How often health checks may ask a module whether it is attached and for its signal (the commands CGATT and CSQ), 0s to
     * 24h, also while it isn't ready. A check never waits for that: it shows the last answer and its age. Each question keeps
     * the module awake. 0s: never.
     */
    Optional<String> healthCheckSignalInterval();

    /**
     * Whether the header CamelBc66CoapCommand may replace the endpoint's command. Whoever can set that header then has the
     * module in their hands.
     */
    Optional<String> allowCommandHeader();

    /**
     * Options besides those of a message that may be made while routes run, separated by commas; device is one of them. On an
     * endpoint of toD, wireTap or enrich: what its expressions may give. On the component: also what may be in a URI of which
     * it isn't known what its author wrote, as of recipientList or a ProducerTemplate. Whoever can write into such a URI then
     * has these options in their hands.
     */
    Optional<String> dynamicOptions();

    /**
     * Identity of the pre-shared key, at most 150 bytes. With secretKey, all messages go over DTLS.
     */
    Optional<Secret<String>> pskIdentity();

    /**
     * The pre-shared key in hexadecimal digits, at most 256 of them. With pskIdentity, all messages go over DTLS.
     */
    Optional<Secret<String>> secretKey();

    /**
     * The SIM's PIN, 4 to 8 digits. It is sent only while the SIM asks for its PIN. One that was refused isn't sent again as
     * long as the program runs, because three wrong ones lock a SIM.
     */
    Optional<Secret<String>> simPin();
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

import io.github.bc66coap.coap.ContentFormats;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.modem.api.SeparateResponses;
import io.github.bc66coap.modem.api.WakeUp;

/** The options of component and endpoints. */
@UriParams
public class Bc66CoapConfiguration implements Cloneable, HeaderFilterStrategyAware {
    private static final String NOTE_CONTENT_FORMATS = "0,40,41,42,47,50";

    @UriPath
    @Metadata(required = true)
    private String device;

    @UriParam(defaultValue = "115200")
    private int baudRate = 115200;

    @UriParam(defaultValue = "56830")
    private int localPort = 56830;

    @UriParam(label = "advanced", defaultValue = "2")
    private int localPorts = 2;

    @UriParam(label = "security", secret = true)
    private String pskIdentity;

    @UriParam(label = "security", secret = true)
    private String secretKey;

    @UriParam(label = "security", secret = true)
    private String simPin;

    @UriParam(label = "advanced", defaultValue = "1")
    private int dtlsRenewAfter = 1;

    @UriParam(label = "advanced", defaultValue = "STRICT", enums = "STRICT,TRUST")
    private SeparateResponses separateResponses = SeparateResponses.STRICT;

    @UriParam(label = "advanced", defaultValue = "0,40,41,42,47,50")
    private String contentFormats = NOTE_CONTENT_FORMATS;

    @UriParam
    private String initCommands;

    @UriParam(defaultValue = "180s", javaType = "java.time.Duration")
    private Duration attachTimeout = Duration.ofSeconds(180);

    @UriParam(label = "advanced", defaultValue = "2s", javaType = "java.time.Duration")
    private Duration commandTimeout = Duration.ofSeconds(2);

    @UriParam(defaultValue = "60s", javaType = "java.time.Duration")
    private Duration sendTimeout = Duration.ofSeconds(60);

    @UriParam(defaultValue = "93s", javaType = "java.time.Duration")
    private Duration responseTimeout = Duration.ofSeconds(93);

    @UriParam(label = "advanced", defaultValue = "500ms", javaType = "java.time.Duration")
    private Duration reconnectDelay = Duration.ofMillis(500);

    @UriParam(label = "advanced", defaultValue = "30s", javaType = "java.time.Duration")
    private Duration reconnectMaxDelay = Duration.ofSeconds(30);

    @UriParam(label = "advanced", defaultValue = "60s", javaType = "java.time.Duration")
    private Duration keepAliveInterval = Duration.ofSeconds(60);

    @UriParam(label = "advanced", defaultValue = "AT", enums = "NONE,AT,DTR,RTS")
    private WakeUp wakeUp = WakeUp.AT;

    @UriParam(label = "advanced", defaultValue = "1000")
    private int queueSize = 1000;

    @UriParam(defaultValue = "true")
    private boolean connectOnStart = true;

    @UriParam(defaultValue = "false")
    private boolean readyOnStart;

    @UriParam(label = "advanced", defaultValue = "true")
    private boolean showResponseOptions = true;

    @UriParam
    private String resources;

    @UriParam(label = "producer", defaultValue = "SEND", enums = "SEND,NOTIFY,RESPOND,AT,STATUS,RESET")
    private Bc66CoapOperation operation = Bc66CoapOperation.SEND;

    @UriParam
    private String host;

    @UriParam
    private Integer port;

    @UriParam(label = "producer", enums = "GET,POST,PUT,DELETE")
    private Method method;

    @UriParam(defaultValue = "CON", enums = "CON,NON")
    private MessageType messageType = MessageType.CON;

    @UriParam
    private String uriPath;

    @UriParam
    private String uriQuery;

    @UriParam(label = "producer")
    private String contentFormat;

    @UriParam
    private String accept;

    // without it the catalog would say false, which is right for a NON only
    @UriParam(label = "producer", defaultValue = "true")
    private Boolean awaitResponse;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean throwExceptionOnFailure = true;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean failIfUnobserved = false;

    @UriParam(defaultValue = "512")
    private int blockSize = 512;

    @UriParam(label = "producer")
    private String command;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean whenReady = true;

    @UriParam(label = "producer,security", defaultValue = "false")
    private boolean allowCommandHeader = false;

    @UriParam(label = "producer,security")
    private String dynamicOptions;

    @UriParam(label = "consumer")
    private String methods;

    @UriParam(label = "consumer", defaultValue = "REQUEST,RESPONSE")
    private String events;

    @UriParam(label = "consumer", defaultValue = "1500ms", javaType = "java.time.Duration")
    private Duration separateAfter = Duration.ofMillis(1500);

    @UriParam(label = "consumer", defaultValue = "60s", javaType = "java.time.Duration")
    private Duration replyTimeout = Duration.ofSeconds(60);

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean manualReply = false;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean observable = false;

    @UriParam(label = "consumer", defaultValue = "10m", javaType = "java.time.Duration")
    private Duration observerPatience = Duration.ofMinutes(10);

    @UriParam(label = "consumer", defaultValue = "REJECT", enums = "REJECT,ACCEPT")
    private Bc66CoapTruncated truncated = Bc66CoapTruncated.REJECT;

    @UriParam(label = "consumer", defaultValue = "16,32,64,128,256,512,1024")
    private String peerBlockSizes = "16,32,64,128,256,512,1024";

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean observe = false;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean muteException = true;

    @UriParam(
            label = "filter",
            description = "Which headers the component may read and write. The default knows only its own.")
    private HeaderFilterStrategy headerFilterStrategy = new Bc66CoapHeaderFilterStrategy();

    /** A copy that can be changed on its own. */
    public Bc66CoapConfiguration copy() {
        try {
            return (Bc66CoapConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getDevice() {
        return device;
    }

    /**
     * The module's line: a serial port (/dev/ttyUSB0, /dev/serial/by-id/..., COM3), tcp://host:port, rfc2217://host:port,
     * or the name of a ModemTransportFactory in the registry.
     */
    public void setDevice(String device) {
        this.device = device;
    }

    public int getBaudRate() {
        return baudRate;
    }

    /**
     * Baud rate of the line, 300 to 4000000; 8N1. With tcp://, the baud rate of the line behind the server, from which
     * deadlines are calculated.
     */
    public void setBaudRate(int baudRate) {
        this.baudRate = baudRate;
    }

    public int getLocalPort() {
        return localPort;
    }

    /** Local UDP port of the module's CoAP context, 1 to 65535. */
    public void setLocalPort(int localPort) {
        this.localPort = localPort;
    }

    public int getLocalPorts() {
        return localPorts;
    }

    /**
     * With DTLS, how many local ports are used in turn, starting at localPort: 1 to 100, none above 65535. A server may
     * keep the session of a client that has restarted, and ignore a new handshake from the same port for minutes. The
     * next handshake uses the next port.
     */
    public void setLocalPorts(int localPorts) {
        this.localPorts = localPorts;
    }

    public int getDtlsRenewAfter() {
        return dtlsRenewAfter;
    }

    /**
     * After this many confirmable messages in a row without any message from the DTLS server, the module's CoAP context
     * is renewed: the server may have lost the session, which it does not report. Renewing ends the sessions with all
     * servers. 0 to 1000; 0: never.
     */
    public void setDtlsRenewAfter(int dtlsRenewAfter) {
        this.dtlsRenewAfter = dtlsRenewAfter;
    }

    public SeparateResponses getSeparateResponses() {
        return separateResponses;
    }

    /**
     * Which request gets a separate response while the same server may still owe the response to an earlier request.
     * The module does not show which request it belongs to. STRICT: none; the response becomes a RESPONSE event. TRUST:
     * the request that waits, for servers that never respond late.
     */
    public void setSeparateResponses(SeparateResponses separateResponses) {
        this.separateResponses = separateResponses;
    }

    public String getContentFormats() {
        return contentFormats;
    }

    /**
     * Content-Formats that the module's firmware accepts, by number, separated by commas. Other formats are refused.
     * The default is the list of the application note; 0,40,41,42,47,50,11542 adds the TLV of LwM2M.
     */
    public void setContentFormats(String contentFormats) {
        this.contentFormats = contentFormats;
    }

    /**
     * The numbers in {@link #getContentFormats()}.
     *
     * @throws IllegalArgumentException when it isn't a list of Content-Formats
     */
    public Set<Integer> sendableContentFormats() {
        if (contentFormats.equals(NOTE_CONTENT_FORMATS)) {
            return OptionDefinition.MODULE_CONTENT_FORMATS;
        }
        return Values.read("option contentFormats", contentFormats, list -> Arrays.stream(list.split(",", -1))
                .map(ContentFormats::parse)
                .collect(Collectors.toUnmodifiableSet()));
    }

    public String getPskIdentity() {
        return pskIdentity;
    }

    /** Identity of the pre-shared key, at most 150 bytes. With {@code secretKey}, all messages use DTLS. */
    public void setPskIdentity(String pskIdentity) {
        this.pskIdentity = pskIdentity;
    }

    public String getSecretKey() {
        return secretKey;
    }

    /** The pre-shared key, at most 256 hexadecimal digits. With {@code pskIdentity}, all messages use DTLS. */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getSimPin() {
        return simPin;
    }

    /**
     * PIN of the SIM, 4 to 8 digits. It is sent only when the SIM asks for its PIN. A refused PIN is not sent again
     * while the program runs, because three wrong ones lock a SIM.
     */
    public void setSimPin(String simPin) {
        this.simPin = simPin;
    }

    public String getInitCommands() {
        return initCommands;
    }

    /**
     * AT command lines, separated by semicolons, sent after each start of the module before its CoAP context is
     * created. The restrictions of the command option apply here, too: with a command that breaks them, the endpoint
     * does not start. If the module refuses a command, it does not become ready. SIM passwords among them (the commands
     * CPIN, CLCK and CPWD) are treated with the same care as simPin, which is the better place for a PIN.
     */
    public void setInitCommands(String initCommands) {
        this.initCommands = initCommands;
    }

    public Duration getAttachTimeout() {
        return attachTimeout;
    }

    /** How long to wait for the module to attach to the network, 0s to 24h. 0s: do not ask. */
    public void setAttachTimeout(Duration attachTimeout) {
        this.attachTimeout = attachTimeout;
    }

    public Duration getCommandTimeout() {
        return commandTimeout;
    }

    /** How long to wait for the reply to an AT command after it has left the line, 1ms to 10m. */
    public void setCommandTimeout(Duration commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    public Duration getSendTimeout() {
        return sendTimeout;
    }

    /**
     * How long the module may take to report that it has sent a message that needs a DTLS handshake first, 1ms to 24h.
     * For other messages, commandTimeout applies. A single command also fails after this time without a ready module.
     */
    public void setSendTimeout(Duration sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * How long to wait for a CoAP response after its request has been sent, 1ms to 24h. The default is
     * MAX_TRANSMIT_WAIT of RFC 7252. A queued send also fails after this time without a ready module, or without a DTLS
     * session with its server.
     */
    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public Duration getReconnectDelay() {
        return reconnectDelay;
    }

    /**
     * Wait before the first attempt to recover a lost line or module, or to repeat a failed DTLS handshake, 1ms to 24h.
     * It doubles with each attempt.
     */
    public void setReconnectDelay(Duration reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public Duration getReconnectMaxDelay() {
        return reconnectMaxDelay;
    }

    /** Longest wait between attempts to recover a lost line, module or DTLS session, 1ms to 24h. */
    public void setReconnectMaxDelay(Duration reconnectMaxDelay) {
        this.reconnectMaxDelay = reconnectMaxDelay;
    }

    public Duration getKeepAliveInterval() {
        return keepAliveInterval;
    }

    /**
     * After this much silence, AT checks that the module answers, and reading its settings checks that it has not
     * restarted unnoticed. 0s to 24h; 0s: never.
     */
    public void setKeepAliveInterval(Duration keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public WakeUp getWakeUp() {
        return wakeUp;
    }

    /**
     * How to wake the module. NONE: not at all. AT: repeat AT until the module answers. DTR or RTS: first pulse this
     * line, which is wired to PSM_EINT. Unless NONE, an AT is also sent before the first command after 5 seconds of
     * silence, because the module may be dozing.
     */
    public void setWakeUp(WakeUp wakeUp) {
        this.wakeUp = wakeUp;
    }

    public int getQueueSize() {
        return queueSize;
    }

    /**
     * How many sends may wait for the module, 1 to 10000. As many single commands may wait, too. One more fails at
     * once.
     */
    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    public boolean isConnectOnStart() {
        return connectOnStart;
    }

    /**
     * Whether the first start waits until the module answers, and fails with the reason if it does not. If false, the
     * start returns at once and the session connects in the background.
     */
    public void setConnectOnStart(boolean connectOnStart) {
        this.connectOnStart = connectOnStart;
    }

    public boolean isReadyOnStart() {
        return readyOnStart;
    }

    /**
     * Whether the first start also waits until the module is attached, ready and has announced the served paths. The
     * first request in either direction is then not too early. The start fails with the reason if an attempt fails, at
     * the latest after attachTimeout plus the time of the other commands. If false, sends wait for the module to become
     * ready, and what the network sends before that is lost. Has no effect with connectOnStart=false.
     */
    public void setReadyOnStart(boolean readyOnStart) {
        this.readyOnStart = readyOnStart;
    }

    public boolean isShowResponseOptions() {
        return showResponseOptions;
    }

    /**
     * Whether the module shows the options of responses. If false, notifications look like other responses, so observe
     * is refused. In return, a peer cannot forge a line through an option value, which the module prints unescaped.
     */
    public void setShowResponseOptions(boolean showResponseOptions) {
        this.showResponseOptions = showResponseOptions;
    }

    public String getResources() {
        return resources;
    }

    /** Paths to announce to the network besides those of consumers, separated by commas; at most 50 bytes each. */
    public void setResources(String resources) {
        this.resources = resources;
    }

    public Bc66CoapOperation getOperation() {
        return operation;
    }

    /**
     * What the producer does. SEND: send a request. NOTIFY: notify the observers of a path. RESPOND: respond to a
     * request that a consumer took with manualReply. AT: send an AT command. STATUS: ask for the status of the last
     * confirmable message. RESET: renew the module's CoAP context and with it all DTLS sessions.
     */
    public void setOperation(Bc66CoapOperation operation) {
        this.operation = operation;
    }

    public String getHost() {
        return host;
    }

    /** IP address of the CoAP server. The module resolves no names. */
    public void setHost(String host) {
        this.host = host;
    }

    public Integer getPort() {
        return port;
    }

    /** UDP port of the CoAP server, 1 to 65535. Default: 5683, or 5684 with a pre-shared key. */
    public void setPort(Integer port) {
        this.port = port;
    }

    public Method getMethod() {
        return method;
    }

    /** Method of the request. Default: POST for an exchange with a body, otherwise GET. */
    public void setMethod(Method method) {
        this.method = method;
    }

    public MessageType getMessageType() {
        return messageType;
    }

    /** Message type of the request. */
    public void setMessageType(MessageType messageType) {
        this.messageType = messageType;
    }

    public String getUriPath() {
        return uriPath;
    }

    /**
     * Producer: path of the request, percent-encoded. In a URI, write it in RAW(), because Camel decodes everything
     * else. Consumer: take only requests to this path, and announce it to the network. With slash and asterisk at the
     * end: take also everything below this path, and announce nothing. Default: all requests.
     */
    public void setUriPath(String uriPath) {
        this.uriPath = uriPath;
    }

    public String getUriQuery() {
        return uriQuery;
    }

    /**
     * Query of the request, percent-encoded. In a URI, write it in RAW(), because Camel decodes everything else before
     * it splits the URI into options at each ampersand.
     */
    public void setUriQuery(String uriQuery) {
        this.uriQuery = uriQuery;
    }

    public String getContentFormat() {
        return contentFormat;
    }

    /** Content-Format of the request's body, as number or media type. The module sends only those of contentFormats. */
    public void setContentFormat(String contentFormat) {
        this.contentFormat = contentFormat;
    }

    public String getAccept() {
        return accept;
    }

    /**
     * Content-Format that the response should have, as number or media type. The module sends only those of
     * contentFormats.
     */
    public void setAccept(String accept) {
        this.accept = accept;
    }

    public Boolean getAwaitResponse() {
        return awaitResponse;
    }

    /** Whether the exchange continues only when the response has arrived. Default: true for CON, false for NON. */
    public void setAwaitResponse(Boolean awaitResponse) {
        this.awaitResponse = awaitResponse;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    /** Whether a response of 4.xx or 5.xx fails the exchange. If false, it is the result. */
    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public boolean isFailIfUnobserved() {
        return failIfUnobserved;
    }

    /**
     * Whether operation=NOTIFY fails if nobody observes the path. If false, the exchange succeeds with 0 notified
     * observers.
     */
    public void setFailIfUnobserved(boolean failIfUnobserved) {
        this.failIfUnobserved = failIfUnobserved;
    }

    public int getBlockSize() {
        return blockSize;
    }

    /**
     * Longer bodies of requests are sent block-wise (RFC 7959) in blocks of this many bytes: 16, 32, 64, 128, 256, 512 or
     * 1024. Blocks are smaller if a message would otherwise be longer than 1152 bytes, or 1115 over DTLS. The response to
     * a GET may be longer, too; the server chooses the size of its blocks. 0: no blocks in either direction.
     */
    public void setBlockSize(int blockSize) {
        this.blockSize = blockSize;
    }

    public String getCommand() {
        return command;
    }

    /**
     * Command line of operation=AT, at most 512 characters. Not allowed: several commands in one line (a semicolon),
     * the QCOAP commands, and commands that dial, leave command mode or change the line settings.
     */
    public void setCommand(String command) {
        this.command = command;
    }

    public boolean isWhenReady() {
        return whenReady;
    }

    /**
     * Whether operation=AT waits until the module is ready. If false, the command is also sent between the steps of the
     * module's initialisation and while the module waits for the network, without a CoAP context: signal, cell and
     * registration are of most interest then. In either case it waits up to sendTimeout for a module that does not
     * answer.
     */
    public void setWhenReady(boolean whenReady) {
        this.whenReady = whenReady;
    }

    public boolean isAllowCommandHeader() {
        return allowCommandHeader;
    }

    /**
     * Whether the header CamelBc66CoapCommand may replace the endpoint's command. Whoever can set that header then
     * controls the module.
     */
    public void setAllowCommandHeader(boolean allowCommandHeader) {
        this.allowCommandHeader = allowCommandHeader;
    }

    public String getDynamicOptions() {
        return dynamicOptions;
    }

    /**
     * Options that URIs built at runtime may set besides those of a message, separated by commas; device may be one of
     * them. On an endpoint of toD, wireTap or enrich: what its expressions may set. On the component: also what URIs of
     * an unknown author may set, for example those of recipientList or a ProducerTemplate. Whoever can write into such a
     * URI then controls these options.
     */
    public void setDynamicOptions(String dynamicOptions) {
        this.dynamicOptions = dynamicOptions;
    }

    public String getMethods() {
        return methods;
    }

    /** Methods of requests to take, separated by commas. Other requests get 4.05. Default: all. */
    public void setMethods(String methods) {
        this.methods = methods;
    }

    public String getEvents() {
        return events;
    }

    /**
     * What becomes an exchange, separated by commas. REQUEST: a request. RESPONSE: a response that no producer waited
     * for. RECOVERED: the module woke up from deep sleep. RESTARTED: it is ready again with a new CoAP context; the
     * body has the reason. OBSERVER_LOST: a peer no longer observes a path, but has not cancelled; its address and the
     * path are in the headers of a request, the reason is in the body. With uriPath or methods, the default is REQUEST
     * alone. Events are processed in order of arrival: each begins when the one before it has ended, asynchronous steps
     * included.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public Duration getSeparateAfter() {
        return separateAfter;
    }

    /**
     * A confirmable request without a response after this time gets an empty ACK. The response follows separately. 0s to
     * 24h.
     */
    public void setSeparateAfter(Duration separateAfter) {
        this.separateAfter = separateAfter;
    }

    public Duration getReplyTimeout() {
        return replyTimeout;
    }

    /** A request without a response after this time gets 5.03. 1ms to 24h. */
    public void setReplyTimeout(Duration replyTimeout) {
        this.replyTimeout = replyTimeout;
    }

    public boolean isManualReply() {
        return manualReply;
    }

    /**
     * Whether a confirmable request is acknowledged at once and the response comes later, from any route, through
     * operation=RESPOND.
     */
    public void setManualReply(boolean manualReply) {
        this.manualReply = manualReply;
    }

    public boolean isObservable() {
        return observable;
    }

    /** Whether peers can observe the path. operation=NOTIFY notifies them. */
    public void setObservable(boolean observable) {
        this.observable = observable;
    }

    public Duration getObserverPatience() {
        return observerPatience;
    }

    /**
     * How long to keep an observer of the path that does not acknowledge a notification, 0s to 24h. In this time it
     * gets confirmable notifications, and acknowledging one is enough to stay. 0s: drop it at once.
     */
    public void setObserverPatience(Duration observerPatience) {
        this.observerPatience = observerPatience;
    }

    public Bc66CoapTruncated getTruncated() {
        return truncated;
    }

    /**
     * What to do with a request whose body the module has cut. REJECT: respond 4.13 with the length that fits; the
     * route does not run. ACCEPT: run the route with the header CamelBc66CoapTruncated.
     */
    public void setTruncated(Bc66CoapTruncated truncated) {
        this.truncated = truncated;
    }

    public String getPeerBlockSizes() {
        return peerBlockSizes;
    }

    /**
     * Block sizes that peers may use for long bodies (RFC 7959), separated by commas: 16, 32, 64, 128, 256, 512 and
     * 1024. The module does not show that a body is one of several blocks. So a PUT or POST of exactly such a size gets
     * 4.13 and the route does not run, unless the body is complete JSON. 0: peers send no blocks.
     */
    public void setPeerBlockSizes(String peerBlockSizes) {
        this.peerBlockSizes = peerBlockSizes;
    }

    public boolean isObserve() {
        return observe;
    }

    /**
     * Whether to observe the resource at host and uriPath: registers on start, makes every notification an exchange,
     * deregisters on stop.
     */
    public void setObserve(boolean observe) {
        this.observe = observe;
    }

    public boolean isMuteException() {
        return muteException;
    }

    /**
     * Whether a failed route responds 5.00 with an empty body. If false, the body is the message of the exception, at
     * most 1024 bytes; the peer can read it.
     */
    public void setMuteException(boolean muteException) {
        this.muteException = muteException;
    }

    public HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    /** Which headers the component may read and write. The default knows only its own. */
    public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }
}

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
            description = "Decides which headers the component may read and write; the default knows just its own")
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
     * Baud rate of the line, 300 to 4000000; 8N1. With tcp://, that of the line behind the server, by which deadlines are
     * reckoned.
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
     * With DTLS, how many local ports from localPort on are used in turn, 1 to 100, none above 65535. A server may hold
     * the session of a client that has restarted, and ignore a new handshake from the same port for minutes; the next
     * one goes from another.
     */
    public void setLocalPorts(int localPorts) {
        this.localPorts = localPorts;
    }

    public int getDtlsRenewAfter() {
        return dtlsRenewAfter;
    }

    /**
     * After how many confirmable messages in a row without any message back from a DTLS server the module's CoAP context
     * is made anew, because the server may have forgotten the session, which it doesn't say. That ends the sessions with
     * all servers. 0 to 1000; 0: never.
     */
    public void setDtlsRenewAfter(int dtlsRenewAfter) {
        this.dtlsRenewAfter = dtlsRenewAfter;
    }

    public SeparateResponses getSeparateResponses() {
        return separateResponses;
    }

    /**
     * Whom a response is given to that comes separately from its acknowledgement, while the same server may still owe
     * the answer to an earlier request of which it may be the late one: the module doesn't show which request it answers.
     * STRICT: it is an event, not the answer to the request that waits. TRUST: it answers the request that waits, for
     * servers that never answer late.
     */
    public void setSeparateResponses(SeparateResponses separateResponses) {
        this.separateResponses = separateResponses;
    }

    public String getContentFormats() {
        return contentFormats;
    }

    /**
     * The Content-Formats that the module's firmware takes, by number, separated by commas. Other formats are refused. The
     * default is what the application note lists; 0,40,41,42,47,50,11542 also has the TLV of LwM2M.
     */
    public void setContentFormats(String contentFormats) {
        this.contentFormats = contentFormats;
    }

    /**
     * What {@link #getContentFormats()} says.
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

    /**
     * Identity of the pre-shared key, at most 150 bytes. With {@code secretKey}, all messages go over DTLS.
     */
    public void setPskIdentity(String pskIdentity) {
        this.pskIdentity = pskIdentity;
    }

    public String getSecretKey() {
        return secretKey;
    }

    /**
     * The pre-shared key in hexadecimal digits, at most 256 of them. With {@code pskIdentity}, all messages go
     * over DTLS.
     */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getSimPin() {
        return simPin;
    }

    /**
     * The SIM's PIN, 4 to 8 digits. It is sent only while the SIM asks for its PIN. One that was refused isn't sent again as
     * long as the program runs, because three wrong ones lock a SIM.
     */
    public void setSimPin(String simPin) {
        this.simPin = simPin;
    }

    public String getInitCommands() {
        return initCommands;
    }

    /**
     * AT command lines sent after each start of the module, before its CoAP context is made; separated by
     * semicolons. What the command option refuses is refused here, too, and keeps the endpoint from starting. A command
     * that the module refuses keeps it from becoming ready. Passwords of the SIM among them (the commands CPIN, CLCK and
     * CPWD) are treated with the same care as simPin, which is the better place for a PIN.
     */
    public void setInitCommands(String initCommands) {
        this.initCommands = initCommands;
    }

    public Duration getAttachTimeout() {
        return attachTimeout;
    }

    /** How long to wait for the module to attach to the network, 0s to 24h. 0s: don't ask. */
    public void setAttachTimeout(Duration attachTimeout) {
        this.attachTimeout = attachTimeout;
    }

    public Duration getCommandTimeout() {
        return commandTimeout;
    }

    /** Deadline of the reply to an AT command after it has left the line, 1ms to 10m. */
    public void setCommandTimeout(Duration commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    public Duration getSendTimeout() {
        return sendTimeout;
    }

    /**
     * Deadline of the module's report that it has sent a message where a DTLS handshake comes before that, 1ms to 24h; other
     * messages have commandTimeout. Also how long a single command waits for a module that isn't ready.
     */
    public void setSendTimeout(Duration sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * Deadline of a CoAP response after its request has been sent, 1ms to 24h (MAX_TRANSMIT_WAIT of RFC 7252). Also
     * how long a waiting send puts up with a module that isn't ready, or a server with which no DTLS session can be had.
     */
    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public Duration getReconnectDelay() {
        return reconnectDelay;
    }

    /**
     * How long to wait before a lost line or module is looked for again, or a failed DTLS handshake is tried again, 1ms
     * to 24h; doubles with each attempt.
     */
    public void setReconnectDelay(Duration reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public Duration getReconnectMaxDelay() {
        return reconnectMaxDelay;
    }

    /** The longest wait between attempts to get a lost line or module back, or a DTLS session, 1ms to 24h. */
    public void setReconnectMaxDelay(Duration reconnectMaxDelay) {
        this.reconnectMaxDelay = reconnectMaxDelay;
    }

    public Duration getKeepAliveInterval() {
        return keepAliveInterval;
    }

    /**
     * After how much silence, 0s to 24h, an AT command shows whether the module is still there, and its settings whether it has restarted
     * unnoticed. 0s: never.
     */
    public void setKeepAliveInterval(Duration keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public WakeUp getWakeUp() {
        return wakeUp;
    }

    /**
     * How a module is woken: not at all, by repeating AT until it is answered, or first by a pulse on the DTR or
     * RTS line wired to PSM_EINT. Unless it is not at all, an AT also goes out before a command that ends a silence of 5
     * seconds or more, as the module may doze.
     */
    public void setWakeUp(WakeUp wakeUp) {
        this.wakeUp = wakeUp;
    }

    public int getQueueSize() {
        return queueSize;
    }

    /** How many sends may wait for the module, 1 to 10000, and as many single commands. One more fails at once. */
    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    public boolean isConnectOnStart() {
        return connectOnStart;
    }

    /**
     * Whether the first start waits until the module answers, and fails with the reason if it doesn't. Otherwise
     * start returns at once, and connecting goes on behind it.
     */
    public void setConnectOnStart(boolean connectOnStart) {
        this.connectOnStart = connectOnStart;
    }

    public boolean isReadyOnStart() {
        return readyOnStart;
    }

    /**
     * Whether the first start waits longer, until the module is attached and ready and has been told of the paths that are served: the
     * first request, either way, isn't too early then. It fails with the reason if an attempt to get there does, at the latest after
     * attachTimeout and what the other commands may take. Without, sends wait for a module that isn't ready, and what the network sends
     * to it is lost. Has no effect with connectOnStart=false.
     */
    public void setReadyOnStart(boolean readyOnStart) {
        this.readyOnStart = readyOnStart;
    }

    public boolean isShowResponseOptions() {
        return showResponseOptions;
    }

    /**
     * Whether responses come with their options. Without, notifications can't be told from other responses, but
     * what a peer puts into an option's value, which the module prints as it is, can't forge a line.
     */
    public void setShowResponseOptions(boolean showResponseOptions) {
        this.showResponseOptions = showResponseOptions;
    }

    public String getResources() {
        return resources;
    }

    /**
     * Paths to announce to the network besides those of consumers, separated by commas; at most 50 bytes each.
     */
    public void setResources(String resources) {
        this.resources = resources;
    }

    public Bc66CoapOperation getOperation() {
        return operation;
    }

    /**
     * What the producer does: SEND a request; NOTIFY the observers of a path; RESPOND to a request that a consumer
     * took with manualReply; send an AT command; ask for the STATUS of the last confirmable message; or RESET, which makes
     * the module's CoAP context anew, and with it all DTLS sessions.
     */
    public void setOperation(Bc66CoapOperation operation) {
        this.operation = operation;
    }

    public String getHost() {
        return host;
    }

    /** The CoAP server's IP address. The module resolves no names. */
    public void setHost(String host) {
        this.host = host;
    }

    public Integer getPort() {
        return port;
    }

    /** The CoAP server's UDP port, 1 to 65535. When none is given, it is 5683, with a pre-shared key 5684. */
    public void setPort(Integer port) {
        this.port = port;
    }

    public Method getMethod() {
        return method;
    }

    /** Method of the request. Without: POST for an exchange with a body, else GET. */
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
     * Producer: path of the request, percent-encoded; in a URI that holds within RAW() only, as Camel decodes the rest
     * itself. Consumer: only requests to this path, which is also
     * announced to the network; with slash and asterisk at the end, that path and everything below, which can't be
     * announced.
     * Without: all requests.
     */
    public void setUriPath(String uriPath) {
        this.uriPath = uriPath;
    }

    public String getUriQuery() {
        return uriQuery;
    }

    /**
     * Query of the request, percent-encoded; in a URI that holds within RAW() only, as Camel decodes the rest itself,
     * and an encoded ampersand before it tells options apart.
     */
    public void setUriQuery(String uriQuery) {
        this.uriQuery = uriQuery;
    }

    public String getContentFormat() {
        return contentFormat;
    }

    /**
     * Content-Format of the request's body, as number or media type. The module sends 0, 40, 41, 42, 47 and 50
     * only.
     */
    public void setContentFormat(String contentFormat) {
        this.contentFormat = contentFormat;
    }

    public String getAccept() {
        return accept;
    }

    /**
     * Content-Format that the response should have, as number or media type. The module sends 0, 40, 41, 42, 47
     * and 50 only.
     */
    public void setAccept(String accept) {
        this.accept = accept;
    }

    public Boolean getAwaitResponse() {
        return awaitResponse;
    }

    /**
     * Whether the exchange goes on only when the response is there. When this isn't given, it is true for CON and false
     * for NON.
     */
    public void setAwaitResponse(Boolean awaitResponse) {
        this.awaitResponse = awaitResponse;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    /** Whether a response of 4.xx or 5.xx fails the exchange. Otherwise it is the result. */
    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public boolean isFailIfUnobserved() {
        return failIfUnobserved;
    }

    /** Whether operation=NOTIFY fails when nobody observes the path. Otherwise the result is that nobody was notified. */
    public void setFailIfUnobserved(boolean failIfUnobserved) {
        this.failIfUnobserved = failIfUnobserved;
    }

    public int getBlockSize() {
        return blockSize;
    }

    /**
     * Bodies above this many bytes go block-wise (RFC 7959), and so do responses: 16, 32, 64, 128, 256, 512 or
     * 1024. Blocks are smaller where a message would be longer than 1152 bytes otherwise, 1115 over DTLS. 0: never.
     */
    public void setBlockSize(int blockSize) {
        this.blockSize = blockSize;
    }

    public String getCommand() {
        return command;
    }

    /**
     * The command line of the AT operation, at most 512 characters. Refused are several commands in one line (a
     * semicolon), the QCOAP commands, and those that dial, leave command mode or change how bytes travel on the line.
     */
    public void setCommand(String command) {
        this.command = command;
    }

    public boolean isWhenReady() {
        return whenReady;
    }

    /**
     * Whether operation=AT waits until the module is ready. If not, a module that answers AT is asked between the steps of its start and
     * while it waits for the network, though it has no CoAP context yet: for signal, cell and registration, which are wanted most just
     * then. A module that doesn't answer is waited for in either case, for sendTimeout.
     */
    public void setWhenReady(boolean whenReady) {
        this.whenReady = whenReady;
    }

    public boolean isAllowCommandHeader() {
        return allowCommandHeader;
    }

    /**
     * Whether the header CamelBc66CoapCommand may replace the endpoint's command. Whoever can set that header then
     * has the module in their hands.
     */
    public void setAllowCommandHeader(boolean allowCommandHeader) {
        this.allowCommandHeader = allowCommandHeader;
    }

    public String getDynamicOptions() {
        return dynamicOptions;
    }

    /**
     * Options besides those of a message that may be made while routes run, separated by commas; device is one of them.
     * On an endpoint of toD, wireTap or enrich: what its expressions may give. On the component: also what may be in
     * a URI of which it isn't known what its author wrote, as of recipientList or a ProducerTemplate. Whoever can write
     * into such a URI then has these options in their hands.
     */
    public void setDynamicOptions(String dynamicOptions) {
        this.dynamicOptions = dynamicOptions;
    }

    public String getMethods() {
        return methods;
    }

    /** Methods of requests that are taken, separated by commas; others are answered 4.05. Without: all. */
    public void setMethods(String methods) {
        this.methods = methods;
    }

    public String getEvents() {
        return events;
    }

    /**
     * What becomes an exchange, separated by commas: REQUEST; RESPONSE, one that no producer was waiting for;
     * RECOVERED, the module woke up from deep sleep; RESTARTED, it is ready again with a new CoAP context, and the body says
     * why; OBSERVER_LOST, a peer observes a path no more without having asked for that: its address and the path are in the
     * headers of the request, the cause is the body. With uriPath or methods, the default is REQUEST alone. Events are
     * processed in order of arrival: one begins when the last has ended, asynchronous steps included.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public Duration getSeparateAfter() {
        return separateAfter;
    }

    /**
     * When a confirmable request has no reply by then, an empty ACK goes out, and the reply follows as a separate
     * response. 0s to 24h.
     */
    public void setSeparateAfter(Duration separateAfter) {
        this.separateAfter = separateAfter;
    }

    public Duration getReplyTimeout() {
        return replyTimeout;
    }

    /** When a request has no reply by then, it is answered 5.03. 1ms to 24h. */
    public void setReplyTimeout(Duration replyTimeout) {
        this.replyTimeout = replyTimeout;
    }

    public boolean isManualReply() {
        return manualReply;
    }

    /**
     * Whether a confirmable request is acknowledged at once, and the response comes later, from any route, by
     * operation=RESPOND.
     */
    public void setManualReply(boolean manualReply) {
        this.manualReply = manualReply;
    }

    public boolean isObservable() {
        return observable;
    }

    /** Whether peers can observe the path; operation=NOTIFY reaches those who do. */
    public void setObservable(boolean observable) {
        this.observable = observable;
    }

    public Duration getObserverPatience() {
        return observerPatience;
    }

    /**
     * How long an observer of the path is kept that doesn't acknowledge a notification, 0s to 24h. Meanwhile notifications
     * go to it as confirmable messages; one that it acknowledges makes all well. 0s: not at all.
     */
    public void setObserverPatience(Duration observerPatience) {
        this.observerPatience = observerPatience;
    }

    public Bc66CoapTruncated getTruncated() {
        return truncated;
    }

    /**
     * What becomes of a request whose body the module has cut: REJECT answers 4.13 with the length that fits, and the
     * route doesn't run; ACCEPT runs it with the header CamelBc66CoapTruncated.
     */
    public void setTruncated(Bc66CoapTruncated truncated) {
        this.truncated = truncated;
    }

    public String getPeerBlockSizes() {
        return peerBlockSizes;
    }

    /**
     * The sizes of blocks in which peers may send long bodies (RFC 7959), separated by commas, of 16, 32, 64, 128, 256, 512
     * and 1024. The module doesn't show that a body is one block of several. So a PUT or POST of exactly so many bytes is
     * answered 4.13 and the route doesn't run, unless it is JSON that ends there. 0: peers send no blocks.
     */
    public void setPeerBlockSizes(String peerBlockSizes) {
        this.peerBlockSizes = peerBlockSizes;
    }

    public boolean isObserve() {
        return observe;
    }

    /**
     * Whether to observe the resource at host and uriPath: registers on start, every notification is an exchange,
     * deregisters on stop.
     */
    public void setObserve(boolean observe) {
        this.observe = observe;
    }

    public boolean isMuteException() {
        return muteException;
    }

    /**
     * Whether a failed route answers 5.00 with an empty body. Otherwise the exception's message is the body, for
     * the peer to read; up to 1024 bytes of it.
     */
    public void setMuteException(boolean muteException) {
        this.muteException = muteException;
    }

    public HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    /** Decides which headers the component may read and write; the default knows just its own. */
    public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }
}

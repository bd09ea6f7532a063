// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.TimeUtils;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.node.InvalidLwM2mPathException;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.argument.Arguments;
import org.eclipse.leshan.core.request.argument.InvalidArgumentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.UnobservedException;

/**
 * A LwM2M resource whose value comes from a route. Bean of the Kamelet {@code bc66-lwm2m-resource}: {@link #request} prepares the request
 * for the steps, {@link #reply} makes the response from their body. As the route's policy it also runs the route by itself, to sample the
 * value for observers.
 *
 * <p>Any thread. Holds no lock while the route runs.
 */
public final class Lwm2mResource extends DevicePolicy {
    private static final Logger LOG = LoggerFactory.getLogger(Lwm2mResource.class);
    /** Marks this class's own exchanges: the value stays unencoded. */
    private static final String RAW = "CamelBc66Lwm2mRaw";

    private static final String MODEL = "MODEL";
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    /** The pause after a failed sample; less if {@code sample} is less. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** So long after its response a peer may begin to observe: MAX_TRANSMIT_WAIT of a request (RFC 7252 section 4.8.2). */
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(93);

    private LwM2mPath path;
    private String typeName = MODEL;
    private String operationNames = MODEL;
    private Duration sample = Duration.ofSeconds(10);
    private String folder;

    private ObjectModels models;
    private Lwm2mCodec codec;
    private Type type;
    private Operations operations;
    private boolean multiple;
    private Lwm2mDevice device;
    private volatile Route route;

    private final NotificationPace pace = new NotificationPace();
    private NotificationAttributes attributes = NotificationAttributes.NONE;
    private NotificationAttributes defaultsSeen = NotificationAttributes.NONE;
    private boolean observed;
    /** When the last response was made that begins an observation. */
    private long grantedAt;
    /** The only observer as far as known; empty if there are several. */
    private String observer = "";

    private boolean sampling;
    private long round;

    /**
     * The path, such as {@code /3303/0/5700}.
     *
     * @throws IllegalArgumentException when it is not the path of a resource
     */
    public void setPath(String path) {
        try {
            this.path = new LwM2mPath(path);
        } catch (InvalidLwM2mPathException e) {
            throw new IllegalArgumentException("path: " + e.getMessage(), e);
        }
        if (!this.path.isResource()) {
            throw new IllegalArgumentException(
                    "path: must be object, instance and resource, as /3/0/9, but is " + path);
        }
    }

    /** The type of the value: STRING, INTEGER and so on; MODEL for that of the object model, text without one. */
    public void setType(String type) {
        typeName = type.toUpperCase(Locale.ROOT);
    }

    /** The permitted operations: R, W, RW or E; MODEL for those of the object model, R without one. */
    public void setOperations(String operations) {
        operationNames = operations.toUpperCase(Locale.ROOT);
    }

    /** How often the route runs while the value is observed; at least 100ms. */
    public void setSample(String sample) {
        this.sample = TimeUtils.toDuration(sample);
        if (this.sample.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("sample: must be 100ms at least but is " + sample);
        }
    }

    /** Folder of object models; empty for the standard ones alone. */
    public void setModels(String models) {
        folder = models;
    }

    @Override
    public void onInit(Route initiated) {
        models = ObjectModels.of(folder);
        ResourceModel known = models.resource(path).orElse(null);
        type = typeName.equals(MODEL) ? known == null ? Type.STRING : known.type : option("type", typeName, Type.class);
        operations = operationNames.equals(MODEL)
                ? known == null ? Operations.R : known.operations
                : option("operations", operationNames, Operations.class);
        multiple = known != null && known.multiple;
        models = addTo(models);
        codec = new Lwm2mCodec(models);
        device = Lwm2mDevice.of(initiated.getCamelContext(), deviceName);
    }

    private static <E extends Enum<E>> E option(String name, String value, Class<E> of) {
        try {
            return Enum.valueOf(of, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": must be one of " + java.util.List.of(of.getEnumConstants())
                    + " or MODEL but is " + value);
        }
    }

    @Override
    public void onStart(Route started) {
        route = started;
        device.add(this);
    }

    @Override
    public void onStop(Route stopped) {
        route = null;
        synchronized (this) {
            observed = false;
            round++;
        }
        device.remove(this);
    }

    LwM2mPath path() {
        return path;
    }

    Type type() {
        return type;
    }

    boolean isReadable() {
        return operations.isReadable();
    }

    ObjectModels addTo(ObjectModels known) {
        return known.with(path, type, operations, multiple);
    }

    synchronized boolean isObserved() {
        return observed;
    }

    /** When an observer last accepted a value, in the time of {@link System#nanoTime()}. */
    synchronized long acceptedAt() {
        // a value that only the last of several observers has got is none of the pace's
        return grantedAt - pace.notifiedAt() > 0 ? grantedAt : pace.notifiedAt();
    }

    /** The attributes in force. The Server object gives pmin and pmax unless the platform has written others. */
    synchronized NotificationAttributes attributes() {
        NotificationAttributes defaults = device.defaults();
        if (!defaults.equals(defaultsSeen)) {
            Duration pmin = attributes.pmin().equals(defaultsSeen.pmin()) ? defaults.pmin() : attributes.pmin();
            attributes = attributes.with(
                    pmin, attributes.pmax().equals(defaultsSeen.pmax()) ? defaults.pmax() : attributes.pmax());
            defaultsSeen = defaults;
        }
        return attributes;
    }

    /**
     * Sets the body and the header {@link Lwm2mConstants#OPERATION} for the steps. Answers a request that fails, and ends the route.
     */
    public void request(Exchange exchange) {
        Message message = exchange.getMessage();
        try {
            Lwm2mOperation operation = operation(message);
            if (operation == null) {
                message.setBody(null);
                exchange.setRouteStop(true);
            } else {
                message.setHeader(Lwm2mConstants.OPERATION, operation);
            }
        } catch (Lwm2mException e) {
            refuse(message, e);
            exchange.setRouteStop(true);
        }
    }

    /** @return {@code null} when the request needs no steps */
    private Lwm2mOperation operation(Message message) {
        String method = message.getHeader(Bc66CoapConstants.REQUEST_METHOD, String.class);
        if (method.equals("GET")) {
            if (!isReadable()) {
                throw Lwm2mException.notAllowed(path + " can't be read");
            }
            message.setBody(null);
            return Lwm2mOperation.READ;
        }
        if (method.equals("POST") && operations.isExecutable()) {
            message.setBody(arguments(payload(message)));
            return Lwm2mOperation.EXECUTE;
        }
        String query = method.equals("PUT") ? attributes(message) : null;
        if (query != null) {
            writeAttributes(query);
            return null;
        }
        requireWritable();
        if (message.getExchange().getProperty(RAW) == null) {
            message.setBody(codec.decode(
                    path,
                    payload(message),
                    message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, Integer.class)));
        }
        return Lwm2mOperation.WRITE;
    }

    /** Only their syntax is checked here. */
    private String arguments(byte[] payload) {
        String text = new String(payload, java.nio.charset.StandardCharsets.UTF_8);
        try {
            Arguments.parse(text);
        } catch (InvalidArgumentException e) {
            throw new Lwm2mException("4.00", "arguments: " + e.getMessage(), e);
        }
        return text;
    }

    void requireWritable() {
        if (!operations.isWritable()) {
            throw Lwm2mException.notAllowed(path + " can't be written");
        }
    }

    /** Write-Attributes. */
    void writeAttributes(String query) {
        synchronized (this) {
            attributes = attributesWith(query);
        }
        sampleNow();
    }

    /** @throws Lwm2mException 4.00 when they are malformed, or contradict those in force */
    synchronized NotificationAttributes attributesWith(String query) {
        return attributes().with(query, device.defaults());
    }

    /** The query of a Write-Attributes, which has neither payload nor Content-Format; {@code null} for another request. */
    static String attributes(Message message) {
        String query = message.getHeader(Bc66CoapConstants.REQUEST_URI_QUERY, String.class);
        boolean isWriteAttributes = message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT) == null
                && payload(message).length == 0
                && query != null
                && !query.isEmpty();
        return isWriteAttributes ? query : null;
    }

    static byte[] payload(Message message) {
        byte[] payload = message.getBody(byte[].class);
        return payload == null ? new byte[0] : payload;
    }

    /** Answers with code and reason. */
    static void refuse(Message message, Lwm2mException refusal) {
        message.setHeader(Bc66CoapConstants.REPLY_CODE, refusal.getCode());
        message.removeHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT);
        message.setBody(refusal.getMessage());
    }

    /** Makes the response from the body after the steps; 4.04 without one. A reply code that the route has set takes precedence. */
    public void reply(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean raw = exchange.getProperty(RAW) != null;
        String code = message.getHeader(Bc66CoapConstants.REPLY_CODE, String.class);
        boolean isRead = message.getHeader(Lwm2mConstants.OPERATION) == Lwm2mOperation.READ;
        if (!isRead && (code == null || code.startsWith("2"))) {
            sampleNow();
        }
        if (code != null) {
            return;
        }
        if (!isRead) {
            message.setBody(null);
            return;
        }
        Object value = ResourceValues.ofBody(exchange, message.getBody(), type == Type.OPAQUE);
        if (value == null && !raw) {
            refuse(message, new Lwm2mException("4.04", path + " has no value"));
        } else if (raw) {
            message.setBody(value);
        } else {
            try {
                encode(message, value);
            } catch (Lwm2mException e) {
                refuse(message, e);
            }
        }
    }

    private void encode(Message message, Object value) {
        boolean observes =
                Integer.valueOf(0).equals(message.getHeader(Bc66CoapConstants.REQUEST_OBSERVE, Integer.class));
        EncodedValue encoded = encoded(value);
        message.setBody(encoded.bytes);
        message.setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, encoded.format);
        if (observes) {
            observe(
                    message.getHeader(Bc66CoapConstants.REQUEST_HOST) + " "
                            + message.getHeader(Bc66CoapConstants.REQUEST_PORT),
                    encoded,
                    value);
        }
    }

    /** Without TLV, a multiple resource goes as text if it has just one instance. */
    private EncodedValue encoded(Object value) {
        boolean tlv = device.sends(ContentFormat.TLV_CODE);
        Object one = value instanceof Map<?, ?> map && map.size() == 1 && !tlv
                ? map.values().iterator().next()
                : value;
        if (one instanceof Map && !tlv) {
            throw new Lwm2mException(
                    "4.06",
                    path + " has several instances, which only go as TLV (11542); the module doesn't send it, so"
                            + " read one of them by a resource of its own");
        }
        boolean asTlv = one instanceof Map || multiple && tlv;
        int format = asTlv ? ContentFormat.TLV_CODE : codec.usualFormat(path, one);
        return new EncodedValue(codec.encode(path, one, format), format);
    }

    /** Others that observe already have not got this value: it is still due for them. */
    private void observe(String peer, EncodedValue encoded, Object value) {
        synchronized (this) {
            boolean isOnly = !observed || observer.equals(peer);
            observed = true;
            observer = isOnly ? peer : "";
            grantedAt = System.nanoTime();
            if (isOnly) {
                pace.notified(encoded.key(number(value)), number(value), grantedAt);
            }
        }
        scheduleSample();
    }

    private OptionalDouble number(Object value) {
        if (value instanceof Map || !(type == Type.INTEGER || type == Type.UNSIGNED_INTEGER || type == Type.FLOAT)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(((Number) ResourceValues.toModel(
                        type == Type.UNSIGNED_INTEGER ? Type.FLOAT : type,
                        value instanceof Number ? value.toString() : value))
                .doubleValue());
    }

    void scheduleSample() {
        scheduleSample(AT_ONCE);
    }

    /** The value or its attributes may have changed. */
    private void sampleNow() {
        long mine;
        synchronized (this) {
            if (!observed) {
                return;
            }
            mine = ++round;
        }
        device.schedule(() -> sampleFor(mine), AT_ONCE.toMillis());
    }

    /** Schedules the next sample in place of the one that was due, at the earliest after {@code least}. */
    private void scheduleSample(Duration least) {
        long mine;
        Duration wait;
        synchronized (this) {
            if (!observed) {
                return;
            }
            mine = ++round;
            wait = pace.nextSample(attributes(), sample, System.nanoTime());
        }
        device.schedule(() -> sampleFor(mine), Math.max(least.toMillis(), wait.toMillis()));
    }

    /** One at a time: two would both find a notification due, and the older value might arrive last. */
    private void sampleFor(long mine) {
        synchronized (this) {
            if (sampling || !isCurrent(mine)) {
                return;
            }
            sampling = true;
        }
        boolean done = false;
        try {
            Object value = readValue();
            done = value != null && notifyOf(value);
        } catch (Exception e) {
            LOG.warn("{}: its observers can't be notified: {}", path, e.getMessage());
        } finally {
            // also after an Error, else there would never be another sample
            sampled(mine, done);
        }
    }

    private void sampled(long mine, boolean done) {
        boolean isLatest;
        synchronized (this) {
            sampling = false;
            isLatest = isCurrent(mine);
        }
        if (!isLatest) {
            // another may have been due meanwhile
            sampleNow();
        } else {
            // what is due stays due: without a pause, retries would follow at once
            scheduleSample(done ? AT_ONCE : sample.compareTo(PAUSE) < 0 ? sample : PAUSE);
        }
    }

    /** Whether no other sample has been scheduled since. */
    private synchronized boolean isCurrent(long look) {
        return observed && look == round;
    }

    /** @return whether no notification was due, or it has arrived */
    private boolean notifyOf(Object value) {
        EncodedValue encoded = encoded(value);
        OptionalDouble number = number(value);
        synchronized (this) {
            if (!pace.isDue(attributes(), encoded.key(number), number, System.nanoTime())) {
                return true;
            }
        }
        String uri = device.uri("operation=NOTIFY&failIfUnobserved=true&uriPath=" + path);
        Exchange sent =
                device.template().send(uri, exchange -> exchange.getMessage().setBody(encoded.bytes));
        Exception failure = sent.getException();
        synchronized (this) {
            if (failure instanceof UnobservedException) {
                // the response may be on its way, or go out once more for a copy of the request
                observed &= System.nanoTime() - grantedAt < BEGINS_WITHIN.toNanos();
            } else if (failure == null) {
                pace.notified(encoded.key(number), number, System.nanoTime());
            }
        }
        if (failure != null && !(failure instanceof UnobservedException)) {
            LOG.debug("{}: a notification did not arrive: {}", path, failure.getMessage());
        }
        return failure == null;
    }

    /**
     * Runs the route for the present value.
     *
     * @throws Exception that the route has ended with
     */
    Object readValue() throws Exception {
        return run("GET", null).getBody();
    }

    /** @throws Lwm2mException with the code of the route's reply, 5.00 when it has failed */
    void writeValue(Object value) {
        try {
            run("PUT", value);
        } catch (Lwm2mException e) {
            throw e;
        } catch (Exception e) {
            throw new Lwm2mException("5.00", "", e);
        }
    }

    private Message run(String method, Object body) throws Exception {
        Route current = route;
        if (current == null) {
            throw new Lwm2mException("4.04", path + " has stopped");
        }
        Exchange exchange = DefaultExchange.newFromEndpoint(current.getEndpoint(), ExchangePattern.InOut);
        exchange.setProperty(RAW, true);
        exchange.getExchangeExtension().setFromRouteId(current.getRouteId());
        exchange.getMessage().setHeader(Bc66CoapConstants.REQUEST_METHOD, method);
        exchange.getMessage().setBody(body);
        current.getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        String code = exchange.getMessage().getHeader(Bc66CoapConstants.REPLY_CODE, String.class);
        if (code != null && !code.startsWith("2")) {
            throw new Lwm2mException(code, String.valueOf(exchange.getMessage().getBody()));
        }
        return exchange.getMessage();
    }

    private record EncodedValue(byte[] bytes, int format) {
        /** Equal for equal values. */
        Object key(OptionalDouble number) {
            return number.isPresent() ? (Object) number.getAsDouble() : bytes;
        }
    }
}

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
 * A resource of LwM2M whose value a route gives: what is around that route in the Kamelet {@code bc66-lwm2m-resource}. {@link
 * #request} makes of a request what the platform wants, {@link #reply} makes of the route's body what it gets. As the route's policy
 * it knows the route, and runs it by itself to see whether observers are to be told of another value.
 *
 * <p>Any thread. No lock is held while the route runs.
 */
public final class Lwm2mResource extends DevicePolicy {
    private static final Logger LOG = LoggerFactory.getLogger(Lwm2mResource.class);
    /** Of an exchange of ours: the value as it is, not encoded. */
    private static final String RAW = "CamelBc66Lwm2mRaw";

    private static final String MODEL = "MODEL";
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    /** Between two looks of which the first came to nothing; less where samples are taken more often. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

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
    private long round;

    /**
     * Where it is, as {@code /3303/0/5700}.
     *
     * @throws IllegalArgumentException when it isn't a path of a resource
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

    /** The type of its value, if the object model has none or another: STRING, INTEGER and so on; MODEL for that of the model. */
    public void setType(String type) {
        typeName = type.toUpperCase(Locale.ROOT);
    }

    /** What can be done with it: R, W, RW or E; MODEL for what the object model says, R without one. */
    public void setOperations(String operations) {
        operationNames = operations.toUpperCase(Locale.ROOT);
    }

    /** How often the route is asked for the value while somebody observes it. */
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
        return known.with(path, type, operations);
    }

    synchronized boolean isObserved() {
        return observed;
    }

    /** Those in force; pmin and pmax of the Server object, where a platform has written no others. */
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
     * What the platform wants: the body and the header {@link Lwm2mConstants#OPERATION} say it to the route. What can't be done is answered
     * here, and the route ends.
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

    /** @return {@code null} when all is done */
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
            write(query);
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

    /** Checked, as what they mean is the route's business. */
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
    void write(String query) {
        synchronized (this) {
            attributes = written(query);
        }
        lookSoon();
    }

    /** @throws Lwm2mException 4.00 when they aren't any, or contradict those that are in force */
    synchronized NotificationAttributes written(String query) {
        return attributes().with(query, device.defaults());
    }

    /** The query of a Write-Attributes, which has neither payload nor Content-Format; {@code null} when it is something else. */
    static String attributes(Message message) {
        String query = message.getHeader(Bc66CoapConstants.REQUEST_URI_QUERY, String.class);
        boolean isMere = message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT) == null
                && payload(message).length == 0
                && query != null
                && !query.isEmpty();
        return isMere ? query : null;
    }

    static byte[] payload(Message message) {
        byte[] payload = message.getBody(byte[].class);
        return payload == null ? new byte[0] : payload;
    }

    /** Answers with the code, and why. */
    static void refuse(Message message, Lwm2mException refusal) {
        message.setHeader(Bc66CoapConstants.REPLY_CODE, refusal.getCode());
        message.removeHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT);
        message.setBody(refusal.getMessage());
    }

    /** What the platform gets for the body that the route has ended with; none is 4.04. A route that has set the reply's code has its way. */
    public void reply(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean raw = exchange.getProperty(RAW) != null;
        if (message.getHeader(Bc66CoapConstants.REPLY_CODE) != null) {
            return;
        }
        if (message.getHeader(Lwm2mConstants.OPERATION) != Lwm2mOperation.READ) {
            message.setBody(null);
            lookSoon();
            return;
        }
        Object value = value(message);
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

    private static Object value(Message message) {
        Object body = message.getBody();
        return body == null
                        || body instanceof Map
                        || body instanceof Number
                        || body instanceof Boolean
                        || body instanceof byte[]
                        || body instanceof java.util.Date
                        || body instanceof java.time.Instant
                ? body
                : message.getBody(String.class);
    }

    private void encode(Message message, Object value) {
        boolean observes =
                Integer.valueOf(0).equals(message.getHeader(Bc66CoapConstants.REQUEST_OBSERVE, Integer.class));
        Encoded encoded = encoded(value);
        message.setBody(encoded.bytes);
        message.setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, encoded.format);
        if (observes) {
            observe(encoded, value);
        }
    }

    /** A resource of several instances goes as text, if it has just one and TLV can't go. */
    private Encoded encoded(Object value) {
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
        return new Encoded(codec.encode(path, one, format), format);
    }

    private void observe(Encoded told, Object value) {
        synchronized (this) {
            observed = true;
            pace.told(told.key(number(value)), number(value), System.nanoTime());
        }
        lookSoon();
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

    private void lookSoon() {
        lookSoon(AT_ONCE);
    }

    /** Looks at the value when its turn comes, which may be another than it was, but not earlier than after {@code least}. */
    private void lookSoon(Duration least) {
        long mine;
        Duration wait;
        synchronized (this) {
            if (!observed) {
                return;
            }
            mine = ++round;
            wait = pace.nextLook(attributes(), sample, System.nanoTime());
        }
        device.schedule(() -> look(mine), Math.max(least.toMillis(), wait.toMillis()));
    }

    private void look(long mine) {
        if (!isCurrent(mine)) {
            return;
        }
        boolean told = false;
        try {
            Object value = readValue();
            told = value != null && tell(value, mine);
        } catch (Exception e) {
            LOG.warn("{}: its observers can't be told: {}", path, e.getMessage());
        }
        if (isCurrent(mine)) {
            // what is due stays due: without a pause it would be tried again and again
            lookSoon(told ? AT_ONCE : sample.compareTo(PAUSE) < 0 ? sample : PAUSE);
        }
    }

    /** Whether nothing has led to another look since then. */
    private synchronized boolean isCurrent(long look) {
        return observed && look == round;
    }

    /** @return whether there was nothing to tell, or it has arrived */
    private boolean tell(Object value, long mine) {
        Encoded encoded = encoded(value);
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
                // unless somebody has begun to observe meanwhile
                observed &= mine != round;
            } else if (failure == null) {
                pace.told(encoded.key(number), number, System.nanoTime());
            }
        }
        if (failure != null && !(failure instanceof UnobservedException)) {
            LOG.debug("{}: a notification did not arrive: {}", path, failure.getMessage());
        }
        return failure == null;
    }

    /**
     * What the route gives as value now.
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

    private record Encoded(byte[] bytes, int format) {
        /** What tells two values apart. */
        Object key(OptionalDouble number) {
            return number.isPresent() ? (Object) number.getAsDouble() : bytes;
        }
    }
}

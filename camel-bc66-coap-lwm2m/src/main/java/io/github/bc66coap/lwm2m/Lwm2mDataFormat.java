// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.io.InputStream;
import java.io.OutputStream;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Dataformat;
import org.apache.camel.support.service.ServiceSupport;
import org.eclipse.leshan.core.node.InvalidLwM2mPathException;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.request.ContentFormat;

import io.github.bc66coap.camel.Bc66CoapConstants;

/**
 * Resources and object instances of LwM2M, in text, opaque or TLV.
 *
 * <p>The body of a single resource is its value: String, Long, BigInteger (unsigned), Double, Boolean, {@code byte[]}, Instant, or text
 * such as {@code 3:0} for an object link. Marshalling also accepts text for each type. A multiple resource is a map from instance ids to
 * values, an object instance a map from resource ids to either.
 *
 * <p>The option {@code path} names the resource, else the header {@code CamelBc66Lwm2mPath}, else the path of the request. The object
 * model gives its type: OMA's objects 0 to 7 and 21, object 19, and those of the folder {@code models}.
 *
 * <p>A payload that is unreadable or contradicts the model ends with {@link Lwm2mException}, which also sets the code of the reply: a
 * route that handles the exception answers 4.15 or 4.00.
 */
@Dataformat("lwm2m")
@Metadata(firstVersion = "1.0.0", title = "LwM2M")
public class Lwm2mDataFormat extends ServiceSupport implements DataFormat, DataFormatName {
    @Metadata(
            description = "Path of the resource or object instance, such as /3/0/9. The default is the header"
                    + " CamelBc66Lwm2mPath, or else the path of the request")
    private String path;

    @Metadata(
            description =
                    "Content-Format: 0 (text), 42 (opaque) or 11542 (TLV). By default, unmarshal takes that of the request or"
                            + " response, and marshal what fits: opaque or text for one value, TLV for several")
    private Integer contentFormat;

    @Metadata(description = "Folder of further object models in XML, as OMA publishes them")
    private String models;

    private volatile Lwm2mCodec codec = new Lwm2mCodec(ObjectModels.STANDARD);

    @Override
    public String getDataFormatName() {
        return "lwm2m";
    }

    /** Encodes the body. Sets the Content-Format of a reply, and the Content-Type, which a request uses. */
    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws Exception {
        LwM2mPath of = path(exchange.getMessage());
        int usual = codec.usualFormat(of, graph);
        int format = contentFormat == null ? usual : contentFormat;
        boolean opaque = usual == ContentFormat.OPAQUE_CODE || format == ContentFormat.OPAQUE_CODE;
        Object value = ResourceValues.ofBody(exchange, graph, opaque);
        stream.write(codec.encode(of, value, format));
        exchange.getMessage().setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, format);
        exchange.getMessage().setHeader(Bc66CoapConstants.CONTENT_TYPE, mediaType(format));
    }

    /**
     * Decodes a payload.
     *
     * @throws Lwm2mException when it is unreadable or contradicts the model
     */
    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) throws Exception {
        Message message = exchange.getMessage();
        try {
            return codec.decode(path(message), stream.readAllBytes(), format(message));
        } catch (Lwm2mException e) {
            // the message with which Camel continues after a failure
            exchange.getIn().setHeader(Bc66CoapConstants.REPLY_CODE, e.getCode());
            throw e;
        }
    }

    private LwM2mPath path(Message message) {
        String given = path;
        if (given == null) {
            given = message.getHeader(Lwm2mConstants.PATH, String.class);
        }
        if (given == null) {
            given = message.getHeader(Bc66CoapConstants.REQUEST_URI_PATH, String.class);
        }
        if (given == null) {
            throw new IllegalArgumentException("path: neither the data format nor a header says of which resource");
        }
        try {
            return new LwM2mPath(given);
        } catch (InvalidLwM2mPathException e) {
            throw new Lwm2mException("4.04", "no path of LwM2M: " + given, e);
        }
    }

    private Integer format(Message message) {
        if (contentFormat != null) {
            return contentFormat;
        }
        Integer ofRequest = message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, Integer.class);
        return ofRequest != null
                ? ofRequest
                : message.getHeader(Bc66CoapConstants.RESPONSE_CONTENT_FORMAT, Integer.class);
    }

    private static String mediaType(int format) {
        return switch (format) {
            case 0 -> "text/plain; charset=utf-8";
            case 42 -> "application/octet-stream";
            default -> "application/vnd.oma.lwm2m+tlv";
        };
    }

    @Override
    protected void doInit() throws Exception {
        codec = new Lwm2mCodec(ObjectModels.of(models));
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public Integer getContentFormat() {
        return contentFormat;
    }

    public void setContentFormat(Integer contentFormat) {
        this.contentFormat = contentFormat;
    }

    public String getModels() {
        return models;
    }

    public void setModels(String models) {
        this.models = models;
    }
}

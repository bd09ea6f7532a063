// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;

import org.apache.camel.Exchange;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.node.ObjectLink;
import org.eclipse.leshan.core.util.datatype.ULong;

/**
 * Converts between bodies and the types that leshan-core's codecs require: Long for an Integer, Double for a Float, Date for a Time, ULong
 * for an Unsigned Integer, ObjectLink for an Objlnk.
 */
final class ResourceValues {
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private ResourceValues() {}

    /** A value as it is; other bodies, such as streams and files, as text, or as bytes for an opaque resource. */
    static Object ofBody(Exchange exchange, Object body, boolean opaque) {
        boolean isValue = body == null
                || body instanceof Map
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof String
                || body instanceof byte[]
                || body instanceof Date
                || body instanceof Instant;
        Class<?> type = opaque ? byte[].class : String.class;
        return isValue ? body : exchange.getContext().getTypeConverter().convertTo(type, exchange, body);
    }

    /**
     * From a body to the type of the codecs. Text is parsed by the type; a Time is seconds since 1970, or ISO 8601 in UTC.
     *
     * @throws IllegalArgumentException when it is no value of that type
     */
    static Object toModel(Type type, Object body) {
        if (body == null) {
            throw new IllegalArgumentException("there is no value");
        }
        try {
            return switch (type) {
                case STRING -> text(body);
                case INTEGER -> decimal(body).longValueExact();
                case UNSIGNED_INTEGER -> unsigned(decimal(body).toBigIntegerExact());
                case FLOAT -> real(body);
                case BOOLEAN -> bool(body);
                case OPAQUE -> body instanceof byte[] bytes ? bytes : text(body).getBytes(StandardCharsets.UTF_8);
                case TIME -> time(body);
                case OBJLNK -> ObjectLink.decodeFromString(text(body).strip());
                case NONE, CORELINK -> throw new IllegalArgumentException("no values of type " + type);
            };
        } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException("not of type " + type, e);
        }
    }

    /** From the codecs to a body: an Instant for a Time, text such as {@code 3:0} for an Objlnk. */
    static Object toBody(Object value) {
        if (value instanceof ULong number) {
            return number.toBigInteger();
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        return value instanceof ObjectLink link ? link.encodeToString() : value;
    }

    /**
     * From the type of a resource to that of {@link ObjectModels#coded}. An unsigned number has the fewest of 1, 2, 4 or 8 bytes whose top
     * bit is clear, where possible.
     */
    static Object toCoded(Type coded, Object value) {
        if (value instanceof Date date) {
            long seconds = Math.floorDiv(date.getTime(), 1000L);
            return coded == Type.INTEGER ? seconds : timeBytes(seconds);
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof Boolean bool) {
            return new byte[] {(byte) (bool ? 1 : 0)};
        }
        if (value instanceof ObjectLink link) {
            return ByteBuffer.allocate(4)
                    .putShort((short) link.getObjectId())
                    .putShort((short) link.getObjectInstanceId())
                    .array();
        }
        BigInteger number = ((ULong) value).toBigInteger();
        int needed = number.bitLength() / Byte.SIZE + 1;
        int length = needed <= 1 ? 1 : needed <= 2 ? 2 : needed <= 4 ? 4 : 8;
        byte[] bytes = new byte[length];
        byte[] digits = number.toByteArray();
        int used = Math.min(digits.length, length);
        System.arraycopy(digits, digits.length - used, bytes, length - used, used);
        return bytes;
    }

    /**
     * From the type of {@link ObjectModels#coded}.
     *
     * @throws IllegalArgumentException when the bytes are none of that type
     */
    static Object fromCoded(Type type, Object value) {
        if (value instanceof Long seconds) {
            return date(seconds);
        }
        byte[] bytes = (byte[]) value;
        if (type == Type.STRING) {
            return utf8(bytes);
        }
        if (type == Type.TIME) {
            return date(new BigInteger(requireNumber(bytes)).longValue());
        }
        if (type == Type.OBJLNK) {
            if (bytes.length != 4) {
                throw new IllegalArgumentException("an object link has 4 bytes, not " + bytes.length);
            }
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new ObjectLink(halves.getShort() & 0xFFFF, halves.getShort() & 0xFFFF);
        }
        if (type == Type.BOOLEAN) {
            if (bytes.length != 1 || bytes[0] < 0 || bytes[0] > 1) {
                throw new IllegalArgumentException("a boolean is one byte, 0 or 1, not " + Arrays.toString(bytes));
            }
            return bytes[0] == 1;
        }
        return ULong.valueOf(new BigInteger(1, requireNumber(bytes)));
    }

    private static byte[] requireNumber(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > 8) {
            throw new IllegalArgumentException("a number has 1 to 8 bytes, not " + bytes.length);
        }
        return bytes;
    }

    /** Four bytes where possible, as leshan-core does. */
    private static byte[] timeBytes(long seconds) {
        return seconds == (int) seconds
                ? ByteBuffer.allocate(4).putInt((int) seconds).array()
                : ByteBuffer.allocate(8).putLong(seconds).array();
    }

    /** @throws IllegalArgumentException when the bytes are not UTF-8; Java itself would substitute characters */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8", e);
        }
    }

    private static String text(Object body) {
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
    }

    private static BigDecimal decimal(Object body) {
        return new BigDecimal(text(body).strip());
    }

    private static ULong unsigned(BigInteger number) {
        if (number.signum() < 0 || number.compareTo(MAX_UNSIGNED) > 0) {
            throw new IllegalArgumentException("must be 0 to 2^64 - 1 but is " + number);
        }
        return ULong.valueOf(number);
    }

    private static Double real(Object body) {
        double number = decimal(body).doubleValue();
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException("too large a number");
        }
        return number;
    }

    private static Boolean bool(Object body) {
        return switch (text(body).strip()) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new IllegalArgumentException("must be true, false, 1 or 0");
        };
    }

    private static Date time(Object body) {
        if (body instanceof Date date) {
            return date;
        }
        if (body instanceof Instant instant) {
            return Date.from(instant);
        }
        String text = text(body).strip();
        return text.contains("T") ? Date.from(Instant.parse(text)) : date(new BigDecimal(text).longValueExact());
    }

    private static Date date(long seconds) {
        return new Date(Math.multiplyExact(seconds, 1000L));
    }
}

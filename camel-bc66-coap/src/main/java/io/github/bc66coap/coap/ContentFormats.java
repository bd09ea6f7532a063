// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Media types and their numbers in IANA's registry of CoAP Content-Formats (RFC 7252, section 12.3). */
public final class ContentFormats {
    public static final int TEXT_PLAIN = 0;
    public static final int LINK_FORMAT = 40;
    public static final int XML = 41;
    public static final int OCTET_STREAM = 42;
    public static final int EXI = 47;
    public static final int JSON = 50;
    public static final int CBOR = 60;
    public static final int SENML_JSON = 110;
    public static final int SENML_CBOR = 112;
    public static final int LWM2M_TLV = 11542;
    public static final int LWM2M_JSON = 11543;
    public static final int LWM2M_CBOR = 11544;

    private static final int MAX = 0xFFFF;
    private static final String UTF_8 = "charset=utf-8";

    private static final Map<Integer, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry(TEXT_PLAIN, "text/plain; " + UTF_8),
            Map.entry(21, "image/gif"),
            Map.entry(22, "image/jpeg"),
            Map.entry(23, "image/png"),
            Map.entry(LINK_FORMAT, "application/link-format"),
            Map.entry(XML, "application/xml"),
            Map.entry(OCTET_STREAM, "application/octet-stream"),
            Map.entry(EXI, "application/exi"),
            Map.entry(JSON, "application/json"),
            Map.entry(51, "application/json-patch+json"),
            Map.entry(52, "application/merge-patch+json"),
            Map.entry(CBOR, "application/cbor"),
            Map.entry(61, "application/cwt"),
            Map.entry(62, "application/multipart-core"),
            Map.entry(63, "application/cbor-seq"),
            Map.entry(101, "application/cose-key"),
            Map.entry(102, "application/cose-key-set"),
            Map.entry(SENML_JSON, "application/senml+json"),
            Map.entry(111, "application/sensml+json"),
            Map.entry(SENML_CBOR, "application/senml+cbor"),
            Map.entry(113, "application/sensml+cbor"),
            Map.entry(114, "application/senml-exi"),
            Map.entry(115, "application/sensml-exi"),
            Map.entry(256, "application/coap-group+json"),
            Map.entry(310, "application/senml+xml"),
            Map.entry(311, "application/sensml+xml"),
            Map.entry(320, "application/senml-etch+json"),
            Map.entry(322, "application/senml-etch+cbor"),
            Map.entry(10000, "application/vnd.ocf+cbor"),
            Map.entry(10001, "application/oscore"),
            Map.entry(LWM2M_TLV, "application/vnd.oma.lwm2m+tlv"),
            Map.entry(LWM2M_JSON, "application/vnd.oma.lwm2m+json"),
            Map.entry(LWM2M_CBOR, "application/vnd.oma.lwm2m+cbor"),
            Map.entry(20000, "text/css"),
            Map.entry(30000, "image/svg+xml"));

    private static final Map<String, Integer> NUMBERS = numbers();

    private ContentFormats() {}

    /**
     * Reads a number (0 to 65535, registered or not) or a registered media type. The only allowed parameter is {@code charset=utf-8},
     * the encoding of all text in CoAP.
     *
     * @throws IllegalArgumentException when {@code text} is neither
     */
    public static int parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() <= 5 && Digits.areDecimal(trimmed) && Integer.parseInt(trimmed) <= MAX) {
            return Integer.parseInt(trimmed);
        }
        Integer number = NUMBERS.get(bare(trimmed));
        if (number == null) {
            throw new IllegalArgumentException("content-format must be a number or a media type, and the module sends "
                    + OptionDefinition.MODULE_FORMATS + ", but is "
                    + ShownText.of(text));
        }
        return number;
    }

    /** The registered media type of a number; that of 0 includes its charset. */
    public static Optional<String> mediaType(int number) {
        return Optional.ofNullable(MEDIA_TYPES.get(number));
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        MEDIA_TYPES.forEach((number, mediaType) -> numbers.put(bare(mediaType), number));
        return Map.copyOf(numbers);
    }

    /** The media type in lower case, without a charset of UTF-8; other parameters stay, so nothing matches. */
    private static String bare(String mediaType) {
        return Arrays.stream(
                        mediaType.toLowerCase(Locale.ROOT).replace("\"", "").split(";"))
                .map(String::strip)
                .filter(part -> !part.equals(UTF_8) && !part.isEmpty())
                .collect(Collectors.joining(";"));
    }
}

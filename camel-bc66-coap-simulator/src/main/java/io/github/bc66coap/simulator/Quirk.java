// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A deviation that was seen in firmware: from the note, or from this module where the note is silent. Quirks can be
 * combined, except those that {@linkplain #excludes exclude} each other.
 */
public enum Quirk {
    /** {@code <ip_addr>} of URCs in quotes. */
    QUOTED_ADDRESS(Topic.ADDRESS, "URCs print the IP address in quotes"),
    /** {@code <token>} of a request without quotes. */
    UNQUOTED_TOKEN(Topic.TOKEN, "request URCs print the token without quotes"),
    /** {@code <mode>} of a request in decimal digits. */
    DECIMAL_MODE(Topic.MODE, "request URCs print the mode in decimal digits: 11, 139"),
    /** A request's options are subject to {@code Showrspopt}, too. */
    REQUEST_OPTIONS_HIDDEN(
            Topic.REQUEST_OPTIONS,
            "request URCs show and count options only with Showrspopt=1; otherwise their count is 0"),
    /** The options of blocks in requests, damaged. */
    BLOCKS_SHOWN(
            Topic.REQUEST_OPTIONS,
            "request URCs show Block1, Block2, Size1 and Size2, too: a block as 0/M/512, with no comma behind it, and no value"
                    + " where nothing follows"),
    /** No count at all where a response has no options to show. */
    NO_ZERO_COUNT(Topic.RESPONSE_FIELDS, "response URCs that show no options print no count instead of 0"),
    /** Data always as hexadecimal digits without quotes. */
    UNQUOTED_HEX_DATA(
            Topic.DATA, Choice.DATA, "URCs print all data as upper-case hexadecimal digits without quotes, text too"),
    /** JSON as it is, whatever the content-format says. */
    RAW_JSON_DATA(
            Topic.DATA, Choice.DATA, "URCs print JSON as it is, also without a content-format that calls it text"),
    /** Text data in quotes. */
    QUOTED_TEXT_DATA(Topic.DATA, Choice.DATA, "URCs print text data in quotes"),
    /** String arguments need no quotes. */
    UNQUOTED_ARGUMENTS(Topic.STRING_ARGUMENTS, "string arguments are accepted without quotes, too"),
    /** {@code +QCOAPSEND: <err>} in front of its OK. */
    RESULT_BEFORE_OK(
            Topic.RESULT_ORDER,
            Choice.RESULT,
            "+QCOAPSEND and +QCOAPDEL come before the OK, if they are known within the 300 ms of the note"),
    /** {@code +QCOAPSEND: <err>} never comes, nor does {@code +QCOAPDEL: 0}. */
    RESULT_MISSING(Topic.RESULT_ORDER, Choice.RESULT, "+QCOAPSEND and +QCOAPDEL never come"),
    /** The response's URC in front of {@code +QCOAPSEND: <err>}. */
    RESPONSE_BEFORE_RESULT(
            Topic.RESULT_ORDER,
            Choice.RESULT,
            "the response to a CON is reported before its +QCOAPSEND, if it comes within 200 ms"),
    /** {@code > } with a blank. */
    PROMPT_WITH_SPACE(Topic.PROMPT, "a blank follows the prompt of the data mode"),
    /** What came together with the last byte of data is lost. */
    DISCARD_REST_OF_CHUNK(
            Topic.AFTER_DATA, "bytes that arrive together with the last byte of data are lost: a pipelined command"),
    /** Each response is reported twice. */
    REPEATED_RESPONSES(Topic.DUPLICATES, "each response URC comes twice, as if the peer had repeated itself"),
    /** An empty CON is the TE's to answer. */
    PINGS_PASSED_ON(Topic.PINGS, "an empty CON is not answered with RST but reported: a request with method 0"),
    /** {@code +QCOAPDATASTATUS:1}. */
    NO_SPACE_AFTER_COLON(Topic.COLON, "no blank after the colon of information and URCs"),
    /** Errors as {@code +CME ERROR: n}, unasked. */
    CME_ERROR(Topic.ERRORS, Choice.ERROR, "errors are +CME ERROR: <n> without AT+CMEE"),
    /** Errors as {@code +CMEE ERROR: n}. */
    CMEE_ERROR(Topic.ERRORS, Choice.ERROR, "errors are +CMEE ERROR: <n>"),
    /** Errors as {@code +CME ERROR: text}, unasked. */
    CME_ERROR_TEXT(Topic.ERRORS, Choice.ERROR, "errors are +CME ERROR: <text> without AT+CMEE"),
    /** Options are refused and yet set. */
    OPTION_ERROR_APPLIED(
            Topic.ERROR_BUT_APPLIED,
            new Value("option number, 0 for any", 0, 65535, 0),
            "AT+QCOAPOPTION with this option ends with an error, but takes effect"),
    /** Ten options instead of twelve. */
    TEN_OPTIONS(Topic.OPTIONS, "AT+QCOAPOPTION takes 10 options at most, not 12"),
    /** No comma in an option's value. */
    COMMA_REFUSED(Topic.OPTIONS, "a comma in the value of an option is refused"),
    /** Resources of 128 bytes. */
    LONG_RESOURCES(Topic.RESOURCE_LENGTH, "AT+QCOAPADDRES takes 128 bytes, not 50"),
    /** Codes that the note doesn't list. */
    ANY_CODE(Topic.CODES, "AT+QCOAPSEND takes every response code up to 5.05: 2.31 and 4.08, too"),
    /** Content-Formats that the note doesn't list. */
    ANY_CONTENT_FORMAT(
            Topic.CONTENT_FORMATS,
            "AT+QCOAPOPTION takes every Content-Format and Accept from 0 to 65535: 60 and 11542, too"),
    /** HEAD and OPTION stay until they are replaced. */
    STICKY_HEAD_AND_OPTIONS(
            Topic.LIFETIME,
            Choice.LIFETIME,
            "AT+QCOAPHEAD and AT+QCOAPOPTION hold until they are replaced; an empty message is sent without them, as CoAP requires"),
    /** HEAD and OPTION stay until they are replaced, whatever is sent. */
    OPTIONS_IN_EMPTY_MESSAGES(
            Topic.LIFETIME,
            Choice.LIFETIME,
            "AT+QCOAPHEAD and AT+QCOAPOPTION hold until they are replaced; an empty message is sent with the options, which makes it malformed"),
    /** A second CREATE takes the place of the first. */
    SECOND_CREATE_REPLACES(
            Topic.CONTEXTS, "AT+QCOAPCREATE replaces an existing context, instead of ending with an error"),
    /** DTLS sessions end without a word. */
    NO_CLOSE_NOTIFY(Topic.CONTEXTS, "AT+QCOAPDEL ends DTLS sessions without close_notify"),
    /** DATASTATUS says 0, 1 or 4 only. */
    COARSE_DATA_STATUS(
            Topic.DATA_STATUS, "+QCOAPDATASTATUS is 0, 1 or 4 only: failed is 0, timed out stays 1, reset is 4"),
    /** No second CON while one is in flight. */
    ONE_CON_AT_A_TIME(
            Topic.DATA_STATUS,
            "AT+QCOAPSEND of a CON is refused while the module waits for the acknowledgement of another"),
    /** Message IDs of the module's own count up. */
    SEQUENTIAL_MESSAGE_IDS(Topic.MESSAGE_IDS, "message IDs that the module makes start at random and count up"),
    /** {@code "recovered"} in quotes. */
    QUOTED_RECOVERED(Topic.RECOVERED, "the recovery URC has its name in quotes"),
    /** The echo of a command line ends with CR LF. */
    ECHO_CRLF(Topic.LINE_ENDS, "the echo of a command line ends with CR LF, not CR"),
    /** Boot lines end with LF CR. */
    BOOT_LF_CR(Topic.LINE_ENDS, "the lines of the boot log end with LF CR"),
    /** CR where there should be CR LF. */
    LONE_CR(Topic.LINE_ENDS, Choice.LINE_END, "results and URCs start and end with CR alone"),
    /** LF where there should be CR LF. */
    LONE_LF(Topic.LINE_ENDS, Choice.LINE_END, "results and URCs start and end with LF alone"),
    /** All of the boot log. */
    FULL_BOOT_LOG(Topic.BOOT, "the boot log is complete: it goes on to T0: and Leaving the BROM"),
    /** A start ends with the boot log. */
    NO_RDY(
            Topic.BOOT,
            Choice.BOOT,
            "the boot log is complete, and nothing follows it: neither RDY nor +CFUN: 1 nor +CPIN: READY"),
    /** A start begins with {@code +CFUN: 1}. */
    NO_BOOT_LOG(Topic.BOOT, Choice.BOOT, "a start prints +CFUN: 1 and +CPIN: READY, and neither a boot log nor RDY"),
    /** Noise in front of the boot log. */
    BOOT_GARBAGE(Topic.BOOT, "bytes at another baud rate come before the boot log"),
    /** Asleep, and deaf. */
    DEEP_SLEEP(
            Topic.DEEP_SLEEP,
            Choice.DEEP_SLEEP,
            new Value("ms", 1, 86_400_000, 10_000),
            "after this time without a byte the module sleeps, deaf to its line until PSM_EINT is pulsed"),
    /** Asleep; what wakes it is lost. */
    FIRST_AT_LOST(
            Topic.DEEP_SLEEP,
            Choice.DEEP_SLEEP,
            new Value("ms", 1, 86_400_000, 10_000),
            "after this time without a byte the module sleeps; the next line wakes it and is lost"),
    /** AT is answered only when something has been said before. */
    DUMMY_AT_UNANSWERED(
            Topic.DEEP_SLEEP,
            new Value("ms", 1, 86_400_000, 10_000),
            "after this time without a byte, and after deep sleep, the first command gets no reply if it is AT alone"),
    /** {@code recovered,1} instead of 0. */
    CONTEXT_LOST_IN_SLEEP(Topic.DEEP_SLEEP, "the context does not survive deep sleep: recovered,1"),
    /** {@code +CEREG: 2} for a while. */
    SEARCHING_AFTER_SLEEP(
            Topic.DEEP_SLEEP,
            new Value("ms", 1, 86_400_000, 2_000),
            "+CEREG is 2 (searching) for this time after deep sleep"),
    /** The first characters after a silence are lost. */
    LIGHT_SLEEP(
            Topic.LIGHT_SLEEP,
            new Value("ms", 1, 86_400_000, 10_000),
            "after this time without a byte the first three characters are lost, unless AT+QSCLK=0"),
    /** URCs that look like read replies. */
    REGISTRATION_URCS(Topic.SAME_PREFIX, "+CEREG and +CSCON come by themselves between a command and its reply"),
    /** Test commands that tell nothing. */
    TEST_OK_ALONE(Topic.TEST_COMMANDS, Choice.TEST, "the reply to a CoAP test command is OK and nothing else"),
    /** Test commands that tell names where values belong. */
    TEST_NAMES_ALONE(
            Topic.TEST_COMMANDS,
            Choice.TEST,
            "the reply to a CoAP test command has names in angle brackets; for AT+QCOAPCREATE=? it has no mode"),
    /** No word of the settings. */
    SETTINGS_NOT_TOLD(Topic.TEST_COMMANDS, "the reply to AT+QCOAPCFG? is OK and nothing else"),
    /** No CoAP commands. */
    NO_QCOAP(Topic.NO_QCOAP, Choice.DIALECT, "the firmware has no AT+QCOAP commands"),
    /** The commands of other modules. */
    OPEN_DIALECT(
            Topic.NO_QCOAP,
            Choice.DIALECT,
            "the firmware has AT+QCOAPOPEN, of the vendor's other modules, and no AT+QCOAPCREATE"),
    /** The commands of older firmware. */
    PORT_ONLY_CONTEXTS(
            Topic.NO_QCOAP,
            Choice.DIALECT,
            "AT+QCOAPCREATE takes a port and nothing else, as in the older dialect whose data end with Ctrl-Z"),
    /** The 1300 bytes are those of the data. */
    URC_LIMIT_DATA_ONLY(Topic.URC_LIMIT, "the limit of 1300 bytes holds for the data of a URC, not for the whole URC");

    /** The topics on which firmware differs from the note: the rows of the list of observed behaviour. */
    public enum Topic {
        ADDRESS("<ip_addr> in URCs"),
        TOKEN("<token> in req"),
        MODE("<mode> in req"),
        REQUEST_OPTIONS("options in req"),
        RESPONSE_FIELDS("fields of rsp"),
        DATA("<data> in URCs"),
        STRING_ARGUMENTS("string arguments"),
        RESULT_ORDER("order of OK and +QCOAPSEND"),
        PROMPT("prompt"),
        AFTER_DATA("bytes after the last data byte"),
        DUPLICATES("duplicate rsp URCs"),
        PINGS("empty CON from the network"),
        COLON("space after the colon"),
        ERRORS("errors"),
        ERROR_BUT_APPLIED("error, but applied"),
        OPTIONS("options"),
        RESOURCE_LENGTH("resource length"),
        CODES("response codes"),
        CONTENT_FORMATS("content-formats"),
        LIFETIME("HEAD / OPTION lifetime"),
        CONTEXTS("contexts"),
        DATA_STATUS("DATASTATUS"),
        MESSAGE_IDS("random message ID"),
        RECOVERED("recovered,<state>"),
        LINE_ENDS("echo and line ends"),
        BOOT("boot"),
        DEEP_SLEEP("deep sleep"),
        LIGHT_SLEEP("light sleep"),
        SAME_PREFIX("same prefix"),
        TEST_COMMANDS("test and read commands"),
        NO_QCOAP("QCOAP present?"),
        URC_LIMIT("URC line limit");

        private final String title;

        Topic(String title) {
            this.title = title;
        }

        /** The row's first column. */
        public String title() {
            return title;
        }
    }

    /** Groups of quirks of which a module can have only one. */
    private enum Choice {
        NONE,
        DATA,
        RESULT,
        ERROR,
        LINE_END,
        LIFETIME,
        DEEP_SLEEP,
        BOOT,
        TEST,
        DIALECT
    }

    /**
     * The number that a quirk takes.
     *
     * @param meaning what it is, or its unit
     * @param min the smallest
     * @param max the largest
     * @param standard the default
     */
    public record Value(String meaning, int min, int max, int standard) {
        /** @throws IllegalArgumentException if the text is no number of the range */
        int parse(String text) {
            try {
                int value = Integer.parseInt(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException("takes a number from " + min + " to " + max + ", not " + text);
        }
    }

    private final Topic topic;
    private final Choice choice;
    private final Value value;
    private final String description;

    Quirk(Topic topic, String description) {
        this(topic, Choice.NONE, null, description);
    }

    Quirk(Topic topic, Choice choice, String description) {
        this(topic, choice, null, description);
    }

    Quirk(Topic topic, Value value, String description) {
        this(topic, Choice.NONE, value, description);
    }

    Quirk(Topic topic, Choice choice, Value value, String description) {
        this.topic = topic;
        this.choice = choice;
        this.value = value;
        this.description = description;
    }

    /** The name on the command line: {@code decimal-mode}. */
    public String cliName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The quirk of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public static Quirk of(String cliName) {
        return Arrays.stream(values())
                .filter(quirk -> quirk.cliName().equals(cliName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no quirk " + cliName + "; there are " + cliNames()));
    }

    private static String cliNames() {
        return String.join(", ", Arrays.stream(values()).map(Quirk::cliName).toList());
    }

    /** What it is about. */
    public Topic topic() {
        return topic;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** The number that it takes, if any. */
    public Optional<Value> value() {
        return Optional.ofNullable(value);
    }

    /** Whether no module can have both. */
    public boolean excludes(Quirk other) {
        return this != other && choice != Choice.NONE && choice == other.choice;
    }

    /** All that it excludes. */
    public Set<Quirk> excluded() {
        Set<Quirk> excluded = EnumSet.allOf(Quirk.class);
        excluded.removeIf(other -> !excludes(other));
        return excluded;
    }
}

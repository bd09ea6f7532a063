// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.github.bc66coap.simulator.at.AtFormat;
import io.github.bc66coap.simulator.at.ErrorForm;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.ConStatus;
import io.github.bc66coap.simulator.coap.DataForm;
import io.github.bc66coap.simulator.coap.ModuleMessageIds;
import io.github.bc66coap.simulator.coap.UrcFormat;
import io.github.bc66coap.simulator.coap.UrcStyle;

/**
 * How one module behaves where modules differ. Made from {@link Quirks}, which nothing else reads.
 *
 * @param atFormat how results look
 * @param urcFormat how received messages look
 * @param boot what is printed at a start
 * @param sleep when the module sleeps and what is lost by it
 * @param chatter URCs that come in front of each reply
 * @param discardsRest is what was received in one piece with the last byte of data lost?
 * @param hasCoap are there CoAP commands?
 * @param opensClients are there those of other modules, by which clients are opened towards servers?
 * @param coap how these behave
 */
record Firmware(
        AtFormat atFormat,
        UrcFormat urcFormat,
        BootLog boot,
        SleepRules sleep,
        List<String> chatter,
        boolean discardsRest,
        boolean hasCoap,
        boolean opensClients,
        Coap coap) {

    /** What test commands tell. */
    enum Tests {
        /** What the note says. */
        VALUES,
        /** Names. */
        NAMES,
        /** Nothing. */
        NOTHING
    }

    /**
     * How the CoAP commands behave.
     *
     * @param quotesRequired do strings have to be quoted?
     * @param maxOptions how many options OPTION takes
     * @param takesCommas may their values hold commas?
     * @param maxResource the length of a resource
     * @param sticky do HEAD and OPTION hold for more than one message?
     * @param fillsEmptyMessages do these have options, too?
     * @param replacesContext is a second CREATE allowed?
     * @param saysGoodbye do DTLS peers hear a close_notify when the context is deleted?
     * @param refusedYetSet which options are answered with an error and yet set
     * @param oneConAtATime is a CON refused while another one is not acknowledged?
     * @param status what DATASTATUS makes of a status
     * @param messageIds where message IDs come from that the TE does not configure
     * @param results when the result of SEND is told
     * @param responseCopies how often each response is reported
     * @param anyFormat are content-formats sent that the note doesn't list?
     * @param anyCode are response codes sent that the note doesn't list?
     * @param passesPings are empty CONs reported, and not answered?
     * @param tests what do test commands tell?
     * @param tellsSettings does the TE hear what it has set?
     * @param hasModes has a context a mode besides its port?
     */
    record Coap(
            boolean quotesRequired,
            int maxOptions,
            boolean takesCommas,
            int maxResource,
            boolean sticky,
            boolean fillsEmptyMessages,
            boolean replacesContext,
            boolean saysGoodbye,
            Predicate<List<CoapOption>> refusedYetSet,
            boolean oneConAtATime,
            UnaryOperator<ConStatus> status,
            IntSupplier messageIds,
            ResultOrder results,
            int responseCopies,
            boolean anyFormat,
            boolean anyCode,
            boolean passesPings,
            Tests tests,
            boolean tellsSettings,
            boolean hasModes) {}

    private static final List<String> REGISTRATION = List.of("+CEREG: 1", "+CSCON: 1");

    /** The firmware of one module; it may hold state, so each module needs its own. */
    static Firmware of(Quirks quirks) {
        return new Firmware(
                atFormat(quirks),
                new UrcFormat(urcStyle(quirks)),
                new BootLog(boot(quirks), quirks.has(Quirk.BOOT_GARBAGE)),
                sleep(quirks),
                quirks.has(Quirk.REGISTRATION_URCS) ? REGISTRATION : List.of(),
                quirks.has(Quirk.DISCARD_REST_OF_CHUNK),
                !quirks.has(Quirk.NO_QCOAP) && !quirks.has(Quirk.OPEN_DIALECT),
                quirks.has(Quirk.OPEN_DIALECT),
                coap(quirks));
    }

    private static BootLog.Form boot(Quirks quirks) {
        if (quirks.has(Quirk.NO_RDY)) {
            return BootLog.Form.LOG_ALONE;
        }
        if (quirks.has(Quirk.NO_BOOT_LOG)) {
            return BootLog.Form.NO_LOG;
        }
        return quirks.has(Quirk.FULL_BOOT_LOG) ? BootLog.Form.COMPLETE : BootLog.Form.SHORT;
    }

    private static AtFormat atFormat(Quirks quirks) {
        return new AtFormat(
                quirks.has(Quirk.LONE_CR) ? "\r" : quirks.has(Quirk.LONE_LF) ? "\n" : "\r\n",
                quirks.has(Quirk.BOOT_LF_CR) ? "\n\r" : "\r\n",
                quirks.has(Quirk.PROMPT_WITH_SPACE),
                errors(quirks),
                !quirks.has(Quirk.NO_SPACE_AFTER_COLON),
                quirks.has(Quirk.ECHO_CRLF) ? "\r\n" : "\r");
    }

    private static ErrorForm errors(Quirks quirks) {
        if (quirks.has(Quirk.CME_ERROR)) {
            return ErrorForm.CME;
        }
        if (quirks.has(Quirk.CMEE_ERROR)) {
            return ErrorForm.CMEE;
        }
        return quirks.has(Quirk.CME_ERROR_TEXT) ? ErrorForm.CME_TEXT : ErrorForm.BY_LEVEL;
    }

    private static UrcStyle urcStyle(Quirks quirks) {
        return new UrcStyle(
                quirks.has(Quirk.QUOTED_ADDRESS),
                !quirks.has(Quirk.UNQUOTED_TOKEN),
                quirks.has(Quirk.DECIMAL_MODE),
                !quirks.has(Quirk.REQUEST_OPTIONS_HIDDEN),
                quirks.has(Quirk.BLOCKS_SHOWN),
                !quirks.has(Quirk.NO_ZERO_COUNT),
                dataForm(quirks),
                !quirks.has(Quirk.URC_LIMIT_DATA_ONLY),
                quirks.has(Quirk.QUOTED_RECOVERED));
    }

    private static DataForm dataForm(Quirks quirks) {
        if (quirks.has(Quirk.UNQUOTED_HEX_DATA)) {
            return DataForm.UNQUOTED_HEX;
        }
        if (quirks.has(Quirk.RAW_JSON_DATA)) {
            return DataForm.RAW_JSON;
        }
        return quirks.has(Quirk.QUOTED_TEXT_DATA) ? DataForm.QUOTED_TEXT : DataForm.NOTE;
    }

    private static SleepRules sleep(Quirks quirks) {
        return new SleepRules(
                quirks.value(Quirk.DEEP_SLEEP) + quirks.value(Quirk.FIRST_AT_LOST), // one of them at most
                quirks.has(Quirk.FIRST_AT_LOST),
                quirks.value(Quirk.LIGHT_SLEEP),
                quirks.value(Quirk.DUMMY_AT_UNANSWERED),
                quirks.has(Quirk.CONTEXT_LOST_IN_SLEEP),
                quirks.value(Quirk.SEARCHING_AFTER_SLEEP));
    }

    private static Coap coap(Quirks quirks) {
        return new Coap(
                !quirks.has(Quirk.UNQUOTED_ARGUMENTS),
                quirks.has(Quirk.TEN_OPTIONS) ? 10 : 12,
                !quirks.has(Quirk.COMMA_REFUSED),
                quirks.has(Quirk.LONG_RESOURCES) ? 128 : 50,
                quirks.has(Quirk.STICKY_HEAD_AND_OPTIONS) || quirks.has(Quirk.OPTIONS_IN_EMPTY_MESSAGES),
                quirks.has(Quirk.OPTIONS_IN_EMPTY_MESSAGES),
                quirks.has(Quirk.SECOND_CREATE_REPLACES),
                !quirks.has(Quirk.NO_CLOSE_NOTIFY),
                refusedYetSet(quirks),
                quirks.has(Quirk.ONE_CON_AT_A_TIME),
                quirks.has(Quirk.COARSE_DATA_STATUS) ? ConStatus::coarse : UnaryOperator.identity(),
                quirks.has(Quirk.SEQUENTIAL_MESSAGE_IDS) ? ModuleMessageIds.sequential() : ModuleMessageIds.random(),
                results(quirks),
                quirks.has(Quirk.REPEATED_RESPONSES) ? 2 : 1,
                quirks.has(Quirk.ANY_CONTENT_FORMAT),
                quirks.has(Quirk.ANY_CODE),
                quirks.has(Quirk.PINGS_PASSED_ON),
                tests(quirks),
                !quirks.has(Quirk.SETTINGS_NOT_TOLD),
                !quirks.has(Quirk.PORT_ONLY_CONTEXTS));
    }

    private static Tests tests(Quirks quirks) {
        if (quirks.has(Quirk.TEST_OK_ALONE)) {
            return Tests.NOTHING;
        }
        return quirks.has(Quirk.TEST_NAMES_ALONE) ? Tests.NAMES : Tests.VALUES;
    }

    private static Predicate<List<CoapOption>> refusedYetSet(Quirks quirks) {
        if (!quirks.has(Quirk.OPTION_ERROR_APPLIED)) {
            return options -> false;
        }
        int number = quirks.value(Quirk.OPTION_ERROR_APPLIED);
        return options -> number == 0 || options.stream().anyMatch(option -> option.number() == number);
    }

    private static ResultOrder results(Quirks quirks) {
        if (quirks.has(Quirk.RESULT_BEFORE_OK)) {
            return ResultOrder.BEFORE_OK;
        }
        if (quirks.has(Quirk.RESULT_MISSING)) {
            return ResultOrder.NEVER;
        }
        return quirks.has(Quirk.RESPONSE_BEFORE_RESULT) ? ResultOrder.AFTER_RESPONSE : ResultOrder.AFTER_OK;
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line that a user wrote; its reply is its lines. It must not take the line from the session. So several
 * commands, leaving command mode, a prompt for data and changes of the line are refused.
 */
public final class RawCommand implements AtCommand<List<String>> {
    /** The longest command line taken, in characters. */
    public static final int MAX_LENGTH = 512;

    /** ASCII letters only: the upper case of some others is ASCII, which would make another command of the line. */
    private static final Pattern FORM =
            Pattern.compile("AT(?:([A-Z&\\\\%])[0-9]*|(\\+[A-Z0-9]+)(?:=\\?|\\?|=.*)?)?", Pattern.CASE_INSENSITIVE);
    /** The others dial, answer, enter data mode, or change echo, verbosity and profiles. */
    private static final Set<String> BASIC_ALLOWED = Set.of("I");
    /** They enter data mode, prompt for data, or change the line settings. */
    private static final Set<String> EXTENDED_REFUSED = Set.of(("+CGDATA +CMGS +CMGW +CMGC +CNMA +CMUX +IPR +ICF +IFC"
                    + " +IFLOW +QPOWD +QISEND +QSOSEND +QMTPUB +QMTPUBEX +QSSLSEND +QFUPL +QHTTPPOST +QHTTPURL")
            .split(" "));

    private final CommandLine line;
    private final ReplyForm form;

    /**
     * @param text the command line, without terminator
     * @throws IllegalArgumentException when the line is not allowed, with the reason
     */
    public RawCommand(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "command is " + text.length() + " characters long, but at most " + MAX_LENGTH + " are allowed");
        }
        this.line = CommandLine.raw(text);
        this.form = new ReplyForm(replyPrefixes(text), 0, null);
    }

    private static List<String> replyPrefixes(String text) {
        if (text.toUpperCase(Locale.ROOT).contains("+QCOAP")) {
            throw new IllegalArgumentException("command must not be one of AT+QCOAP…: those belong to the session");
        }
        if (text.indexOf(';') >= 0) {
            throw new IllegalArgumentException("command must be a single one, without ;");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("command must have the form AT+NAME, AT+NAME?, AT+NAME=… or ATI");
        }
        String basic = upper(form.group(1));
        if (basic != null && !BASIC_ALLOWED.contains(basic)) {
            throw refused(basic);
        }
        String extended = upper(form.group(2));
        if (extended != null && EXTENDED_REFUSED.contains(extended)) {
            throw refused(extended);
        }
        return extended == null ? List.of("") : List.of(extended + ":", "");
    }

    private static IllegalArgumentException refused(String name) {
        return new IllegalArgumentException("command AT" + name + " would take the line out of the session's hands");
    }

    private static String upper(String group) {
        return group == null ? null : group.toUpperCase(Locale.ROOT);
    }

    @Override
    public CommandLine line() {
        return line;
    }

    @Override
    public ReplyForm replies() {
        return form;
    }

    @Override
    public List<String> decode(AtReply reply) {
        return reply.information();
    }
}

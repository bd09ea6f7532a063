// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.simulator.TraceEvent.AtText;
import io.github.bc66coap.simulator.TraceEvent.Direction;

/**
 * Removes the content of messages from lines, so that a saved file can be passed on. A trace has no keys and PINs
 * anyway.
 *
 * <p>Of a line to the computer that may contain something from a peer, only the head is left.
 */
final class RedactedLine {
    private static final String SEND_HEAD = "AT\\+QCOAPSEND=[0-3],[0-9]{1,3},\"?[0-9A-F.:]{2,45}\"?,[0-9]{1,5}";

    /** The data, which is the last argument (note, section 2.3.7). */
    private static final Pattern SEND = Pattern.compile("(" + SEND_HEAD + ",[0-9],)(.+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPTIONS =
            Pattern.compile("AT\\+QCOAPOPTION=[0-9]{1,2}(?:,[0-9]{1,5},\"[^\"]*\")+", Pattern.CASE_INSENSITIVE);
    /** Matches each option, so that a value that looks like one is not taken for one. */
    private static final Pattern OPTION = Pattern.compile("([0-9]{1,5}),\"([^\"]*)\"");

    private static final String URI_PATH = "11";

    /** Nothing in it is a message's: no data in data mode that the module takes for a command, and no other form of the commands above. */
    private static final Pattern HARMLESS = Pattern.compile(
            SEND_HEAD + "(?:,[0-9])?|(?!.*QCOAP(?:SEND|OPTION)=(?!\\?$))AT.*|\\([0-9]{1,5} bytes of data\\)|",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile("AT\\+QCOAP(?:SEND|OPTION)=", Pattern.CASE_INSENSITIVE);

    private static final Pattern MESSAGE_HEAD = Pattern.compile(
            "\\+QCOAPURC: \"(?:req|rsp)\",(?:\"?[0-9A-Fa-f.:]{2,45}\"?,[0-9]{1,5},)?[0-3],[0-9.]{1,4},[0-9]{1,5}(?=,|$)");

    private static final Pattern URC = Pattern.compile("\\+QCOAPURC: (?:\"?recovered\"?,[01]$)?");

    private RedactedLine() {}

    static String line(AtText line) {
        return line.direction() == Direction.RECEIVED ? command(line.text()) : result(line.text());
    }

    private static String command(String line) {
        Matcher send = SEND.matcher(line);
        if (send.matches()) {
            return send.group(1) + bytes(send.group(2).replace("\"", "").length() / 2);
        }
        if (OPTIONS.matcher(line).matches()) {
            return OPTION.matcher(line).replaceAll(option -> Matcher.quoteReplacement(withoutValue(option)));
        }
        if (HARMLESS.matcher(line).matches()) {
            return line;
        }
        Matcher name = NAME.matcher(line);
        int shown = name.lookingAt() ? name.end() : 0;
        return line.substring(0, shown) + bytes(line.length() - shown);
    }

    /** The path is what a log tells, too. */
    private static String withoutValue(MatchResult option) {
        return option.group(1).equals(URI_PATH)
                ? option.group()
                : option.group(1) + "," + bytes(option.group(2).length());
    }

    private static String result(String line) {
        if (!line.contains("+QCOAPURC")) {
            return line;
        }
        Matcher head = MESSAGE_HEAD.matcher(line);
        Matcher urc = URC.matcher(line);
        int shown = head.lookingAt() ? head.end() : urc.lookingAt() ? urc.end() : 0;
        return line.substring(0, shown) + (shown == line.length() ? "" : bytes(line.length() - shown));
    }

    private static String bytes(int count) {
        return "<" + count + " bytes>";
    }
}

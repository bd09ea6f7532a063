// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the module was given a request to send under each message ID, by the command lines that it took. What left the module
 * can't tell that: the peer takes a second one for a retransmission.
 *
 * <p>Replies don't count, since a copy of a request gets the same reply under the same message ID. Written by one thread, read by
 * any.
 */
final class Given {
    private static final Pattern HEAD =
            Pattern.compile("AT\\+QCOAPHEAD=(?:3,([0-9]+)|4,([0-9]+)|5,([0-9]+),[0-9]+,\"?[0-9A-Fa-f]+\"?|[12]\\b.*)");
    /** CON or NON, GET to DELETE. */
    private static final Pattern REQUEST = Pattern.compile("AT\\+QCOAPSEND=[01],[1-4],.*");

    private static final int NONE = -1;

    private final Map<Integer, Integer> times = new ConcurrentHashMap<>();
    private int inForce = NONE;
    /** Of the request that the last line was. */
    private int last = NONE;

    /** A command line that the module took. */
    void line(String line) {
        last = NONE;
        Matcher head = HEAD.matcher(line);
        if (head.matches()) {
            inForce = messageId(head);
        } else if (inForce != NONE && REQUEST.matcher(line).matches()) {
            times.merge(inForce, 1, Integer::sum);
            last = inForce;
        }
    }

    /** The module has refused the last line, so that what it was given doesn't count. */
    void refused() {
        if (last != NONE) {
            times.computeIfPresent(last, (messageId, count) -> count == 1 ? null : count - 1);
            last = NONE;
        }
    }

    /** The one that is named; none if the module is to choose it. */
    private static int messageId(Matcher head) {
        for (int group = 1; group <= head.groupCount(); group++) {
            if (head.group(group) != null) {
                return Integer.parseInt(head.group(group));
            }
        }
        return NONE;
    }

    int times(int messageId) {
        return times.getOrDefault(messageId, 0);
    }

    /** The message IDs under which more than one was given. */
    Set<Integer> repeated() {
        Set<Integer> repeated = new TreeSet<>(times.keySet());
        repeated.removeIf(messageId -> times(messageId) == 1);
        return repeated;
    }
}

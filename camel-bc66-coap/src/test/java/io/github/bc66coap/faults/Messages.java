// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.Request;

/** What requests say of the exchange they belong to. */
final class Messages {
    /** How a request is to be answered, and with how much. */
    record Asked(How how, int answerSize) {}

    private Messages() {}

    /** The number of the exchange, -1 if it does not tell, or is damaged so that it can't. */
    static int number(Request request) {
        return number(request.getOptions().getUriPath(), request.getPayload());
    }

    /** As above, of a message that someone else has taken apart. */
    static int number(List<String> path, byte[] payload) {
        if (path.size() == 4) {
            return number(path.get(1));
        }
        int number = path.isEmpty() ? Content.number(payload) : -1;
        return number >= 0 && Content.isRequest(number, payload) ? number : -1;
    }

    /** A number in a form that does not become another one's when a byte changes. */
    static String checked(int number) {
        return number + "-" + Integer.toHexString(number * 0x9E3779B1 >>> 16);
    }

    private static int number(String checked) {
        int end = checked.indexOf('-');
        if (end <= 0 || end > 9 || !checked.substring(0, end).matches("[0-9]+")) {
            return -1;
        }
        int number = Integer.parseInt(checked.substring(0, end));
        return checked(number).equals(checked) ? number : -1;
    }

    static Asked asked(Request request) {
        List<String> path = request.getOptions().getUriPath();
        if (path.size() != 4) {
            return new Asked(How.PIGGYBACKED, 20);
        }
        How how = Arrays.stream(How.values())
                .filter(value -> value.name().equals(path.get(2)))
                .findFirst()
                .orElse(How.PIGGYBACKED);
        int size = path.get(3).matches("[0-9]{1,4}") ? Integer.parseInt(path.get(3)) : 20;
        return new Asked(how, size);
    }

    /** Tells the messages of a block-wise transfer apart. */
    static String block(Request request) {
        BlockOption block1 = request.getOptions().getBlock1();
        BlockOption block2 = request.getOptions().getBlock2();
        return (block1 == null ? "" : "1:" + block1.getNum()) + (block2 == null ? "" : "2:" + block2.getNum());
    }

    /** Is the payload, or the block of it, what was sent? */
    static boolean isWhole(Request request, int number) {
        byte[] payload = Optional.ofNullable(request.getPayload()).orElse(new byte[0]);
        BlockOption block = request.getOptions().getBlock1();
        if (payload.length == 0) {
            return true;
        }
        int from = block == null ? 0 : block.getOffset();
        byte[] all = Content.request(number, from + payload.length);
        return Arrays.equals(payload, Arrays.copyOfRange(all, from, all.length));
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

/**
 * A request, and all that is needed to send it and to judge its outcome.
 *
 * @param number which no other has
 * @param method GET, POST, PUT
 * @param confirmable CON or NON
 * @param awaited whether its response is waited for
 * @param path whether it has options; if not, its body tells the peer all
 * @param size of its body
 * @param answerSize of the response's body
 */
record Trial(
        int number,
        String method,
        boolean confirmable,
        boolean awaited,
        boolean path,
        How how,
        int size,
        int answerSize) {
    /** Of request bodies; what does not fit on a command line, but in a block, goes in data mode. */
    static final int BLOCK = 1024;
    /** Of response bodies. */
    static final int ANSWER_BLOCK = 512;

    /** A POST with a small body. */
    static Trial post(int number) {
        return post(number, 20);
    }

    static Trial post(int number, int size) {
        return new Trial(number, "POST", true, true, true, How.PIGGYBACKED, size, 20);
    }

    static Trial get(int number, How how) {
        return new Trial(number, "GET", true, true, true, how, 0, 20);
    }

    /** Without options the peer finds the number in the body, answers in the simplest way, and with as much. */
    Trial {
        if (!path) {
            how = How.PIGGYBACKED;
        }
        if (!path || how == How.NOT_FOUND) {
            // an error is not continued in blocks
            answerSize = 20;
        }
    }

    byte[] body() {
        return method.equals("GET") ? new byte[0] : Content.request(number, size);
    }

    String uriPath() {
        return path ? "t/" + Messages.checked(number) + "/" + how + "/" + answerSize : "";
    }

    /** The code that the peer answers it with, if it does. */
    String answerCode() {
        if (how == How.NOT_FOUND) {
            return "4.04";
        }
        return method.equals("GET") ? "2.05" : "2.04";
    }

    /** Does whoever sent it get to know of the answer that the peer gives? */
    boolean isAnswerable() {
        return awaited && how.isAnswer();
    }

    /**
     * Is the answer known by the message ID, so that nothing else is taken for it? A separate one is not credited while an earlier
     * request is still owed one.
     */
    boolean isAnsweredUnmistakably() {
        return isAnswerable() && confirmable && (how == How.PIGGYBACKED || how == How.NOT_FOUND);
    }

    boolean isBlockwise() {
        return size > BLOCK || method.equals("GET") && answerSize >= ANSWER_BLOCK;
    }

    @Override
    public String toString() {
        return "%d %s %s %s%s %d/%d bytes%s"
                .formatted(
                        number,
                        confirmable ? "CON" : "NON",
                        method,
                        how,
                        awaited ? "" : " (not awaited)",
                        size,
                        answerSize,
                        path ? "" : ", no options");
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.Optional;
import java.util.Set;

import org.apache.camel.Exchange;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.DtlsHandshakeException;

/** Is what a route was told of a send true? */
final class Judge {
    private final Rig rig;

    Judge(Rig rig) {
        this.rig = rig;
    }

    /** What is wrong with the outcome of an exchange; empty if it is true. */
    Optional<String> objection(Trial trial, Exchange exchange) {
        Verdict verdict = Verdict.of(exchange, trial.awaited());
        return repetition(trial)
                .or(() -> switch (verdict) {
                    case ANSWERED -> answered(trial, exchange);
                    case SENT -> check(rig.left().isAny(trial.number()), "was told to be sent, but did not leave");
                    case RESET -> reset(trial);
                    case NOT_SENT -> notSent(trial, exchange.getException() instanceof DtlsHandshakeException);
                    case UNKNOWN -> Optional.empty();
                })
                .map(what -> trial + " " + what + "; verdict " + verdict + " "
                        + Optional.ofNullable(exchange.getException())
                                .map(Exception::toString)
                                .orElse("")
                        + "; left the module " + rig.left().of(trial.number()) + ", arrived "
                        + arrivals().of(trial.number()));
    }

    private Arrivals arrivals() {
        return rig.cloud().arrivals();
    }

    private static Optional<String> check(boolean good, String otherwise) {
        return good ? Optional.empty() : Optional.of(otherwise);
    }

    /** A message that may have arrived is never sent anew. */
    private Optional<String> repetition(Trial trial) {
        return check(
                        !rig.left().isRepeated(trial.number()) && !arrivals().isRepeated(trial.number()),
                        "was sent more than once")
                .or(() -> check(!isGivenAnew(trial), "was given to the module more than once under one message ID"));
    }

    private boolean isGivenAnew(Trial trial) {
        return !rig.hasHandshakeFailed()
                && rig.left().of(trial.number()).values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(messageId -> rig.given().times(messageId) > 1);
    }

    private Optional<String> answered(Trial trial, Exchange exchange) {
        String code = exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        int size = Math.max(trial.answerSize(), Content.answer(trial.number(), 0).length);
        boolean own = isCut(trial, exchange, body)
                || body != null && Content.isAnswer(trial.number(), body) && body.length == size;
        return check(arrivals().isAny(trial.number()), "was answered, but never arrived")
                .or(() -> check(trial.how().isAnswer(), "was answered, but the peer did not"))
                .or(() -> check(
                        trial.answerCode().equals(code), "was answered with " + trial.answerCode() + ", not " + code))
                .or(() -> check(own, "was answered with what is not its answer: " + describe(body)))
                .or(() -> check(!arrivals().isDamaged(trial.number()), "was answered, but arrived damaged"));
    }

    /**
     * A module that restarts in the middle of a URC leaves half of it. What is said to be cut need not be whole; and a URC that was cut
     * before its length, where the boot lines begin with a line end, is one without a payload.
     */
    private boolean isCut(Trial trial, Exchange exchange, byte[] body) {
        if (body == null || body.length == 0) {
            return rig.hasRestartedDuring(trial.number()) || isSaidToBeCut(exchange);
        }
        int number = Content.number(body);
        return isSaidToBeCut(exchange) && (number == -1 || number == trial.number());
    }

    private static boolean isSaidToBeCut(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(Bc66CoapConstants.TRUNCATED));
    }

    private static String describe(byte[] body) {
        return body == null ? "nothing" : body.length + " bytes of exchange " + Content.number(body);
    }

    private Optional<String> reset(Trial trial) {
        return check(
                trial.how() == How.RESET && arrivals().isAny(trial.number()), "was told to be reset, but it was not");
    }

    /**
     * Of a block-wise transfer the blocks before may be there; the last one, which makes the peer act, must not.
     *
     * @param noSession whether it was left at the threshold, with nothing to encrypt it by
     */
    private Optional<String> notSent(Trial trial, boolean noSession) {
        if (noSession) {
            return check(!arrivals().isAny(trial.number()), "was told not to be sent, but it arrived");
        }
        if (!trial.isBlockwise()) {
            return check(
                    !rig.left().isAny(trial.number()) && !arrivals().isAny(trial.number()),
                    "was told not to be sent, but it was");
        }
        String last = "1:" + (trial.size() - 1) / Trial.BLOCK;
        boolean whole =
                trial.size() > Trial.BLOCK && rig.left().of(trial.number()).containsKey(last);
        return check(!whole, "was told not to be sent, but its last block was");
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which passwords were given to the SIMs of which modules and not accepted. A locked card outlives routes, contexts and class instances, so
 * this lives as long as the process, in {@link #ofThisProcess()}. It has one entry for each wrong password, and stays small because a card
 * accepts few. Thread-safe.
 */
public final class SimPasswords {
    private static final SimPasswords PROCESS = new SimPasswords();

    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final byte[] salt = new byte[16];

    /**
     * A password that was sent, and not accepted as far as we know.
     *
     * @param triesBefore how many tries the SIM had left, if the module said so
     * @param refusal what became of it, for people; empty without a reply
     */
    record Sent(OptionalInt triesBefore, String refusal) {
        boolean isAnswered() {
            return !refusal.isEmpty();
        }
    }

    public SimPasswords() {
        new SecureRandom().nextBytes(salt);
    }

    public static SimPasswords ofThisProcess() {
        return PROCESS;
    }

    /** The earlier try; {@code null}: there was none, or the SIM accepted it. */
    Sent earlier(String device, SimPassword password) {
        return sent.get(key(device, password));
    }

    /** It goes out now, and may be counted, whatever happens next. */
    void sending(String device, SimPassword password, OptionalInt triesBefore) {
        sent.put(key(device, password), new Sent(triesBefore, ""));
    }

    void refused(String device, SimPassword password, String refusal) {
        sent.put(key(device, password), new Sent(OptionalInt.empty(), refusal));
    }

    void taken(String device, SimPassword password) {
        sent.remove(key(device, password));
    }

    /** Not the password itself, which nobody needs to find here. */
    private String key(String device, SimPassword password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return device
                    + ' '
                    + HexFormat.of().formatHex(digest.digest(password.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

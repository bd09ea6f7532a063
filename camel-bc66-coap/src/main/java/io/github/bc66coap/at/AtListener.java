// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** Receives what belongs to no command. All methods are called in the event loop and must not block. */
public interface AtListener {

    /**
     * A notification that the {@link UrcRule} claimed.
     *
     * @param bytes all of it, without line end; the listener's to keep
     * @param truncated whether fewer bytes arrived than it announced
     */
    void onNotification(byte[] bytes, boolean truncated);

    /** A line that no command accepted: a notification, a boot line, a stray result code, or noise. */
    void onLine(String line);

    /**
     * The module has restarted. The command under way, if any, ends with {@link AtResult.Lost} as soon as this returns. A new one can be
     * sent from here.
     */
    void onRestart();

    /**
     * The line is lost; called once. The command under way, if any, ends with {@link AtResult.Lost} as soon as this returns.
     *
     * @param reason why, for people
     */
    void onLost(String reason);
}

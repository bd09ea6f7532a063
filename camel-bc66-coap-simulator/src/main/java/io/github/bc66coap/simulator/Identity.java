// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

/**
 * Who the module says it is.
 *
 * @param imei printed by {@code AT+CGSN=1}, and by {@code AT+CGSN} (the note does not have the command)
 * @param serialNumber printed by {@code AT+CGSN=0}
 * @param manufacturer first line of {@code ATI}
 * @param model second line of {@code ATI}
 * @param revision third line of {@code ATI}, after {@code Revision: }
 */
public record Identity(String imei, String serialNumber, String manufacturer, String model, String revision) {
    /** A BC66 with the IMEI of the note's section 4.3. */
    public static final Identity DEFAULT =
            new Identity("867997030314412", "D1Q20FM1R000001", "Quectel_Ltd", "Quectel_BC66", "BC66NBR01A01");

    /** The same module with another IMEI. */
    public Identity withImei(String other) {
        return new Identity(other, serialNumber, manufacturer, model, revision);
    }
}

/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Body;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** A resource with several instances, of an object whose model is in a folder. */
@Timeout(120)
class OwnModelTest {
    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <LWM2M xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:noNamespaceSchemaLocation="http://openmobilealliance.org/tech/profiles/LWM2M.xsd">
              <Object ObjectType="MODefinition">
                <Name>Limits</Name><Description1/><ObjectID>30000</ObjectID>
                <ObjectURN>urn:oma:lwm2m:x:30000</ObjectURN>
                <MultipleInstances>Single</MultipleInstances><Mandatory>Optional</Mandatory>
                <Resources>
                  <Item ID="1">
                    <Name>Limit</Name><Operations>RW</Operations><MultipleInstances>Multiple</MultipleInstances>
                    <Mandatory>Mandatory</Mandatory><Type>Integer</Type><RangeEnumeration/><Units/><Description/>
                  </Item>
                </Resources>
                <Description2/>
              </Object>
            </LWM2M>
            """;
    private static final String ROUTES = Device.REGISTRATION + """
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /30000/0/1, models: "{{models}}"}
                  steps: [{bean: {ref: limits, method: take}}]
            """;

    private final Limits limits = new Limits();

    /** What the route gets. */
    public static final class Limits {
        private final List<Object> written = new CopyOnWriteArrayList<>();

        public Object take(@Body Object body) {
            if (body != null) {
                written.add(body);
            }
            return Map.of(0, 5);
        }
    }

    @Test
    void itsValueIsAMapHoweverItIsWritten(@TempDir Path models) throws Exception {
        Files.writeString(models.resolve("30000.xml"), MODEL);
        try (Lwm2mPlatform platform = Lwm2mPlatform.plain();
                CoapCloud client = new CoapCloud();
                Device device = new Device(platform, module -> {})
                        .bind("limits", limits)
                        .property("models", models.toString())
                        .start(ROUTES)) {
            platform.awaitRegistration(Device.NAME);
            assertThat(put(platform, client, "/30000/0/1", 11542, "860141000541010a"))
                    .isEqualTo("2.04");
            assertThat(put(platform, client, "/30000/0", 11542, "860141000541010a"))
                    .isEqualTo("2.04");
            assertThat(put(platform, client, "/30000/0/1", 0, "37")).isEqualTo("2.04");
            assertThat(put(platform, client, "/30000/0", 11542, "c10105")).isEqualTo("4.00");
        }
        assertThat(limits.written).containsExactly(Map.of(0, 5L, 1, 10L), Map.of(0, 5L, 1, 10L), Map.of(0, 7L));
    }

    private static String put(Lwm2mPlatform platform, CoapCloud client, String path, int format, String hex)
            throws Exception {
        Request request = new Request(CoAP.Code.PUT);
        request.getOptions().setContentFormat(format);
        request.setPayload(HexFormat.of().parseHex(hex));
        return client.ask(platform.registration(Device.NAME).getSocketAddress(), request, path)
                .getCode()
                .text;
    }
}

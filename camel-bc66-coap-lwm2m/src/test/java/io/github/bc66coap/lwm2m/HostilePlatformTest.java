// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What no well-behaved platform asks for, as raw CoAP. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePlatformTest {
    private static final String ROUTES = Device.REGISTRATION + """
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-device
                  parameters: {device: "{{bc66.device}}"}
                  steps: [{log: reboot}]
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/5700, type: FLOAT, operations: RW}
                  steps:
                    - bean: {ref: meter, method: value}
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/5605, operations: E}
                  steps: [{log: "${body}"}]
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/1, type: INTEGER, operations: RW}
                  steps:
                    - setBody: {constant: "5"}
            """;

    private final Meter meter = new Meter();
    private Lwm2mPlatform platform;
    private Device device;
    private final CoapCloud client = new CoapCloud();

    /** Gives a value, none, or fails. */
    public static final class Meter {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile String mode = "1.5";

        public void value(Exchange exchange) {
            asked.incrementAndGet();
            if (mode.equals("fail")) {
                throw new IllegalStateException("no sensor");
            }
            exchange.getMessage().setBody(mode.equals("none") ? null : mode);
        }
    }

    @BeforeAll
    void start() throws Exception {
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter).start(ROUTES);
        await().until(() ->
                platform.awaitRegistration(Device.NAME).getAvailableInstances().size() == 4);
    }

    @AfterAll
    void stop() {
        client.close();
        device.close();
        platform.close();
    }

    private String ask(CoAP.Code method, String path, String query, Integer format, byte[] payload) throws Exception {
        java.net.InetSocketAddress at = platform.registration(Device.NAME).getSocketAddress();
        Request request = new Request(method);
        request.setURI("coap://" + at.getAddress().getHostAddress() + ":" + at.getPort() + path);
        if (query != null) {
            request.getOptions().setUriQuery(query);
        }
        if (format != null) {
            request.getOptions().setContentFormat(format);
        }
        request.setPayload(payload);
        Response answer = client.ask(request);
        return answer == null ? "none" : answer.getCode().text;
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /3303/0/5700, 11542, '', 4.00",
        "PUT, /3303/0/5700, 11542, E8, 4.15",
        "PUT, /3303/0/5700, 11542, E81644, 4.15",
        "PUT, /3303/0/5700, 11542, F81644FFFFFF, 4.15",
        "PUT, /3303/0/5700, 11542, F81644FFFFFF00, 4.15",
        "PUT, /3303/0/5700, 11542, E316443FC000, 4.15",
        "PUT, /3303/0/5700, 11542, E416443FC00000, 2.04",
        "PUT, /3303/0/5700, 11542, E816440100, 4.15",
        "PUT, /3303/0/5700, 11542, E816440000000000000000, 4.15",
        "PUT, /3303/0/5700, 11542, E81644087FF8000000000000, 4.00",
        "PUT, /3303/0/5700, 11542, 0800, 4.15",
        "PUT, /3303/0/1, 11542, C001, 4.15",
        "PUT, /3303/0/1, 11542, C3010000FF, 2.04",
        "PUT, /3303/0/1, 11542, C80109000000000000000001, 4.15",
        "PUT, /3303/0/1, 0, 39393939393939393939393939393939393939393939, 4.15",
        "PUT, /3303/0/1, 0, '', 4.15",
        "PUT, /3303/0/1, 0, 4E614E, 4.15",
        "PUT, /3303/0/5700, 0, 4E614E, 4.00",
        "PUT, /3303/0/5700, 0, 3165343030, 4.00",
        "PUT, /3303/0/5700, 110, 5B5D, 4.15",
        "PUT, /3303/0/5700, 65000, 5B5D, 4.15",
        "PUT, /3303/0, 11542, C10105, 2.04",
        "PUT, /3303/0, 11542, C10905, 4.04",
        "PUT, /3303/0, 11542, 0800, 4.15",
        "PUT, /3303/0, 11542, 08FF, 4.15",
        "PUT, /3303/0, 0, 35, 4.15",
        "PUT, /3303/0, 42, 35, 4.15",
        "POST, /3303, 11542, 080003C10105, 4.05",
        "POST, /3303/1, 11542, C10105, 4.04",
        "DELETE, /3303/0, , '', 4.05",
        "DELETE, /3303, , '', 4.05",
        "DELETE, /3303/0/1, , '', 4.05",
        "PUT, /3/0/0, 0, 41, 4.05",
        "PUT, /3/0, 11542, C00041, 4.15",
        "PUT, /3/0, 11542, C10041, 4.05",
        "POST, /3/0/0, 0, 41, 4.05",
        "GET, /3/0/4, , '', 4.05",
        "GET, /03303/0/5700, , '', 4.04",
        "GET, /3303/00/5700, , '', 4.04",
        "GET, /, , '', 4.04",
        "GET, /65536, , '', 4.04",
        "GET, /65535/0/0, , '', 4.04",
        "GET, /3303/0/5700/0, , '', 4.04",
        "POST, /3303/0/5605, 0, 303D276127, 2.04",
        "POST, /3303/0/5605, 0, 303D2761, 4.00",
        "POST, /3303/0/5605, 0, FF, 4.00",
        "PUT, /1/0/1, 0, 30, 4.00",
        "PUT, /1/0/1, 0, 2D31, 4.00",
        "PUT, /1/0/1, 0, 39323233333732303336383534373735383037, 2.04",
        "PUT, /1/0/2, 0, 2D31, 4.00",
        "PUT, /1/0/3, 0, 39323233333732303336383534373735383037, 4.00",
        "PUT, /1/0/6, 11542, C10602, 4.15",
        "PUT, /1/0/7, 0, 5551, 4.05",
    })
    void unusualRequestsAreAnsweredWithTheirCode(CoAP.Code method, String path, Integer format, String hex, String code)
            throws Exception {
        assertThat(ask(method, path, null, format, HexFormat.of().parseHex(hex)))
                .isEqualTo(code);
        assertThat(ask(CoAP.Code.GET, "/3303/0/5700", null, null, new byte[0])).isEqualTo("2.05");
    }

    @ParameterizedTest
    @CsvSource({
        "pmin=-1, 4.00",
        "pmin=, 4.00",
        "pmin=99999999999999999999, 4.00",
        "pmin=10&pmax=5, 4.00",
        "pmax=0, 2.04",
        "st=0, 4.00",
        "st=-1, 4.00",
        "st=NaN, 4.00",
        "gt=NaN, 4.00",
        "lt=Infinity, 4.00",
        "gt=1e999, 4.00",
        "gt=5&lt=5, 4.00",
        "gt=5&lt=1&st=3, 4.00",
        "nosuch=1, 4.00",
        "pmin=1.5, 4.00",
        "gt=+1, 4.00",
        "epmin=1, 4.00",
        "=, 4.00",
        "&&, 4.15",
        "pmin, 2.04",
    })
    void unusualAttributesAreAnsweredWithTheirCode(String query, String code) throws Exception {
        assertThat(ask(CoAP.Code.PUT, "/3303/0/5700", query, null, new byte[0])).isEqualTo(code);
    }

    /** As deep as a message can be. */
    @Test
    void instancesInInstancesAreRefused() throws Exception {
        byte[] deep = new byte[400];
        for (int at = 0; at < deep.length; at += 4) {
            int length = deep.length - at - 4;
            deep[at] = 0x10;
            deep[at + 2] = (byte) (length >> Byte.SIZE);
            deep[at + 3] = (byte) length;
        }
        assertThat(ask(CoAP.Code.PUT, "/3303/0", null, 11542, deep)).isEqualTo("4.00");
    }

    /** A notification is due all the time; without a pause its route would run a thousand times a second. */
    @ParameterizedTest
    @CsvSource({"none", "fail"})
    void aMissingObservedValueIsSampledAtALimitedRate(String mode) throws Exception {
        assertThat(ask(CoAP.Code.PUT, "/3303/0/5700", "pmax=1", null, new byte[0]))
                .isEqualTo("2.04");
        platform.awaitRegistration(Device.NAME);
        platform.observe(Device.NAME, "/3303/0/5700");
        meter.mode = mode;
        int before = meter.asked.get();
        await().until(() -> meter.asked.get() > before);
        int begun = meter.asked.get();
        await().during(2, TimeUnit.SECONDS).until(() -> meter.asked.get() < begun + 10);
        meter.mode = "1.5";
    }

    /** An attribute that one resource can't have changes none. */
    @Test
    void attributesOfAnInstanceApplyToAllResourcesOrNone() throws Exception {
        assertThat(ask(CoAP.Code.PUT, "/3303/0/5700", "pmax=5", null, new byte[0]))
                .isEqualTo("2.04");
        assertThat(ask(CoAP.Code.PUT, "/3303/0", "pmin=7", null, new byte[0])).isEqualTo("4.00");
        assertThat(device.device().resources().values())
                .noneMatch(resource -> resource.attributes().pmin().toSeconds() == 7);
    }
}

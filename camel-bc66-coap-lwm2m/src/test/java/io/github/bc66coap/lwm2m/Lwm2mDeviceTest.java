// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;
import org.eclipse.leshan.core.node.LwM2mObjectInstance;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.DiscoverResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.server.registration.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEndpoint;
import io.github.bc66coap.camel.UnobservedException;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The device of the page docs/lwm2m.md, and some resources more, with Leshan. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class Lwm2mDeviceTest {
    private static final String TEMPERATURE = "/3303/0/5700";
    private static final Path PAGE = Path.of("../docs/lwm2m.md");
    private static final String MORE = """
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /19/1/0}
                  steps:
                    - bean: {ref: meter, method: take}
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/5605, operations: E}
                  steps:
                    - bean: {ref: meter, method: reset}
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/5750, operations: RW, sample: 1h}
                  steps:
                    - bean: {ref: meter, method: name}
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-resource
                  parameters: {device: "{{bc66.device}}", path: /3303/0/5518, operations: RW, type: TIME}
                  steps:
                    - bean: {ref: meter, method: time}
            - route:
                from:
                  uri: direct:reset
                  steps:
                    - to: "bc66coap:{{bc66.device}}?operation=RESET"
            """;

    private final Meter meter = new Meter();
    private String host = "127.0.0.1";
    private Lwm2mPlatform platform;
    private Device device;
    private boolean impatient;

    @AfterEach
    void stop() {
        if (device != null) {
            device.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    /** What the module is built into. */
    public static final class Meter {
        private final List<Object> written = new CopyOnWriteArrayList<>();
        private volatile double temperature = 21.5;
        private volatile String name = "cellar";
        private volatile String code;
        private final CountDownLatch reading = new CountDownLatch(1);
        private volatile CountDownLatch goOn = new CountDownLatch(0);
        private volatile boolean hangs;
        private volatile CountDownLatch hung;
        private volatile CountDownLatch end;

        public double temperature() {
            return temperature;
        }

        public void take(Exchange exchange) {
            written.add(exchange.getMessage().getBody());
        }

        public void reset(String arguments) {
            written.add("reset " + arguments);
        }

        public String name(Exchange exchange) throws InterruptedException {
            if (exchange.getMessage().getHeader(Lwm2mConstants.OPERATION) == Lwm2mOperation.WRITE) {
                name = exchange.getMessage().getBody(String.class);
                exchange.getMessage().setHeader(Bc66CoapConstants.REPLY_CODE, code);
                return name;
            }
            String now = name;
            CountDownLatch held = goOn;
            goOn = new CountDownLatch(0);
            if (held.getCount() > 0) {
                reading.countDown();
                assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
            }
            return now;
        }

        public String hang() throws InterruptedException {
            if (hangs) {
                hung.countDown();
                end.await();
            }
            return "value";
        }

        public Object time(Exchange exchange) {
            if (exchange.getMessage().getHeader(Lwm2mConstants.OPERATION) == Lwm2mOperation.WRITE) {
                written.add(exchange.getMessage().getBody());
            }
            return "2026-11-29T00:00:00Z";
        }
    }

    /** The first device of the page. */
    private static String page() throws Exception {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }

    private static Lwm2mPlatform platform(boolean dtls) {
        return dtls ? Lwm2mPlatform.secure(Device.NAME, Device.NAME, Device.KEY) : Lwm2mPlatform.plain();
    }

    private void start(boolean dtls, Quirk... quirks) throws Exception {
        start(platform(dtls), dtls, quirks);
    }

    /** With a platform that observes the temperature whenever the device registers, and wants it each second. */
    private void startObserved(boolean dtls) throws Exception {
        start(platform(dtls).observing(TEMPERATURE), dtls);
        assertThat(attributes(0L, 1L)).isEqualTo(ResponseCode.CHANGED);
        telemetryComes();
    }

    private void start(Lwm2mPlatform with, boolean dtls, Quirk... quirks) throws Exception {
        platform = with;
        device = new Device(platform, module -> module.quirks(Quirks.of(quirks))).bind("meter", meter);
        if (dtls) {
            device.secure();
        }
        if (impatient) {
            device.impatient();
        }
        if (Arrays.asList(quirks).contains(Quirk.ANY_CONTENT_FORMAT)) {
            device.component().getConfiguration().setContentFormats("0,40,41,42,47,50,11542");
        }
        device.property("lwm2m.host", host);
        device.start(page(), MORE);
        client();
    }

    private long updates() {
        return count("updated");
    }

    private long count(String event) {
        return platform.events().stream()
                .filter((event + " " + Device.NAME)::equals)
                .count();
    }

    /** With all its objects: on a busy machine routes may come after a first registration, and the next one ends what is under way. */
    private Registration client() {
        Set<LwM2mPath> instances = device.device().resources().keySet().stream()
                .map(LwM2mPath::toObjectInstancePath)
                .collect(Collectors.toSet());
        return await().until(
                        () -> platform.registration(Device.NAME),
                        seen -> seen != null && seen.getAvailableInstances().equals(instances));
    }

    private Object read(String path) throws Exception {
        ReadResponse answer = platform.ask(platform.awaitRegistration(Device.NAME), new ReadRequest(path));
        assertThat(answer.getCode()).as(path + " " + answer).isEqualTo(ResponseCode.CONTENT);
        LwM2mResource resource = (LwM2mResource) answer.getContent();
        return resource.isMultiInstances() ? resource.getInstances() : resource.getValue();
    }

    private ResponseCode write(WriteRequest request) throws Exception {
        return platform.ask(platform.awaitRegistration(Device.NAME), request).getCode();
    }

    private void observe(String path) throws Exception {
        ObserveResponse answer = platform.ask(platform.awaitRegistration(Device.NAME), new ObserveRequest(path));
        assertThat(answer.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(answer.getObservation()).isNotNull();
    }

    private List<Lwm2mPlatform.Notification> notifications(String path) {
        return platform.notifications().stream()
                .filter(notification -> notification.path().equals(path))
                .toList();
    }

    @Test
    void thePagesDeviceHas30LinesAtMost() throws Exception {
        assertThat(page().lines()).hasSizeLessThanOrEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePagesDeviceIsReadWrittenExecutedDiscoveredAndObserved(boolean dtls) throws Exception {
        start(dtls);
        assertThat(client().getAvailableInstances())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("/1/0", "/3/0", "/4/0", "/19/1", "/3303/0");
        assertThat(client().getLifeTimeInSec()).isEqualTo(300);
        isRead();
        isWritten();
        isExecuted();
        isDiscovered();
        isWatched();
        device.close();
        device = null;
        assertThat(platform.events()).contains("deregistered " + Device.NAME);
        assertThat(platform.registration(Device.NAME)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"false, 5683", "true, 5684"})
    void theServersPortIsTheStandardOneByDefault(boolean dtls, int port) throws Exception {
        InetSocketAddress address = new InetSocketAddress(FreePorts.address(), port);
        platform = dtls
                ? Lwm2mPlatform.secure(address, Device.NAME, Device.NAME, Device.KEY, line -> {})
                : Lwm2mPlatform.plain(address, line -> {});
        device =
                new Device(platform, module -> {}).bind("meter", meter).property("lwm2m.host", address.getHostString());
        if (dtls) {
            device.secure();
        }
        device.start(page().replaceFirst(" *port: .*\n", ""));
        client();
    }

    private void isRead() throws Exception {
        assertThat(read("/1/0/0")).isEqualTo(1L);
        assertThat(read("/1/0/1")).isEqualTo(300L);
        assertThat(read("/1/0/6")).isEqualTo(true);
        assertThat(read("/1/0/7")).isEqualTo("U");
        assertThat(read("/3/0/0")).isEqualTo("Example");
        assertThat((String) read("/3/0/2")).hasSize(15);
        assertThat(read("/3/0/7")).isEqualTo(3512L);
        assertThat(read("/3/0/9")).isEqualTo(88L);
        assertThat(read("/3/0/11")).isEqualTo(0L);
        assertThat(read("/4/0/0")).isEqualTo(7L);
        assertThat(read("/4/0/2")).isEqualTo(-69L);
        assertThat(read("/4/0/3")).isEqualTo(-11L);
        assertThat(read("/4/0/8")).isEqualTo(0x5C4BC33L);
        assertThat(read("/3303/0/5700")).isEqualTo(21.5);
        assertThat(read("/3303/0/5518")).isEqualTo(Date.from(java.time.Instant.parse("2026-11-29T00:00:00Z")));
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ReadRequest("/3303/0/1"))
                        .getCode())
                .isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ReadRequest("/3303/0/5605"))
                        .getCode())
                .isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    /** TLV is what Leshan's REST writes, text and opaque what the note has. */
    private void isWritten() throws Exception {
        for (ContentFormat format : List.of(ContentFormat.TLV, ContentFormat.TEXT, ContentFormat.OPAQUE)) {
            assertThat(write(new WriteRequest(format, 19, 1, 0, new byte[] {5, -1})))
                    .as(format.toString())
                    .isEqualTo(ResponseCode.CHANGED);
        }
        assertThat(meter.written).hasSize(3).allSatisfy(bytes -> assertThat(bytes)
                .isEqualTo(new byte[] {5, -1}));
        for (ContentFormat format : List.of(ContentFormat.TLV, ContentFormat.TEXT)) {
            assertThat(write(new WriteRequest(format, 3303, 0, 5750, "attic " + format)))
                    .isEqualTo(ResponseCode.CHANGED);
            assertThat(read("/3303/0/5750")).isEqualTo("attic " + format);
        }
        assertThat(write(new WriteRequest(3303, 0, 5518, new Date(60_000)))).isEqualTo(ResponseCode.CHANGED);
        assertThat(meter.written.get(3)).isEqualTo(java.time.Instant.ofEpochSecond(60));
        assertThat(write(new WriteRequest(ContentFormat.JSON, 3303, 0, 5750, "x")))
                .isEqualTo(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
        assertThat(write(new WriteRequest(3303, 0, 5700, 1.5))).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
        assertThat(write(new WriteRequest(3, 0, 9, 5))).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
        meter.written.clear();
    }

    private void isExecuted() throws Exception {
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ExecuteRequest("/3303/0/5605", "0='a',5"))
                        .getCode())
                .isEqualTo(ResponseCode.CHANGED);
        assertThat(meter.written).containsExactly("reset 0='a',5");
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ExecuteRequest("/3303/0/5700"))
                        .getCode())
                .isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    }

    private void isDiscovered() throws Exception {
        DiscoverResponse object = platform.ask(platform.awaitRegistration(Device.NAME), new DiscoverRequest(3303));
        assertThat(object.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(object.getObjectLinks())
                .extracting(link -> link.getUriReference())
                .containsExactly("/3303", "/3303/0", "/3303/0/5518", "/3303/0/5605", "/3303/0/5700", "/3303/0/5750");
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new DiscoverRequest(3, 0))
                        .getObjectLinks())
                .extracting(link -> link.getUriReference())
                .contains("/3/0/0", "/3/0/4", "/3/0/9");
    }

    /** The value changes all the time; sample is 10 s in the page, pmin makes it look earlier. */
    private void isWatched() throws Exception {
        assertThat(attributes(1L, 3L)).isEqualTo(ResponseCode.CHANGED);
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new DiscoverRequest(3303, 0))
                        .getObjectLinks())
                .filteredOn(link -> link.getUriReference().equals("/3303/0/5700"))
                .singleElement()
                .satisfies(link -> assertThat(link.toCoreLinkFormat()).contains("pmin=1", "pmax=3"));
        long begun = System.nanoTime();
        observe("/3303/0/5700");
        await().until(() -> notifications("/3303/0/5700").size() >= 2);
        List<Lwm2mPlatform.Notification> seen = notifications("/3303/0/5700");
        assertThat(seen)
                .allSatisfy(notification -> assertThat(notification.value()).isEqualTo(21.5));
        assertThat(seen.get(1).nanos() - begun)
                .as("pmax twice, as the value stays")
                .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(2 * 3));
    }

    private ResponseCode attributes(Long pmin, Long pmax) throws Exception {
        return platform.ask(
                        platform.awaitRegistration(Device.NAME),
                        new WriteAttributesRequest(
                                3303,
                                0,
                                5700,
                                new LwM2mAttributeSet(
                                        LwM2mAttributes.create(LwM2mAttributes.MINIMUM_PERIOD, pmin),
                                        LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, pmax))))
                .getCode();
    }

    /** With firmware that sends TLV, whole instances go. */
    @Test
    void aWholeInstanceIsReadAndWrittenInTlv() throws Exception {
        start(false, Quirk.ANY_CONTENT_FORMAT);

        ReadResponse answer =
                platform.ask(platform.awaitRegistration(Device.NAME), new ReadRequest(ContentFormat.TLV, 3303, 0));
        assertThat(answer.getCode()).isEqualTo(ResponseCode.CONTENT);
        LwM2mObjectInstance instance = (LwM2mObjectInstance) answer.getContent();
        assertThat(instance.getResources()).containsOnlyKeys(5518, 5700, 5750);
        assertThat(instance.getResource(5700).getValue()).isEqualTo(21.5);
        LwM2mObjectInstance own =
                (LwM2mObjectInstance) platform.ask(platform.awaitRegistration(Device.NAME), new ReadRequest(3, 0))
                        .getContent();
        assertThat(own.getResource(7).getInstances().get(0).getValue()).isEqualTo(3512L);
        assertThat(own.getResource(9).getValue()).isEqualTo(88L);
        assertThat(read("/3/0/11")).as("several instances").isInstanceOf(Map.class);

        assertThat(write(new WriteRequest(
                        WriteRequest.Mode.UPDATE,
                        3303,
                        0,
                        org.eclipse.leshan.core.node.LwM2mSingleResource.newStringResource(5750, "roof"))))
                .isEqualTo(ResponseCode.CHANGED);
        assertThat(read("/3303/0/5750")).isEqualTo("roof");
    }

    /** Object 1: the lifetime is written, the update is triggered. */
    @Test
    void thePlatformSetsTheLifetimeAndTriggersAnUpdate() throws Exception {
        start(false);
        assertThat(write(new WriteRequest(1, 0, 1, 60))).isEqualTo(ResponseCode.CHANGED);
        await().until(() -> client().getLifeTimeInSec() == 60);
        assertThat(read("/1/0/1")).isEqualTo(60L);
        isUpdated();
        assertThat(write(new WriteRequest(1, 0, 1, 0))).isEqualTo(ResponseCode.BAD_REQUEST);
    }

    /** One observer's response has a new value before the next sample; the other one still needs it. */
    @Test
    void anObserverGetsAChangeThatAnotherHasSeenFirst() throws Exception {
        start(false);
        observe("/3303/0/5750");
        meter.name = "attic";
        try (CoapCloud other = new CoapCloud()) {
            Request request = new Request(CoAP.Code.GET);
            request.setObserve();
            InetSocketAddress at = client().getSocketAddress();
            assertThat(other.ask(at, request, "/3303/0/5750").getPayloadString())
                    .isEqualTo("attic");
            assertThat(platform.ask(
                                    platform.awaitRegistration(Device.NAME),
                                    new WriteAttributesRequest(
                                            3303,
                                            0,
                                            5750,
                                            new LwM2mAttributeSet(
                                                    LwM2mAttributes.create(LwM2mAttributes.MINIMUM_PERIOD, 0L))))
                            .getCode())
                    .as("leads to a sample")
                    .isEqualTo(ResponseCode.CHANGED);
            await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(notifications("/3303/0/5750"))
                    .extracting(Lwm2mPlatform.Notification::value)
                    .containsExactly("attic"));
        }
    }

    /** A platform reboots a device because it hangs. */
    @Test
    void routesThatHangDelayNeitherOtherResourcesNorAReboot() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        meter.hung = new CountDownLatch(5);
        meter.end = end;
        platform = platform(false).observing(TEMPERATURE);
        device = new Device(platform, module -> {}).bind("meter", meter);
        StringBuilder hanging = new StringBuilder();
        for (int id = 1; id <= 5; id++) {
            hanging.append("""
                    - route:
                        from:
                          uri: kamelet:bc66-lwm2m-resource
                          parameters: {device: "{{bc66.device}}", path: /3303/1/%d, operations: R}
                          steps:
                            - bean: {ref: meter, method: hang}
                    """.formatted(id));
        }
        try {
            device.start(page(), hanging.toString());
            client();
            for (int id = 1; id <= 5; id++) {
                observe("/3303/1/" + id);
            }
            meter.hangs = true;
            assertThat(platform.ask(
                                    platform.awaitRegistration(Device.NAME),
                                    new WriteAttributesRequest(
                                            3303,
                                            1,
                                            new LwM2mAttributeSet(
                                                    LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, 1L))))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
            assertThat(meter.hung.await(60, TimeUnit.SECONDS)).as("all hang").isTrue();
            assertThat(attributes(0L, 1L)).isEqualTo(ResponseCode.CHANGED);
            telemetryComes();
            String before = client().getId();
            assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ExecuteRequest("/3/0/4"))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
            await().atMost(30, TimeUnit.SECONDS).until(() -> !client().getId().equals(before));
        } finally {
            end.countDown();
        }
    }

    /** Else a platform that repeats its order would occupy one thread with each. */
    @Test
    void rebootsOrderedDuringARestartAreThatRestart() throws Exception {
        AtomicInteger restarts = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter);
        hold(
                event -> event instanceof CamelEvent.ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().contains("QRST")
                        && restarts.incrementAndGet() > 0,
                first,
                goOn);
        device.start(page());
        String before = client().getId();
        for (int i = 0; i < 3; i++) {
            assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ExecuteRequest("/3/0/4"))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
            assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        }
        goOn.countDown();
        await().atMost(60, TimeUnit.SECONDS).until(() -> !client().getId().equals(before));
        assertThat(restarts).hasValue(1);
    }

    /** Reboot: the 2.04 comes first, then the module restarts, registers anew, and is observed again. */
    @Test
    void aRebootIsAnsweredAndFollowedByANewRegistration() throws Exception {
        startObserved(false);
        String before = client().getId();

        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ExecuteRequest("/3/0/4"))
                        .getCode())
                .isEqualTo(ResponseCode.CHANGED);
        await().until(() -> client() != null && !client().getId().equals(before));
        telemetryComes();
    }

    /** Nobody has lost an observation that he could be told of: it is the event that says so. */
    @Test
    void aRestartIsFollowedByANewRegistrationThoughNobodyObserves() throws Exception {
        start(false);
        String before = client().getId();

        device.module().reboot();
        await().until(() -> !client().getId().equals(before));
    }

    /** The server still has the registration, but rejects what is notified. The module prints its address in one spelling only. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::ffff:127.0.0.1"})
    void aRejectedNotificationLeadsToANewRegistration(String spelling) throws Exception {
        host = spelling;
        startObserved(false);
        assertThat(write(new WriteRequest(1, 0, 1, 10))).isEqualTo(ResponseCode.CHANGED);
        String before = client().getId();

        platform.forgetObservations(Device.NAME);
        await().until(() -> !client().getId().equals(before));
        telemetryComes();
    }

    private void isUpdated() throws Exception {
        long updated = updates();
        assertThat(platform.ask(platform.awaitRegistration(Device.NAME), new ExecuteRequest("/1/0/8"))
                        .getCode())
                .isEqualTo(ResponseCode.CHANGED);
        await().until(() -> updates() > updated);
    }

    /** Another registration would end the observations that have begun since. */
    @Test
    void anObservationThatARegistrationHasEndedCausesNoOtherRegistration() throws Exception {
        startObserved(false);
        assertThat(write(new WriteRequest(1, 0, 1, 20))).isEqualTo(ResponseCode.CHANGED);
        observe("/3303/0/5750");
        device.context().getRouteController().stopRoute(routeOf("/19/1/0"));
        await().until(() -> client().getAvailableInstances().size() == 4);
        String id = client().getId();

        assertThat(write(new WriteRequest(3303, 0, 5750, "attic"))).isEqualTo(ResponseCode.CHANGED);
        telemetryComes();
        long updated = updates();
        await().until(() -> updates() > updated);
        assertThat(client().getId()).isEqualTo(id);
    }

    /** As HTTP and files give it. */
    @Test
    void aStreamIsReadAsItsBytes() throws Exception {
        byte[] bytes = {1, -1, 0};
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter).bind("bytes", bytes);
        device.start(page(), """
                - route:
                    from:
                      uri: kamelet:bc66-lwm2m-resource
                      parameters: {device: "{{bc66.device}}", path: /19/0/0}
                      steps:
                        - setBody: {simple: "${ref:bytes}"}
                        - convertBodyTo: {type: java.io.InputStream}
                """);
        client();
        assertThat(read("/19/0/0")).isEqualTo(bytes);
    }

    /** Long before its next sample, also if the route itself says that it has written. */
    @ParameterizedTest
    @CsvSource({"''", "2.04"})
    void aWrittenValueIsNotifiedAtOnce(String code) throws Exception {
        meter.code = code.isEmpty() ? null : code;
        start(false);
        observe("/3303/0/5750");
        assertThat(write(new WriteRequest(3303, 0, 5750, "attic"))).isEqualTo(ResponseCode.CHANGED);

        await().until(() -> notifications("/3303/0/5750").stream()
                .anyMatch(notification -> notification.value().equals("attic")));
    }

    /** The second is written while a slow route reads the first. */
    @Test
    void theNewestValueIsNotifiedLast() throws Exception {
        start(false);
        observe("/3303/0/5750");
        CountDownLatch goOn = new CountDownLatch(1);
        meter.goOn = goOn;
        assertThat(write(new WriteRequest(3303, 0, 5750, "first"))).isEqualTo(ResponseCode.CHANGED);
        assertThat(meter.reading.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(write(new WriteRequest(3303, 0, 5750, "second"))).isEqualTo(ResponseCode.CHANGED);
        read("/1/0/0");
        read("/1/0/0");
        goOn.countDown();

        await().untilAsserted(() -> assertThat(notifications("/3303/0/5750"))
                .extracting(Lwm2mPlatform.Notification::value)
                .containsExactly("first", "second"));
    }

    /** Long before the next sample of what is observed. */
    @Test
    void anotherPmaxOfTheServerObjectHoldsAtOnce() throws Exception {
        start(false);
        observe("/3303/0/5750");
        assertThat(write(new WriteRequest(1, 0, 3, 1))).isEqualTo(ResponseCode.CHANGED);

        await().until(() -> notifications("/3303/0/5750").size() >= 2);
    }

    /** Holds the device's context up where an event happens, until it may go on. */
    private void hold(Predicate<CamelEvent> where, CountDownLatch reached, CountDownLatch goOn) {
        device.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws Exception {
                if (where.test(event)) {
                    reached.countDown();
                    assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                }
            }
        });
    }

    /** The device learns that nobody observes any more just when the platform has observed again. */
    @Test
    void anObservationBegunWhileTheLastOneEndsIsServed() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter);
        hold(Lwm2mDeviceTest::isUnobserved, gone, goOn);
        device.start(page().replace("type: FLOAT", "type: FLOAT\n        sample: 200ms"));
        client();
        assertThat(attributes(0L, 1L)).isEqualTo(ResponseCode.CHANGED);
        observe(TEMPERATURE);
        telemetryComes();
        platform.forgetObservations(Device.NAME);
        assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        observe(TEMPERATURE);
        goOn.countDown();

        telemetryComes();
    }

    /** A sample is due when the response is made but the module doesn't know the observer yet. */
    @Test
    void aSampleBeforeTheObservationHasBegunDoesNotEndIt() throws Exception {
        CountDownLatch unobserved = new CountDownLatch(1);
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter);
        hold(Lwm2mDeviceTest::isUnobserved, unobserved, new CountDownLatch(0));
        afterReply(exchange -> {
            if (Integer.valueOf(0).equals(exchange.getMessage().getHeader(Bc66CoapConstants.REQUEST_OBSERVE))) {
                assertThat(unobserved.await(60, TimeUnit.SECONDS)).isTrue();
            }
        });
        device.start(page().replace("type: FLOAT", "type: FLOAT\n        sample: 200ms"));
        client();
        assertThat(attributes(0L, 1L)).isEqualTo(ResponseCode.CHANGED);
        observe(TEMPERATURE);

        telemetryComes();
    }

    /** What happens before the response that a resource has made is sent. */
    private void afterReply(Processor step) {
        device.context()
                .getCamelContextExtension()
                .addInterceptStrategy((context, definition, target, next) ->
                        definition instanceof BeanDefinition bean && "reply".equals(bean.getMethod())
                                ? exchange -> {
                                    target.process(exchange);
                                    step.process(exchange);
                                }
                                : target);
    }

    private static boolean isUnobserved(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeSentEvent sent
                && sent.getExchange().getException() instanceof UnobservedException;
    }

    /** What is between the limits, and nearer to the last than the step, isn't told. */
    @Test
    void notificationsHonourLimitsAndStep() throws Exception {
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter);
        device.start(page().replace("type: FLOAT", "type: FLOAT\n        sample: 200ms"));
        client();
        assertThat(platform.ask(
                                platform.awaitRegistration(Device.NAME),
                                new WriteAttributesRequest(
                                        3303,
                                        0,
                                        5700,
                                        new LwM2mAttributeSet(
                                                LwM2mAttributes.create(LwM2mAttributes.LESSER_THAN, 10.0),
                                                LwM2mAttributes.create(LwM2mAttributes.GREATER_THAN, 30.0),
                                                LwM2mAttributes.create(LwM2mAttributes.STEP, 5.0))))
                        .getCode())
                .isEqualTo(ResponseCode.CHANGED);
        observe("/3303/0/5700");
        meter.temperature = 24.0;
        await().during(1, TimeUnit.SECONDS)
                .until(() -> notifications("/3303/0/5700").isEmpty());

        for (double told : new double[] {27.0, 31.0, 29.0, 9.5, 10.5}) {
            meter.temperature = told;
            await().until(() -> notifications("/3303/0/5700").stream()
                    .anyMatch(notification -> notification.value().equals(told)));
        }
        assertThat(notifications("/3303/0/5700"))
                .extracting(Lwm2mPlatform.Notification::value)
                .containsExactly(27.0, 31.0, 29.0, 9.5, 10.5);
    }

    /** Without anybody's help: the platform itself has observed, and two notifications more arrive. */
    private void telemetryComes() {
        int before = notifications(TEMPERATURE).size();
        await().until(() -> notifications(TEMPERATURE).size() >= before + 2);
    }

    @Test
    void theDeviceRegistersAgainWhenItsServerIsBack() throws Exception {
        impatient = true;
        startObserved(false);
        int port = platform.port();
        assertThat(write(new WriteRequest(1, 0, 1, 4))).isEqualTo(ResponseCode.CHANGED);
        await().until(() -> client().getLifeTimeInSec() == 4);
        platform.close();
        platform = Lwm2mPlatform.plain(Lwm2mPlatform.loopback(port), line -> {}).observing(TEMPERATURE);

        telemetryComes();
    }

    @ParameterizedTest
    @CsvSource({"REBOOT", "CONTEXT_LOST"})
    void theDeviceRegistersAgainWhenItsModuleLostItsObservers(String how) throws Exception {
        startObserved(false);
        String before = client().getId();
        long registrations = count("registered");

        if (how.equals("REBOOT")) {
            device.module().reboot();
        } else {
            device.module().recovered(1);
        }
        await().until(() -> !client().getId().equals(before));
        telemetryComes();
        isUpdated();
        assertThat(count("registered")).isEqualTo(registrations + 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deepSleepInQueueModeIsFollowedByAnUpdate(boolean lineIsLost) throws Exception {
        platform = Lwm2mPlatform.plain().observing(TEMPERATURE);
        device = new Device(platform, module -> {
                    if (lineIsLost) {
                        module.quirk(Quirk.FIRST_AT_LOST);
                    }
                })
                .bind("meter", meter);
        // a route may have any name
        device.start(page().replace("lifetime: 5m", "lifetime: 5m\n        binding: UQ")
                .replaceFirst("- route:\n", "- route:\n    id: registration\n"));
        assertThat(client().getBindingMode()).hasToString("[U, Q]");
        String before = client().getId();
        assertThat(attributes(0L, 1L)).isEqualTo(ResponseCode.CHANGED);
        telemetryComes();
        long updated = updates();

        if (lineIsLost) {
            // the next line that goes to it wakes it
            device.module().sleep();
        } else {
            device.module().recovered(0);
        }
        await().until(() -> updates() > updated);
        assertThat(platform.events())
                .filteredOn(event -> !event.startsWith("observes"))
                .last()
                .isEqualTo("updated " + Device.NAME);
        assertThat(client().getId()).isEqualTo(before);
        telemetryComes();
    }

    /** A renewed session of DTLS keeps the observers: an update keeps the observations, too. */
    @Test
    void aNewSessionIsFollowedByAnUpdateThatKeepsTheObservations() throws Exception {
        startObserved(true);
        String before = client().getId();
        device.context().createProducerTemplate().sendBody("direct:reset", null);

        await().until(() -> platform.events().contains("updated " + Device.NAME));
        assertThat(client().getId()).isEqualTo(before);
        telemetryComes();
    }

    private String routeOf(String path) {
        return device.context().getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof Bc66CoapEndpoint module
                        && path.equals(module.getConfiguration().getUriPath()))
                .findFirst()
                .orElseThrow()
                .getRouteId();
    }

    @Test
    void theRegistrationListsTheObjectsOfRunningRoutes() throws Exception {
        start(false);
        String id = routeOf("/19/1/0");

        device.context().getRouteController().stopRoute(id);
        await().until(() -> Stream.of(client().getObjectLinks())
                .noneMatch(link -> link.getUriReference().equals("/19/1")));
        device.context().getRouteController().startRoute(id);
        await().until(() -> Stream.of(client().getObjectLinks())
                .anyMatch(link -> link.getUriReference().equals("/19/1")));
    }

    /** A slow machine takes long to add the routes of the standard objects. */
    @Test
    void theRegistrationWaitsForAllObjects() throws Exception {
        CountDownLatch adding = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        platform = Lwm2mPlatform.plain();
        device = new Device(platform, module -> {}).bind("meter", meter);
        hold(
                event -> event instanceof CamelEvent.RouteAddedEvent added
                        && added.getRoute().getRouteId().startsWith("bc66-lwm2m-object"),
                adding,
                goOn);
        FutureTask<Device> start = new FutureTask<>(() -> device.start(page()));
        new Thread(start, "starts the context").start();
        assertThat(adding.await(60, TimeUnit.SECONDS)).isTrue();
        await().during(2, TimeUnit.SECONDS).until(() -> platform.events().isEmpty());
        goOn.countDown();
        start.get(60, TimeUnit.SECONDS);
        client();
        assertThat(platform.events()).containsExactly("registered " + Device.NAME);
    }

    @Test
    void healthCheckAndConsoleShowTheRegistration() throws Exception {
        impatient = true;
        start(false);
        await().until(() -> check().getState() == HealthCheck.State.UP);
        assertThat(check().getDetails())
                .containsEntry("server", "127.0.0.1:" + platform.port())
                .containsKeys("since", "until", "where");
        DevConsole console =
                PluginHelper.getDevConsoleResolver(device.context()).resolveDevConsole("bc66lwm2m");
        CamelContextAware.trySetCamelContext(console, device.context());
        assertThat((String) console.call(DevConsole.MediaType.TEXT))
                .contains(Device.NAME + " registered at 127.0.0.1:" + platform.port() + "/rd/")
                .contains("/3303/0/5700 FLOAT");
        assertThat(console.call(DevConsole.MediaType.JSON).toString()).contains("registered=true");
        platform.close();
        device.device().registration().orElseThrow().updateSoon();
        await().until(() -> check().getDetails().containsKey("trouble"));
    }

    private HealthCheck.Result check() {
        return HealthCheckHelper.invokeReadiness(device.context()).stream()
                .filter(result -> result.getCheck().getId().startsWith("bc66-lwm2m-registration"))
                .findFirst()
                .orElseThrow();
    }
}

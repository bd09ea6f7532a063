// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each field and operation that the dev console and JMX have for a modem, as their users see it. */
class ModemConsoleTest extends ModuleFixture {
    private static final String MARK = "Mark-7c1f";
    private static final String MARK_HEX = HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.US_ASCII));
    /** What a peer would like to do to a screen, a log or a document. */
    private static final String EVIL = "\u001b[2J\"},]\r\nOK\u0007\u0085";

    private final RawPeer peer = new RawPeer();
    private final RawPeer observed = new RawPeer();

    @AfterEach
    void closePeers() {
        peer.close();
        observed.close();
    }

    @Override
    protected boolean useJmx() {
        return true;
    }

    /** Whoever is observed says so, and that it is so no more, at once. */
    private void confirm(Request request) {
        Response confirmation = RawPeer.piggybacked(request, ResponseCode.CONTENT, new byte[0]);
        if (request.getOptions().getObserve() == 0) {
            confirmation.getOptions().setObserve(1);
        }
        observed.send(confirmation);
    }

    @Override
    String uri(String options) {
        return super.uri("reconnectDelay=10ms&" + options);
    }

    @Override
    void routes(RouteBuilder r) {
        observed.answering(this::confirm);
        r.errorHandler(r.noErrorHandler());
        r.from(uri("uriPath=/1&observable=true")).routeId("in").setBody(r.constant(MARK));
        r.from("direct:out").routeId("out").to(uri("host=127.0.0.1&port=" + peer.port() + "&uriPath=/a/b"));
        r.from(uri("host=127.0.0.1&port=" + observed.port() + "&uriPath=/light&observe=true"))
                .routeId("observer")
                .to("mock:light");
    }

    private CompletableFuture<Exchange> sending(String body) {
        return template.asyncSend(
                "direct:out", exchange -> exchange.getMessage().setBody(body));
    }

    // what is read

    private Object call(DevConsole.MediaType type, Map<String, Object> options) {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("bc66coap")
                .call(type, options);
    }

    /** As it goes over HTTP. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> json(Map<String, Object> options) {
        try {
            String document = ((JsonObject) call(DevConsole.MediaType.JSON, options)).toJson();
            Map<String, Object> root = (Map<String, Object>) Jsoner.deserialize(document);
            return ((List<Map<String, Object>>) root.get("modems")).get(0);
        } catch (DeserializationException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> json() {
        return json(Map.of());
    }

    private String text() {
        return (String) call(DevConsole.MediaType.TEXT, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> json, String name) {
        return (List<Map<String, Object>>) json.get(name);
    }

    private static List<String> lines(Map<String, Object> json) {
        return rows(json, "atLines").stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static Set<ObjectName> modems(CamelContext camel) throws Exception {
        return server().queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",type=modems,*"),
                        null);
    }

    private ObjectName bean() throws Exception {
        assertThat(modems(context)).hasSize(1);
        return modems(context).iterator().next();
    }

    private Object attribute(String name) throws Exception {
        return server().getAttribute(bean(), name);
    }

    private Object invoke(String operation) throws Exception {
        return server().invoke(bean(), operation, null, null);
    }

    private List<CompositeData> table(String attribute) throws Exception {
        return rows((TabularData) attribute(attribute));
    }

    private static List<CompositeData> rows(TabularData table) {
        return table.values().stream().map(CompositeData.class::cast).toList();
    }

    private Modem modem() {
        return context.getCamelContextExtension()
                .getContextPlugin(ModemPool.class)
                .modems()
                .get(0);
    }

    @BeforeEach
    void awaitReady() {
        await().until(() -> modem().state().isReady());
    }

    // fields

    @Test
    void consoleAndJmxShowDeviceStateAndHistory() throws Exception {
        Map<String, Object> json = json();
        assertThat(json).containsEntry("device", module().device()).containsEntry("state", "READY");
        assertThat(json).containsKeys("inPhaseMillis", "attached", "attachedAgeMillis");
        assertThat(rows(json, "history"))
                .extracting(row -> row.get("state"))
                .startsWith("OPENING", "WAKING", "INITIALISING")
                .endsWith("READY");
        assertThat(rows(json, "history").get(0).get("since").toString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(text()).contains(module().device() + ": READY", "INITIALISING", "attached");

        assertThat(attribute("Device")).isEqualTo(module().device());
        assertThat(attribute("State")).isEqualTo("READY");
        assertThat(attribute("Reason")).isEqualTo("");
        assertThat(attribute("LastError")).isEqualTo("");
        assertThat(attribute("FailedAttempts")).isEqualTo(0);
        assertThat(attribute("RetryDelayMillis")).isEqualTo(0L);
        assertThat(attribute("NextAttemptMillis")).isEqualTo(-1L);
        assertThat(attribute("UnreadyMillis")).isEqualTo(0L);
        assertThat((Long) attribute("InPhaseMillis")).isNotNegative();
        assertThat(attribute("Attached")).isEqualTo("true");
        assertThat(attribute("SignalDbm")).isEqualTo(0);
        assertThat(attribute("LocalPort")).isEqualTo(56830);
        assertThat(table("History")).extracting(row -> row.get("state")).contains("READY");
    }

    @Test
    void consoleAndJmxShowOutstandingAndWaitingRequests() throws Exception {
        CompletableFuture<Exchange> first = sending("x");
        Request outstanding = peer.takeRequest();
        CompletableFuture<Exchange> second = sending("y");
        await().untilAsserted(() -> {
            assertThat(attribute("QueueLength")).isEqualTo(1);
            assertThat(table("Outstanding"))
                    .filteredOn(row -> row.get("path").equals("/a/b"))
                    .singleElement()
                    .matches(row -> row.get("peer").equals("127.0.0.1:" + peer.port()))
                    .matches(row -> row.get("messageId").equals((long) outstanding.getMID()))
                    .matches(row -> row.get("phase").equals("AWAITING_RESPONSE"))
                    .matches(row -> row.get("type").equals("CON"));
        });
        assertThat(attribute("QueueCapacity")).isEqualTo(1000);
        assertThat((Long) attribute("LongestWaitMillis")).isNotNegative();
        Map<String, Object> json = json();
        assertThat(json.get("queue").toString()).contains("waiting=1", "capacity=1000", "longestWaitMillis=");
        assertThat(rows(json, "outstanding")).anyMatch(row -> row.get("path").equals("/a/b"));
        assertThat(text()).contains("queue: 1 of 1000", "outstanding 127.0.0.1:" + peer.port());

        peer.piggyback(outstanding, ResponseCode.CONTENT, new byte[0]);
        peer.piggyback(peer.takeRequest(), ResponseCode.CONTENT, new byte[0]);
        assertThat(first.join().getException()).isNull();
        assertThat(second.join().getException()).isNull();
        assertThat(attribute("QueueLength")).isEqualTo(0);
    }

    @Test
    void consoleAndJmxShowObserversAndObservations() throws Exception {
        await().untilAsserted(() -> assertThat(rows(json(), "observations"))
                .singleElement()
                .matches(row -> row.get("peer").equals("127.0.0.1:" + observed.port()))
                .matches(row -> row.get("path").equals("/light"))
                .matches(row -> row.get("phase").equals("ESTABLISHED")));
        assertThat(table("Observations")).singleElement().matches(row -> row.get("path")
                .equals("/light"));

        peer.towards(module().coapAddress());
        Request observing = peer.request(Type.CON, Code.GET, "1", null);
        observing.getOptions().setObserve(0);
        assertThat(peer.ask(observing).getOptions().hasObserve()).isTrue();
        assertThat(rows(json(), "observers"))
                .singleElement()
                .matches(row -> row.get("peer").equals("127.0.0.1:" + peer.port()))
                .matches(row -> row.get("path").equals("/1"))
                .matches(row -> row.get("doubtful").equals(false));
        assertThat(table("Observers")).singleElement().matches(row -> row.get("notifying")
                .equals(false));
        assertThat(text())
                .contains("observer 127.0.0.1:" + peer.port() + " of /1", "observation 127.0.0.1:" + observed.port());
    }

    @Test
    void consoleAndJmxShowFindingsAboutTheFirmware() throws Exception {
        assertThat(json().get("firmware").toString())
                .contains(
                        "unprintedOutcomes=[]",
                        "lateOutcomes=[]",
                        "refusedBesideCon=[]",
                        "optionsInEmptyMessages=false",
                        "settingsNotTold=false");
        assertThat((String[]) attribute("UnprintedOutcomes")).isEmpty();
        assertThat((String[]) attribute("LateOutcomes")).isEmpty();
        assertThat((String[]) attribute("RefusedBesideCon")).isEmpty();
        assertThat(attribute("OptionsInEmptyMessages")).isEqualTo(false);
        assertThat(attribute("SettingsNotTold")).isEqualTo(false);
    }

    @Test
    void consoleAndJmxShowOutcomesLatenciesAndCounters() throws Exception {
        CompletableFuture<Exchange> sent = sending("x");
        peer.piggyback(peer.takeRequest(), ResponseCode.NOT_FOUND, new byte[0]);
        assertThat(sent.join().getException()).isInstanceOf(CoapResponseException.class);
        peer.send(peer.request(Type.CON, Code.GET, "1", null));
        peer.takeResponse();
        await().untilAsserted(() -> {
            assertThat(ended(Ending.SEND_ANSWERED_CLIENT_ERROR)).isEqualTo(1);
            assertThat(ended(Ending.REPLY_SENT)).isEqualTo(1);
        });
        assertThat(ended(Ending.COMMAND_DONE)).isPositive();
        assertThat(rows(json(), "endings"))
                .hasSameSizeAs(Ending.values())
                .anyMatch(row -> row.get("of").equals("send")
                        && row.get("outcome").equals("answered")
                        && row.get("cause").equals("4.xx")
                        && ((Number) row.get("count")).longValue() == 1);
        assertThat(table("Latencies")).hasSize(3).allSatisfy(row -> {
            assertThat((Long) row.get("count")).as((String) row.get("of")).isPositive();
            assertThat((Double) row.get("p50Millis")).isPositive();
            assertThat((Double) row.get("p90Millis")).isGreaterThanOrEqualTo((Double) row.get("p50Millis"));
            assertThat((Double) row.get("p99Millis")).isGreaterThanOrEqualTo((Double) row.get("p90Millis"));
            assertThat((Double) row.get("longestMillis")).isGreaterThanOrEqualTo((Double) row.get("p99Millis"));
        });
        assertThat(rows(json(), "latencies"))
                .extracting(row -> row.get("of"))
                .containsExactly("command", "exchange", "reply");
        assertThat((Long) ((Map<?, ?>) attribute("Counters")).get("REQUESTS_ANSWERED"))
                .isPositive();
        assertThat(text())
                .contains(
                        "ended send answered, 4.xx: 1",
                        "ended reply sent: 1",
                        "latency reply: 1, p50 ",
                        "requests answered: ");
    }

    private long ended(Ending ending) throws Exception {
        return table("Endings").stream()
                .filter(row -> row.get("of").equals(ending.subject())
                        && row.get("outcome").equals(ending.outcome())
                        && row.get("cause").equals(ending.cause()))
                .mapToLong(row -> (Long) row.get("count"))
                .sum();
    }

    // AT lines

    /** Bytes of messages, in whatever form they go over the line, are shown to nobody but those who ask for them. */
    @Test
    @NotUnder(
            value = {Quirk.RESULT_MISSING, Quirk.NO_SPACE_AFTER_COLON},
            because = "it quotes the result")
    void atLinesShowPayloadsOnlyOnRequest() throws Exception {
        CompletableFuture<Exchange> sent = sending(MARK);
        peer.piggyback(peer.takeRequest(), ResponseCode.CONTENT, (MARK + MARK).getBytes(StandardCharsets.US_ASCII));
        assertThat(sent.join().getException()).isNull();

        assertThat(rows(json(), "atLines")).allSatisfy(row -> {
            assertThat(row.get("at").toString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(row.get("direction")).isIn("SENT", "RECEIVED");
        });
        assertThat(lines(json()))
                .anyMatch(line -> line.startsWith("AT+QCOAPSEND=") && line.endsWith("<9 bytes>"))
                // under a quirk, the address is quoted
                .anyMatch(line ->
                        line.matches("[+]QCOAPURC: \"rsp\",\"?127[.]0[.]0[.]1\"?," + peer.port() + ",2,2[.]05,.*"))
                .contains("+QCOAPSEND: 0", "OK")
                .noneMatch(ModemConsoleTest::isMarked);
        assertThat(text())
                .contains(" > AT+QCOAPSEND=", " < OK")
                .doesNotContain(MARK)
                .doesNotContain(MARK_HEX);
        assertThat(table("AtLines")).extracting(row -> (String) row.get("line")).noneMatch(ModemConsoleTest::isMarked);

        assertThat(lines(json(Map.of("payloads", "true"))))
                .anyMatch(line -> line.startsWith("AT+QCOAPSEND=") && isMarked(line))
                .anyMatch(line -> line.startsWith("+QCOAPURC: \"rsp\"") && isMarked(line));
        assertThat((String) call(DevConsole.MediaType.TEXT, Map.of("payloads", "true")))
                .matches(ModemConsoleTest::isMarked);
        assertThat(rows((TabularData) invoke("wholeAtLines")))
                .extracting(row -> (String) row.get("line"))
                .anyMatch(ModemConsoleTest::isMarked);
    }

    private static boolean isMarked(String text) {
        return text.contains(MARK) || text.toLowerCase(Locale.ROOT).contains(MARK_HEX);
    }

    @Test
    void aStrangersCharactersBreakNeitherTextNorJson() throws Exception {
        Request request =
                peer.towards(module().coapAddress()).request(Type.NON, Code.POST, EVIL.replace("\r\n", ""), EVIL);
        peer.send(request);
        module().emit(("\r\n" + EVIL + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        await().until(() ->
                lines(json(Map.of("payloads", "true"))).stream().anyMatch(line -> line.contains("\\x1B[2J")));
        assertThat(lines(json(Map.of("payloads", "true")))).allMatch(line -> line.matches("[ -~]*"));
        assertThat((String) call(DevConsole.MediaType.TEXT, Map.of("payloads", "true")))
                .matches("(?s)[ -~\n]*");
        assertThat(rows((TabularData) invoke("wholeAtLines")))
                .allMatch(row -> ((String) row.get("line")).matches("[ -~]*"));
    }

    @Test
    void atLinesAreKeptUnlessTheTraceIsOff() throws Exception {
        assertThat(attribute("AtTrace")).isEqualTo(true);
        invoke("atTraceOff");
        assertThat(json()).containsEntry("atTrace", false);
        assertThat(text()).contains("AT trace: off");
        List<String> kept = lines(json());
        assertThat(invoke("reset")).isEqualTo("done");
        assertThat(lines(json())).isEqualTo(kept);
        invoke("atTraceOn");
        assertThat(invoke("reset")).isEqualTo("done");
        assertThat(attribute("AtTrace")).isEqualTo(true);
        assertThat(lines(json())).isNotEqualTo(kept).contains("AT+QCOAPDEL");
    }

    // operations

    @Test
    void resetMakesTheContextAnew() throws Exception {
        module().clearCommands();
        assertThat(invoke("reset")).isEqualTo("done");
        assertThat(module().commands()).contains("AT+QCOAPDEL", "AT+QCOAPCREATE=56830,0");
        assertThat(attribute("State")).isEqualTo("READY");
    }

    /** Whoever asked for it isn't kept waiting for a module that doesn't answer. */
    @Test
    void aSlowOperationIsReportedAsUnderWay() throws Exception {
        module().onCommand(line -> line.startsWith("AT") ? Optional.of("") : Optional.empty());
        assertThat((String) invoke("reset")).startsWith("under way: it is ");
        assertThat(attribute("Device")).isEqualTo(module().device());
        assertThat(text()).contains(module().device());
    }

    @Test
    void reopenClosesTheLineAndOpensItAgain() throws Exception {
        CompletableFuture<Exchange> sent = sending("x");
        peer.takeRequest();
        assertThat(invoke("reopen")).isEqualTo("done");
        assertThat(sent.join().getException()).isInstanceOf(CoapOutcomeUnknownException.class);
        awaitReady();
        assertThat(rows(json(), "history"))
                .anyMatch(row -> row.get("state").equals("WAITING")
                        && row.get("reason").equals("the line is opened again, as was asked for"))
                .filteredOn(row -> row.get("state").equals("OPENING"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(attribute("LastError")).as("nothing has failed").isEqualTo("");
        CompletableFuture<Exchange> again = sending("y");
        peer.piggyback(peer.takeRequest(), ResponseCode.CONTENT, new byte[0]);
        assertThat(again.join().getException()).isNull();
    }

    @Test
    void countersAreCleared() throws Exception {
        assertThat(ended(Ending.COMMAND_DONE)).isPositive();
        invoke("clearCounters");
        await().untilAsserted(() -> {
            invoke("clearCounters");
            assertThat(ended(Ending.COMMAND_DONE)).isZero();
            assertThat(table("Latencies")).allMatch(row -> row.get("count").equals(0L));
            assertThat(((Map<?, ?>) attribute("Counters")).values()).allMatch(Long.valueOf(0)::equals);
        });
    }

    // life

    /** One for the modem, as many endpoints as it may have; none when the last of its users is gone. */
    @Test
    void theBeanLivesAsLongAsItsModem() throws Exception {
        ObjectName name = bean();
        assertThat(name.getKeyProperty("name")).isEqualTo(ObjectName.quote(module().device()));
        for (String route : List.of("in", "observer")) {
            context.getRouteController().stopRoute(route);
            assertThat(modems(context)).containsExactly(name);
        }
        context.getRouteController().stopRoute("out");
        assertThat(modems(context)).isEmpty();
        context.getRouteController().startRoute("out");
        assertThat(modems(context)).containsExactly(name);
        awaitReady();
        assertThat(attribute("State")).isEqualTo("READY");
        context.stop();
        assertThat(server().isRegistered(name)).isFalse();
    }

    @Test
    void operationsOnAStoppedModemReportTheStop() throws Exception {
        ManagedModem held = new ManagedModem(modem());
        context.stop();
        assertThat(held.getState()).isEqualTo("STOPPED");
        assertThat(held.reset()).isEqualTo("not done: the modem was stopped");
        assertThat(held.reopen()).isEqualTo("not done: the modem was stopped");
        held.clearCounters();
        held.atTraceOff();
        held.atTraceOn();
        assertThat(held.getQueueLength()).isZero();
        assertThat(held.getOutstanding().isEmpty()).isTrue();
        assertThat(held.getHistory().isEmpty()).isFalse();
        assertThat(held.wholeAtLines().isEmpty()).isFalse();
    }

    @Test
    void eachContextHasBeansOfItsOwnModems() throws Exception {
        try (VirtualBc66 other =
                        VirtualBc66.builder().pty().address(FreePorts.address()).start();
                CamelContext second = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(second, r -> r.from("bc66coap:" + other.device() + "?uriPath=/1")
                    .to("mock:other"));
            second.start();
            assertThat(modems(second)).singleElement().matches(name -> name.getKeyProperty("name")
                    .equals(ObjectName.quote(other.device())));
            assertThat(attribute("Device")).isEqualTo(module().device());
            second.stop();
            assertThat(modems(second)).isEmpty();
            assertThat(modems(context)).hasSize(1);
        }
    }
}

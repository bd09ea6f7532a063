// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes over an encrypted context, with a real server of CoAP over DTLS. */
class DtlsRoutesTest extends ModuleFixture {
    static final String IDENTITY = "867997030314412";
    /** The note's. */
    static final String KEY = "010203040506070809";

    private static final String WRONG_KEY = "F0E1D2C3B4A5968778";
    private static final String SERVER_HOST = FreePorts.address();
    private static final String NOBODY = FreePorts.address();
    /** The CoAPs port: routes that name no port find it. */
    private static final int SERVER_PORT = 5684;

    /** Object links as in sections 4.2 and 4.3 of the note. */
    private static final String LINKS = "</>;rt=\"oma.lwm2m\",</1/0>,</3/0>,</4/0>,</5/0>,</19/0>,</19/1>";

    private static final String LINKS_HEX = "3c2f3e3b72743d226f6d612e6c776d326d222c3c2f312f303e2c3c2f332f303e2c"
            + "3c2f342f303e2c3c2f352f303e2c3c2f31392f303e2c3c2f31392f313e";

    @RegisterExtension
    static final KeyWatch LOG = QuirkRuns.keyWatch(KEY, WRONG_KEY);

    private CoapCloud cloud;

    @BeforeAll
    static void warmUp() {
        VirtualBc66.warmUp();
    }

    @Override
    protected boolean useJmx() {
        // some consoles read beans
        return true;
    }

    @Override
    void describe(VirtualBc66.Builder bc66) {
        bc66.dtlsTimers(Duration.ofMillis(200), 1);
    }

    @AfterEach
    void closeCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    private void startCloud() {
        cloud = SecureCloud.start(new InetSocketAddress(SERVER_HOST, SERVER_PORT), IDENTITY, KEY)
                .on("rd", exchange -> exchange.respond(ResponseCode.CREATED))
                .on("time", exchange -> exchange.respond(ResponseCode.CONTENT, "12:00"));
    }

    /** The key is the component's, so that no URI has it. */
    private String modem(String identity, String key) {
        Bc66CoapConfiguration common =
                context.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
        common.setPskIdentity(identity);
        common.setSecretKey(key);
        return "bc66coap:" + module().device();
    }

    private void addRoute(String name, String uri) throws Exception {
        RouteBuilder.addRoutes(context, r -> r.from("direct:" + name).to(uri));
        // the start of a module takes none of the time that a message has
        await().until(() -> module().contextExists());
    }

    private Exchange send(String route, String body) {
        return template.request(
                "direct:" + route, exchange -> exchange.getMessage().setBody(body));
    }

    private Throwable failure(String identity, String key, String more) throws Exception {
        addRoute("send", modem(identity, key) + more);
        return send("send", null).getException();
    }

    @Test
    void noConsoleShowsTheKey() throws Exception {
        addRoute("time", modem(IDENTITY, KEY) + "?host=" + SERVER_HOST + "&uriPath=/time");
        Map<String, String> shown = Consoles.shown(context);
        assertThat(shown.get("endpoint")).as("does it show endpoints?").contains("bc66coap:", SERVER_HOST);
        shown.values().forEach(LOG::assertNoKey);
    }

    @Test
    void anEncryptedContextAndTheSecurePortFollowFromTheKey() throws Exception {
        startCloud();
        addRoute("time", modem(IDENTITY, KEY) + "?host=" + SERVER_HOST + "&uriPath=/time");
        Exchange answer = send("time", null);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("12:00");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_PORT))
                .isEqualTo(SERVER_PORT);
        assertThat(cloud.received().get(0).getSourceContext().getPeerIdentity().getName())
                .isEqualTo(IDENTITY);
        assertThat(module().commands()).contains("AT+QCOAPCREATE=56830,1,\"" + IDENTITY + "\",\"" + KEY + "\"");
    }

    @Test
    void camelsListOfEndpointsDoesNotHaveTheKeyOfTheComponent() throws Exception {
        addRoute("time", modem(IDENTITY, KEY) + "?host=" + SERVER_HOST);
        Object endpoints = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("endpoint")
                .call(DevConsole.MediaType.JSON);
        assertThat(endpoints.toString()).contains("bc66coap");
        LOG.assertNoKey(endpoints.toString());
    }

    @Test
    void hostAndPortHeadersOverrideTheEndpoint() throws Exception {
        startCloud();
        addRoute("time", modem(IDENTITY, KEY) + "?host=" + NOBODY + "&port=1&uriPath=/time");
        Exchange answer = template.request("direct:time", exchange -> {
            exchange.getMessage().setHeader(Bc66CoapConstants.HOST, SERVER_HOST);
            exchange.getMessage().setHeader(Bc66CoapConstants.PORT, SERVER_PORT);
        });
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("12:00");
    }

    // failing

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "it quotes the result")
    void aWrongKeyFailsTheHandshake() throws Exception {
        startCloud();
        assertThat(failure(IDENTITY, WRONG_KEY, "?sendTimeout=10s&responseTimeout=2s&host=" + SERVER_HOST))
                .isInstanceOf(DtlsHandshakeException.class)
                .hasMessageContaining("the DTLS handshake with " + SERVER_HOST)
                .hasMessageContaining("as '" + IDENTITY + "' failed (+QCOAPSEND: 2): it doesn't know this pskIdentity");
        assertThat(cloud.received()).isEmpty();
    }

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "it quotes the result")
    void aWrongIdentityFailsTheHandshake() throws Exception {
        startCloud();
        assertThat(failure("nobody", KEY, "?sendTimeout=10s&responseTimeout=2s&host=" + SERVER_HOST))
                .isInstanceOf(DtlsHandshakeException.class)
                .hasMessageContaining("+QCOAPSEND: 2");
        assertThat(cloud.received()).isEmpty();
    }

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "it quotes the result")
    void aServerThatIsNotThereFailsTheHandshake() throws Exception {
        assertThat(failure(IDENTITY, KEY, "?sendTimeout=10s&responseTimeout=2s&host=" + NOBODY))
                .isInstanceOf(DtlsHandshakeException.class)
                .hasMessageContaining("+QCOAPSEND: 2");
    }

    @Test
    void aFailedHandshakeIsReportedForANonConfirmableRequest() throws Exception {
        assertThat(failure(IDENTITY, KEY, "?sendTimeout=10s&responseTimeout=2s&messageType=NON&host=" + NOBODY))
                .isInstanceOf(DtlsHandshakeException.class);
    }

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "the context is renewed in the meantime")
    void aFailedHandshakeIsRepeatedByTheNextMessage() throws Exception {
        addRoute(
                "time", modem(IDENTITY, KEY) + "?sendTimeout=10s&responseTimeout=2s&uriPath=/time&host=" + SERVER_HOST);
        assertThat(send("time", null).getException()).isInstanceOf(DtlsHandshakeException.class);
        startCloud();
        assertThat(send("time", null).getMessage().getBody(String.class)).isEqualTo("12:00");
    }

    // the note

    /** What section 4.3 of the note shows, as routes. */
    private final class NoteRoutes extends RouteBuilder {
        private final String modem = modem(IDENTITY, KEY);

        @Override
        public void configure() {
            String server = "?host=" + SERVER_HOST;
            from("direct:register")
                    .setHeader(Bc66CoapConstants.MESSAGE_ID, constant(43586))
                    .setHeader(Bc66CoapConstants.TOKEN, constant("AB"))
                    .to(modem + server + "&method=POST&uriPath=/rd&contentFormat=40"
                            + "&uriQuery=RAW(lwm2m=1.0&ep=867997030314412&b=U&lt=86400)");

            from(modem + "?uriPath=/4/0/8")
                    .to(modem + "?operation=AT&command=RAW(AT+QENG=0)")
                    .process(exchange -> exchange.getMessage().setBody(cellId(exchange)))
                    .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, constant(0));

            from(modem + "?uriPath=/19/1/0").to("mock:written").setBody(constant((Object) null));

            from(modem + "?uriPath=/19/0/0&observable=true").setBody(constant((Object) null));

            from("direct:notify").to(modem + "?operation=NOTIFY&uriPath=/19/0/0");
        }

        /** The fifth field of {@code +QENG: 0,…}, hexadecimal there and decimal in LwM2M. */
        private static String cellId(Exchange exchange) {
            String cell = exchange.getMessage().getBody(List.class).get(0).toString();
            return Integer.toString(Integer.parseInt(cell.split(",")[4].replace("\"", ""), 16));
        }
    }

    private Request request(String hexToken, int messageId, String path) {
        Request request = Request.newGet();
        request.setToken(HexFormat.of().parseHex(hexToken));
        request.setMID(messageId);
        request.setURI("coaps://" + moduleHost + ":56830" + path);
        return request;
    }

    /** What follows a message that is over, when its sender may know that already. */
    private void awaitStatus() {
        await().untilAsserted(() -> assertThat(dialogue()).last().isEqualTo("AT+QCOAPDATASTATUS?"));
    }

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "the status is asked for where nothing else tells")
    void routesWriteTheCommandsOfSection43OfTheNote() throws Exception {
        startCloud();
        context.addRoutes(new NoteRoutes());
        await().until(() -> module().resources().size() == 3);

        Exchange registered = send("register", LINKS);
        assertThat(registered.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE))
                .isEqualTo("2.01");
        assertThat(cloud.received().get(0).getURI()).endsWith("/rd?lwm2m=1.0&ep=867997030314412&b=U&lt=86400");
        awaitStatus();

        Request observe = request("2160BCAE7A128C04", 9620, "/19/0/0");
        observe.setObserve();
        Response observed = cloud.ask(observe);
        assertThat(observed.getType()).isEqualTo(Type.ACK);
        assertThat(observed.getMID()).isEqualTo(9620);
        assertThat(observed.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(observed.getOptions().hasObserve()).isTrue();

        Request cell = request("ABE58C92", 9621, "/4/0/8");
        cell.getOptions().setUriPort(7593).setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        assertThat(cloud.ask(cell).getPayloadString()).isEqualTo("96779315");

        Exchange notified = template.request(
                "direct:notify", exchange -> exchange.getMessage().setBody(new byte[] {1, 2, 3}));
        // it has been acknowledged, or it would not count
        assertThat(notified.getMessage().getHeader(Bc66CoapConstants.NOTIFIED)).isEqualTo(1);
        // but the server's own listener hears of it only after its ACK has gone
        await().untilAsserted(() -> assertThat(cloud.notifications())
                .singleElement()
                .satisfies(notification -> assertThat(notification.getPayload()).containsExactly(1, 2, 3)));
        awaitStatus();

        byte[] written = HexFormat.of().parseHex("FFFE01134C9A0000");
        getMockEndpoint("mock:written").expectedBodiesReceived(new Object[] {written});
        Request write = Request.newPost();
        write.setToken(new byte[] {0x47, 0x33});
        write.setMID(9624);
        write.setURI("coaps://" + moduleHost + ":56830/19/1/0");
        write.getOptions().setUriPort(7593).setContentFormat(MediaTypeRegistry.APPLICATION_OCTET_STREAM);
        write.setPayload(written);
        Response changed = cloud.ask(write);
        assertThat(changed.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(changed.getPayloadSize()).isZero();
        getMockEndpoint("mock:written").assertIsSatisfied();

        assertThat(dialogue()).containsExactlyElementsOf(NOTE);

        context.stop();
        List<String> end = dialogue().subList(NOTE.size(), dialogue().size());
        assertThat(end).last().isEqualTo("AT+QCOAPDEL");
        // the observer of the stopped route hears of it, as far as the module isn't quicker to go
        assertThat(end.subList(0, end.size() - 1))
                .isEqualTo(FAREWELL.subList(0, Math.min(end.size() - 1, FAREWELL.size())));
        assertThat(module().contextExists()).isFalse();
    }

    /**
     * The note's command lines. They differ from it in this: the head has always mode 5, because message ID and token
     * are the driver's own and those of a request in its reply; the reply to an observe request has option 6 and that to
     * a read option 12, without which LwM2M servers want neither; a reply without options says one that has no effect,
     * in case the module still has those of the last one; the status of a CON is asked for when it is over, before the next
     * one, as section 2.3.7 demands; and Showra and Showrspopt are set.
     */
    private static final List<String> NOTE = List.of(
            "AT+QCOAPCREATE=56830,1,\"867997030314412\",\"010203040506070809\"",
            "AT+QCOAPCFG=\"Showra\",1",
            "AT+QCOAPCFG=\"Showrspopt\",1",
            "AT+QCOAPADDRES=6,\"/4/0/8\"",
            "AT+QCOAPADDRES=7,\"/19/1/0\"",
            "AT+QCOAPADDRES=7,\"/19/0/0\"",
            "AT+QCOAPHEAD=5,43586,1,\"AB\"",
            "AT+QCOAPOPTION=6,11,\"rd\",12,\"40\",15,\"lwm2m=1.0\",15,\"ep=867997030314412\",15,\"b=U\",15,\"lt=86400\"",
            "AT+QCOAPSEND=0,2,SERVER,62,\"" + LINKS_HEX + "\"",
            "AT+QCOAPDATASTATUS?",
            "AT+QCOAPHEAD=5,9620,8,\"2160BCAE7A128C04\"",
            "AT+QCOAPOPTION=1,6,\"1\"",
            "AT+QCOAPSEND=2,205,SERVER,0",
            "AT+QENG=0",
            "AT+QCOAPHEAD=5,9621,4,\"ABE58C92\"",
            "AT+QCOAPOPTION=1,12,\"0\"",
            "AT+QCOAPSEND=2,205,SERVER,8,\"3936373739333135\"",
            "AT+QCOAPHEAD=5,NEXT,8,\"2160BCAE7A128C04\"",
            "AT+QCOAPOPTION=1,6,\"2\"",
            "AT+QCOAPSEND=0,205,SERVER,3,\"010203\"",
            "AT+QCOAPDATASTATUS?",
            "AT+QCOAPHEAD=5,9624,2,\"4733\"",
            "AT+QCOAPOPTION=1,14,\"60\"",
            "AT+QCOAPSEND=2,204,SERVER,0");

    private static final List<String> FAREWELL = List.of(
            "AT+QCOAPHEAD=5,NEXT,8,\"2160BCAE7A128C04\"", "AT+QCOAPOPTION=1,14,\"60\"", "AT+QCOAPSEND=1,404,SERVER,0");

    /** The command lines from the context's creation on, without what can't be foreseen. */
    private List<String> dialogue() {
        Map<String, String> names = Map.of("\"" + SERVER_HOST + "\"," + SERVER_PORT, "SERVER");
        List<String> lines = module().commands();
        return lines.subList(lines.indexOf(NOTE.get(0)), lines.size()).stream()
                .map(line -> names.entrySet().stream()
                        .reduce(line, (text, name) -> text.replace(name.getKey(), name.getValue()), (a, b) -> b))
                .map(line -> line.matches("AT\\+QCOAPHEAD=5,(43586|9620|9621|9624),.*")
                        ? line
                        : line.replaceFirst("^AT\\+QCOAPHEAD=5,\\d+", "AT+QCOAPHEAD=5,NEXT"))
                .toList();
    }
}

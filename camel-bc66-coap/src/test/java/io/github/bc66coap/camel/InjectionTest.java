// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.awaitility.core.ConditionFactory;

import io.github.bc66coap.transport.ModemTransportFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever a header or an endpoint option holds, the bytes on the line are whole commands with just the arguments that are
 * meant, or there is an exception and no byte. From exchanges and endpoints down to the transport, all is real.
 */
class InjectionTest {
    private static final Map<String, YesModule> MODULES = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String SEND =
            "bc66coap:yes?attachTimeout=0s&awaitResponse=false&messageType=NON&host=192.0.2.1";
    private static final String BLOCKS =
            "bc66coap:blocks?attachTimeout=0s&blockSize=512&responseTimeout=500&host=192.0.2.1";
    private static final String UNIT = "(\\+QCOAPDATASTATUS )?\\+QCOAPHEAD (\\+QCOAPOPTION )?\\+QCOAPSEND";
    private static final List<String> TEXTS = List.of("8", "11", "15", "20");

    private static CamelContext context;
    private static ProducerTemplate template;
    private static YesModule module;
    private static volatile Map<String, Object> reply = Map.of();

    @BeforeContainer
    static void start() throws Exception {
        // it tells of every refused header of a reply
        Configurator.setLevel(Bc66CoapConsumer.class.getName(), Level.OFF);
        context = new DefaultCamelContext();
        bind("yes");
        bind("blocks");
        // endpoints are made as properties are tried
        context.getComponent("bc66coap", Bc66CoapComponent.class)
                .getConfiguration()
                .setDynamicOptions("device,operation,command,allowCommandHeader");
        RouteBuilder.addRoutes(context, r -> {
            r.from("bc66coap:yes?attachTimeout=0s")
                    .process(exchange -> exchange.getMessage().setHeaders(new HashMap<>(reply)))
                    .setBody(r.constant("hello"));
            r.from("bc66coap:yes?attachTimeout=0s&observable=true&uriPath=/observed")
                    .setBody(r.constant("now"));
        });
        context.start();
        template = context.createProducerTemplate();
        module = MODULES.get("yes");
        await().until(() -> module.written().contains("Showrspopt"));
        send("", "x", Map.of());
        request(BLOCKS, "x", Map.of());
    }

    private static void bind(String device) {
        ModemTransportFactory factory = (name, settings) -> MODULES.computeIfAbsent(name, any -> new YesModule());
        context.getRegistry().bind(device, factory);
    }

    @AfterContainer
    static void stop() {
        context.stop();
        MODULES.clear();
        Configurator.setLevel(Bc66CoapConsumer.class.getName(), (Level) null);
    }

    private static Exchange send(String options, Object body, Map<String, Object> headers) {
        module.takeWritten();
        return request(SEND + options, body, headers);
    }

    private static Exchange request(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** The commands of a send that succeeded; none when it was refused, which it must be in words. */
    private static List<CommandGrammar.Command> commands(Exchange exchange) {
        byte[] written = module.takeWritten();
        if (exchange.getException() != null) {
            assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
            assertThat(exchange.getException().getMessage()).isNotBlank();
            assertThat(written).isEmpty();
            return List.of();
        }
        return units(written);
    }

    /** One message, and nothing else: status, if it is still due, head, options, send; a module that may sleep is woken first. */
    private static List<CommandGrammar.Command> units(byte[] written) {
        return units(written, UNIT);
    }

    private static List<CommandGrammar.Command> units(byte[] written, String pattern) {
        List<CommandGrammar.Command> commands = CommandGrammar.read(written).stream()
                .dropWhile(command -> command.name().isEmpty())
                .toList();
        String names = commands.stream().map(CommandGrammar.Command::name).collect(Collectors.joining(" "));
        assertThat(names).matches(pattern);
        for (CommandGrammar.Command command : commands) {
            List<Object> arguments = command.arguments();
            switch (command.name()) {
                case "+QCOAPHEAD" -> requireHead(arguments);
                case "+QCOAPOPTION" -> requireOptions(arguments);
                case "+QCOAPSEND" -> requireSend(arguments);
                default -> assertThat(arguments).isEmpty();
            }
        }
        return commands;
    }

    private static void requireHead(List<Object> arguments) {
        assertThat((Integer) arguments.get(1)).isBetween(0, 65535);
        if (arguments.get(0).equals(5)) {
            assertThat(arguments).hasSize(4);
            assertThat((String) arguments.get(3)).matches("([0-9A-F]{2}){" + arguments.get(2) + "}");
        } else {
            assertThat(arguments).hasSize(2).startsWith(3);
        }
    }

    private static void requireOptions(List<Object> arguments) {
        int count = (Integer) arguments.get(0);
        assertThat(count).isBetween(1, 12);
        assertThat(arguments).hasSize(1 + 2 * count);
        for (int i = 1; i < arguments.size(); i += 2) {
            assertThat(arguments.get(i)).isInstanceOf(Integer.class);
            assertThat(bytes((String) arguments.get(i + 1)).length).isBetween(1, 180);
        }
    }

    private static void requireSend(List<Object> arguments) {
        assertThat(arguments).hasSizeBetween(5, 6);
        assertThat((Integer) arguments.get(0)).isBetween(0, 3);
        assertThat((Integer) arguments.get(1)).isBetween(0, 599);
        assertThat((String) arguments.get(2)).matches("[0-9a-f.:]{3,45}");
        assertThat((Integer) arguments.get(3)).isBetween(1, 65535);
        int length = (Integer) arguments.get(4);
        if (arguments.size() == 6) {
            assertThat(((String) arguments.get(5)).length()).isEqualTo(2 * length);
        } else {
            // without digits there is nothing, or data mode
            assertThat(length == 0 || length > 512 && length <= 1024).isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Object> arguments(List<CommandGrammar.Command> commands, String name) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .map(CommandGrammar.Command::arguments)
                .orElse(List.of());
    }

    // headers

    @Property(tries = 250, seed = "1")
    void requestHeadersMakeWholeCommandsOrAreRefused(@ForAll("requestHeaders") Map<String, Object> headers) {
        commands(send("", "x", headers));
    }

    @Property(tries = 100, seed = "1")
    void responseHeadersMakeWholeCommandsOrAreRefused(@ForAll("respondHeaders") Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>();
        all.put(Bc66CoapConstants.REQUEST_HOST, "192.0.2.7");
        all.put(Bc66CoapConstants.REQUEST_PORT, 5683);
        all.put(Bc66CoapConstants.REQUEST_MESSAGE_ID, 77);
        all.put(Bc66CoapConstants.REQUEST_TOKEN, "0A0B");
        all.putAll(headers);
        commands(send("&operation=RESPOND", "x", all));
    }

    @Property(tries = 60, seed = "1")
    void notificationHeadersMakeWholeCommandsOrAreRefused(@ForAll("notifyHeaders") Map<String, Object> headers) {
        List<CommandGrammar.Command> registration = requested(",05,2,\"0A0B\",6,\"0\",11,\"observed\"");
        assertThat(arguments(registration, "+QCOAPOPTION")).as("observe").contains(6);
        Exchange exchange = send("&operation=NOTIFY&uriPath=/observed", "x", headers);
        if (Integer.valueOf(0).equals(exchange.getMessage().getHeader(Bc66CoapConstants.NOTIFIED))) {
            assertThat(headers).as("another path").containsKey(Bc66CoapConstants.URI_PATH);
            assertThat(module.takeWritten()).isEmpty();
            return;
        }
        List<CommandGrammar.Command> commands = commands(exchange);
        if (!commands.isEmpty()) {
            assertThat(arguments(commands, "+QCOAPHEAD")).last().isEqualTo("0A0B");
            assertThat(arguments(commands, "+QCOAPSEND")).contains("198.51.100.9", 5683);
        }
    }

    /** The reply to a request of a peer, which is at the same address each time. */
    private static List<CommandGrammar.Command> requested(String modeAndRest) {
        int messageId = NUMBER.incrementAndGet();
        module.takeWritten();
        module.says("\r\n+QCOAPURC: \"req\",198.51.100.9,5683,1,1," + messageId + modeAndRest + "\r\n");
        awaitOften().until(() -> module.written().matches("(?s).*QCOAPSEND[^\r]*\r"));
        return units(module.takeWritten());
    }

    private static ConditionFactory awaitOften() {
        return await().pollInterval(Duration.ofMillis(2)).pollDelay(Duration.ZERO);
    }

    /** What is longer than a line takes goes out behind a prompt, or in blocks, and nothing of either in a line. */
    @Property(tries = 60, seed = "1")
    void longBodiesNeverStandInACommandLine(
            @ForAll("requestHeaders") Map<String, Object> headers,
            @ForAll @IntRange(min = 513, max = 2500) int length,
            @ForAll boolean inBlocks) {
        byte[] body = bytes("\r\nAT+QCOAPDEL\r\u001A;\"".repeat(length / 10)).clone();
        body = Arrays.copyOf(body, length);
        YesModule taking = MODULES.get(inBlocks ? "blocks" : "yes");
        taking.takeWritten();
        taking.takeData();
        Exchange exchange = request(inBlocks ? BLOCKS : SEND + "&blockSize=0", body, headers);
        byte[] written = taking.takeWritten();
        if (exchange.getException() instanceof IllegalArgumentException) {
            // the status of the message before may be asked ahead just now
            units(written, "(\\+QCOAPDATASTATUS)?");
            return;
        }
        units(written, inBlocks ? UNIT + "( " + UNIT + ")*( \\+QCOAPDATASTATUS)?" : UNIT);
        byte[] data = taking.takeData();
        assertThat(data).isEqualTo(Arrays.copyOf(body, data.length));
    }

    @Property(tries = 100, seed = "1")
    void anyReplyHeadersMakeAWholeReplyToThePeer(@ForAll("replyHeaders") Map<String, Object> headers) {
        reply = headers;
        List<CommandGrammar.Command> commands = requested(",03,2,\"0A0B\",11,\"x\"");
        assertThat(arguments(commands, "+QCOAPSEND")).contains("198.51.100.9");
    }

    @Property(tries = 100, seed = "1")
    @StatisticsReport(StatisticsReportMode.OFF)
    void optionsAreSentUnchangedOrRefused(@ForAll("options") Map<Integer, List<String>> options) {
        List<CommandGrammar.Command> commands = commands(send("", "x", Map.of(Bc66CoapConstants.OPTIONS, options)));
        requireSomeAreSent(commands);
        if (!commands.isEmpty()) {
            List<Object> expected = new TreeMap<>(options)
                    .entrySet().stream()
                            .flatMap(entry -> entry.getValue().stream()
                                    .flatMap(value -> Stream.<Object>of(entry.getKey(), value)))
                            .toList();
            List<Object> arguments = arguments(commands, "+QCOAPOPTION");
            assertThat(arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size()))
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 100, seed = "1")
    @StatisticsReport(StatisticsReportMode.OFF)
    void pathsAndQueriesGoOutDecoded(@ForAll("hostile") String text, @ForAll boolean query) {
        List<CommandGrammar.Command> commands =
                commands(send("", "x", Map.of(query ? Bc66CoapConstants.URI_QUERY : Bc66CoapConstants.URI_PATH, text)));
        requireSomeAreSent(commands);
        if (!commands.isEmpty()) {
            String given = text.startsWith(query ? "?" : "/") ? text.substring(1) : text;
            List<String> expected = given.isEmpty()
                    ? List.of()
                    : Arrays.stream(given.split(query ? "&" : "/", -1))
                            .map(InjectionTest::decoded)
                            .toList();
            List<Object> arguments = arguments(commands, "+QCOAPOPTION");
            assertThat(IntStream.range(0, arguments.size())
                            .filter(i -> i > 0 && i % 2 == 0)
                            .mapToObj(arguments::get)
                            .toList())
                    .isEqualTo(withHarmless(expected));
        }
    }

    /** Of all that are tried: if every one were refused, the property would hold for nothing. */
    private static void requireSomeAreSent(List<CommandGrammar.Command> commands) {
        Statistics.collect(!commands.isEmpty());
        Statistics.coverage(tries -> tries.check(true).count(sent -> sent > 0));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without options of its own, a request gets its port as one, so as not to inherit the last one's. */
    private static List<String> withHarmless(List<String> expected) {
        return expected.isEmpty() ? List.of("5683") : expected;
    }

    @Property(tries = 60, seed = "1")
    void numbersAreInRangeOrRefused(@ForAll int messageId, @ForAll int port, @ForAll int observe) {
        List<CommandGrammar.Command> commands = commands(send(
                "",
                "x",
                Map.of(
                        Bc66CoapConstants.MESSAGE_ID, messageId,
                        Bc66CoapConstants.PORT, port,
                        Bc66CoapConstants.OBSERVE, observe)));
        boolean fits = messageId >= 0
                && messageId <= 65535
                && port >= 1
                && port <= 65535
                && observe >= 0
                && observe <= 0xFFFFFF;
        if (!commands.isEmpty()) {
            assertThat(fits).isTrue();
            assertThat(arguments(commands, "+QCOAPHEAD").get(1)).isEqualTo(messageId);
            assertThat(arguments(commands, "+QCOAPSEND").get(3)).isEqualTo(port);
            assertThat(arguments(commands, "+QCOAPOPTION")).containsExactly(1, 6, Integer.toString(observe));
        }
    }

    @Property(tries = 100, seed = "1")
    void bodiesAreWrittenAsHexDigits(@ForAll("hostile") String body) {
        List<Object> arguments = arguments(commands(send("", body, Map.of())), "+QCOAPSEND");
        byte[] payload = bytes(body);
        if (payload.length > 0 && payload.length <= 512) {
            assertThat(arguments.get(5)).isEqualTo(java.util.HexFormat.of().formatHex(payload));
        }
    }

    // commands

    @Property(tries = 200, seed = "1")
    void anyCommandHeaderIsOneCommandOrRefused(@ForAll("commands") String text) {
        Exchange exchange =
                send("&operation=AT&allowCommandHeader=true&command=AT", null, Map.of(Bc66CoapConstants.COMMAND, text));
        byte[] written = module.takeWritten();
        if (exchange.getException() == null) {
            // the SIM is asked how many tries are left before it gets a password
            assertThat(CommandGrammar.lines(written).stream().filter(line -> !line.equals("AT+CPINR")))
                    .containsExactly(text);
            assertThat(text)
                    .doesNotContain(";")
                    .doesNotContainIgnoringCase("+QCOAP")
                    .matches("(?i)AT(I[0-9]*|\\+[A-Z0-9]+([=?].*)?)?");
        } else {
            assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
            assertThat(written).isEmpty();
        }
    }

    @Property(tries = 100, seed = "1")
    void aCommandHeaderCountsForNothingUnlessAllowed(@ForAll("commands") String text) {
        Exchange exchange = send("&operation=AT&command=AT%2BCSQ", null, Map.of(Bc66CoapConstants.COMMAND, text));
        assertThat(exchange.getException()).isNull();
        assertThat(CommandGrammar.lines(module.takeWritten())).containsExactly("AT+CSQ");
    }

    // endpoints

    private static final Map<String, BiConsumer<Bc66CoapConfiguration, String>> ENDPOINT_OPTIONS = Map.of(
            "host", Bc66CoapConfiguration::setHost,
            "uriPath", Bc66CoapConfiguration::setUriPath,
            "uriQuery", Bc66CoapConfiguration::setUriQuery,
            "contentFormat", Bc66CoapConfiguration::setContentFormat,
            "accept", Bc66CoapConfiguration::setAccept,
            "pskIdentity",
                    (configuration, value) -> {
                        configuration.setPskIdentity(value);
                        configuration.setSecretKey("0a0b");
                    },
            "secretKey",
                    (configuration, value) -> {
                        configuration.setPskIdentity("me");
                        configuration.setSecretKey(value);
                    },
            "resources", Bc66CoapConfiguration::setResources,
            "initCommands", Bc66CoapConfiguration::setInitCommands,
            "command",
                    (configuration, value) -> {
                        configuration.setOperation(Bc66CoapOperation.AT);
                        configuration.setCommand(value);
                    });

    /** On a module of its own, from the first byte of its start to the last of its stop. */
    @Property(tries = 80, seed = "1")
    void endpointOptionsMakeWholeCommandsOrAreRefused(
            @ForAll("endpointOptions") String option,
            @ForAll("hostile") String text,
            @ForAll("commands") String command,
            @ForAll @IntRange(min = -1, max = 65536) int port,
            @ForAll @IntRange(min = -1, max = 65536) int localPort)
            throws Exception {
        String device = "own" + NUMBER.incrementAndGet();
        bind(device);
        Bc66CoapComponent component = new Bc66CoapComponent();
        context.addComponent(device, component);
        component.getConfiguration().setPort(port);
        component.getConfiguration().setLocalPort(localPort);
        boolean isCommand = option.equals("command") || option.equals("initCommands");
        String value = isCommand ? command : text;
        ENDPOINT_OPTIONS.get(option).accept(component.getConfiguration(), value);
        Exception failure = run(device);
        context.removeComponent(device);
        YesModule own = MODULES.remove(device);
        if (failure != null) {
            assertThat(failure).isInstanceOf(IllegalArgumentException.class);
            assertThat(own == null ? "" : own.written()).doesNotContain("+QCOAPSEND");
        } else {
            assertThat(own).isNotNull();
        }
        if (own != null && isCommand) {
            assertThat(CommandGrammar.lines(own.takeWritten())).allMatch(line -> line.indexOf(';') < 0);
        } else if (own != null) {
            requireWhole(CommandGrammar.read(own.takeWritten()), option, value, localPort);
        }
    }

    private static final Map<String, BiConsumer<Bc66CoapConfiguration, String>> CONSUMER_OPTIONS = Map.of(
            "uriPath", Bc66CoapConfiguration::setUriPath,
            "host observed", observing(Bc66CoapConfiguration::setHost),
            "uriPath observed", observing(Bc66CoapConfiguration::setUriPath),
            "uriQuery observed", observing(Bc66CoapConfiguration::setUriQuery));

    private static BiConsumer<Bc66CoapConfiguration, String> observing(
            BiConsumer<Bc66CoapConfiguration, String> option) {
        return (configuration, value) -> {
            configuration.setObserve(true);
            configuration.setHost("192.0.2.1");
            configuration.setUriPath("/x");
            option.accept(configuration, value);
        };
    }

    @Property(tries = 50, seed = "1")
    void consumerOptionsMakeWholeCommandsOrAreRefused(
            @ForAll("consumerOptions") String option, @ForAll("hostile") String value) throws Exception {
        String device = "own" + NUMBER.incrementAndGet();
        bind(device);
        Bc66CoapComponent component = new Bc66CoapComponent();
        context.addComponent(device, component);
        CONSUMER_OPTIONS.get(option).accept(component.getConfiguration(), value);
        Exception failure = consume(device);
        context.removeComponent(device);
        YesModule own = MODULES.remove(device);
        if (failure != null) {
            assertThat(failure).isInstanceOf(IllegalArgumentException.class);
            assertThat(own).as("is refused before the line is opened").isNull();
        } else {
            requireWhole(CommandGrammar.read(own.takeWritten()), option, value, 56830);
        }
    }

    private static Exception consume(String device) {
        Bc66CoapEndpoint endpoint =
                context.getEndpoint(device + ":" + device + "?attachTimeout=0s", Bc66CoapEndpoint.class);
        try {
            Consumer consumer = endpoint.createConsumer(exchange -> {});
            try {
                consumer.start();
                awaitOften().until(() -> endpoint.getModemState().equals("READY"));
                if (endpoint.getConfiguration().isObserve()) {
                    awaitOften().until(() -> MODULES.get(device).written().contains("QCOAPSEND"));
                }
            } finally {
                consumer.stop();
                context.removeEndpoint(endpoint);
            }
            return null;
        } catch (Exception e) {
            return ObjectHelper.getException(IllegalArgumentException.class, e);
        }
    }

    private static Exception run(String device) {
        String host = context.getComponent(device, Bc66CoapComponent.class)
                .getConfiguration()
                .getHost();
        String uri = device + ":" + device + "?attachTimeout=0s&awaitResponse=false&messageType=NON"
                + (host == null ? "&host=192.0.2.1" : "");
        try {
            Endpoint endpoint = context.getEndpoint(uri);
            Producer producer = endpoint.createProducer();
            try {
                producer.start();
                Exchange exchange = endpoint.createExchange();
                exchange.getMessage().setBody("x");
                producer.process(exchange);
                return exchange.getException();
            } finally {
                producer.stop();
                context.removeEndpoint(endpoint);
            }
        } catch (Exception e) {
            return ObjectHelper.getException(IllegalArgumentException.class, e);
        }
    }

    private static void requireWhole(
            List<CommandGrammar.Command> commands, String option, String value, int localPort) {
        Function<String, Stream<List<Object>>> named = name ->
                commands.stream().filter(command -> command.name().equals(name)).map(CommandGrammar.Command::arguments);
        List<Object> create = named.apply("+QCOAPCREATE")
                .filter(arguments -> !arguments.isEmpty())
                .findFirst()
                .orElseThrow();
        switch (option) {
            case "pskIdentity" -> assertThat(create).containsExactly(localPort, 1, value, "0a0b");
            case "secretKey" -> assertThat(create).containsExactly(localPort, 1, "me", value);
            default -> assertThat(create).containsExactly(localPort, 0);
        }
        named.apply("+QCOAPADDRES").forEach(arguments -> {
            assertThat(arguments).hasSize(2);
            assertThat(bytes((String) arguments.get(1)).length).isEqualTo(arguments.get(0));
            String path = (String) arguments.get(1);
            if (option.equals("uriPath")) {
                // what is encoded here may not have been there, and the other way round
                assertThat("/" + decoded(value)).contains(decoded(path));
            } else {
                assertThat(value).contains(path);
            }
        });
        named.apply("+QCOAPOPTION").forEach(InjectionTest::requireOptions);
        named.apply("+QCOAPSEND").forEach(InjectionTest::requireSend);
    }

    // what goes in

    @Provide
    Arbitrary<String> hostile() {
        return Hostile.strings();
    }

    @Provide
    Arbitrary<String> endpointOptions() {
        return Arbitraries.of(ENDPOINT_OPTIONS.keySet().stream().sorted().toList());
    }

    @Provide
    Arbitrary<String> consumerOptions() {
        return Arbitraries.of(CONSUMER_OPTIONS.keySet().stream().sorted().toList());
    }

    @Provide
    Arbitrary<String> commands() {
        Arbitrary<String> starts = Arbitraries.of(("|AT|at|AT+CSQ|AT+CSQ;|AT+CPIN=|AT+QCFG=\"a\",|AT+CMGS=|ATD|AT&F|"
                        + "A/|AT+QCOAPDEL|AT+qcoapdel|AT+\u017Fq|AT+CSQ=\"|AT+CSQ=\";+QRST\"|AT |ATI|AT\u0131")
                .split("\\|"));
        return Combinators.combine(starts, Hostile.strings()).as((start, rest) -> start + rest);
    }

    @Provide
    Arbitrary<Map<String, Object>> requestHeaders() {
        return headers("Method MessageType MessageId Token Options UriPath UriQuery ContentFormat Accept Observe"
                + " Host Port Code Command");
    }

    @Provide
    Arbitrary<Map<String, Object>> respondHeaders() {
        return headers("Code MessageType Options ContentFormat Observe RequestHost RequestPort RequestMessageId"
                + " RequestToken RequestMethod RequestMessageType");
    }

    @Provide
    Arbitrary<Map<String, Object>> notifyHeaders() {
        return headers("Code MessageType MessageId Token Options UriPath ContentFormat Observe Host Port");
    }

    @Provide
    Arbitrary<Map<String, Object>> replyHeaders() {
        return headers("ReplyCode ReplyContentFormat ReplyOptions ReplyObserve");
    }

    /** Some of these, whose prefix is left out, and of Content-Type. */
    private static Arbitrary<Map<String, Object>> headers(String given) {
        List<String> names = Stream.concat(
                        Stream.of(given.split(" ")).map("CamelBc66Coap"::concat),
                        Stream.of(Bc66CoapConstants.CONTENT_TYPE))
                .toList();
        Arbitrary<Object> maps = Arbitraries.maps(
                        Arbitraries.of(
                                1, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 17, 20, 23, 27, 28, 35, 39, 60, 9, -1, 65536, "11",
                                "x"),
                        Hostile.values())
                .ofMaxSize(4)
                .map(map -> map);
        Arbitrary<Object> values = Arbitraries.oneOf(Hostile.values(), Hostile.values(), Hostile.values(), maps);
        return Arbitraries.maps(Arbitraries.of(names), values).ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<Integer, List<String>>> options() {
        Arbitrary<String> plain =
                Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> values = Arbitraries.oneOf(plain, plain, Hostile.strings());
        return Arbitraries.maps(
                        Arbitraries.of(TEXTS).map(Integer::valueOf),
                        values.list().ofMinSize(1).ofMaxSize(3))
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.ComponentCustomizer;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapComponentConfigurer;
import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.TransportFactories;

/**
 * Checks what a gateway needs, from the inside out, and reports what is wrong and what to do. It changes nothing: it sends no PIN and makes
 * no CoAP context. Every step has a time limit.
 */
final class Check {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration PROBE_LIMIT = Duration.ofMillis(400);
    private static final Duration LATE_LIMIT = Duration.ofSeconds(1);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(5);
    /** A module that wakes up may lose the first one. */
    private static final int PROBES = 3;

    private static final int USUAL_RATE = 115200;
    private static final List<Integer> RATES =
            List.of(USUAL_RATE, 9600, 57600, 38400, 19200, 4800, 230400, 460800, 921600);
    /** Pseudo-terminals. The process that made one may have both ends open. */
    private static final Path TERMINALS = Path.of("/dev/pts");

    private static final int SIM_TRIES = 3;
    private static final int NO_SIGNAL = 99;
    private static final Pattern CPINR = Pattern.compile("\\+CPINR: *\"?SIM PIN\"? *, *([0-9]+).*");
    private static final Pattern SETTING = Pattern.compile("\\{\\{[^{}]+}}");
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *#.*$");
    private static final Pattern TEMPLATE = Pattern.compile("(?m)^- *(routeTemplate|route-template|templateBean):");
    private static final Pattern CSQ = Pattern.compile("\\+CSQ: *([0-9]+) *,.*");

    private final Places places;
    private final Map<String, String> environment;
    private final boolean send;
    private final PrintStream out;
    private Settings settings;
    private int wrong;

    Check(Places places, Map<String, String> environment, boolean send, PrintStream out) {
        this.places = places;
        this.environment = environment;
        this.send = send;
        this.out = out;
    }

    /** @return the exit status */
    int run() throws IOException {
        try {
            show(Finding.ok(
                    "Java",
                    Runtime.version().feature() + " (" + System.getProperty("java.vendor") + "), "
                            + System.getProperty("java.home")));
            settings = Settings.load(places, environment);
            show(Finding.ok("Settings", places.conf().toString()));
            routes();
            brokers();
            module();
        } catch (WrongSettingException e) {
            show(Finding.wrong("Settings", e.getMessage(), "as said; nothing else was looked at"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wrong++;
        }
        out.println(wrong == 0 ? "All that was looked at is right." : "Wrong: " + wrong);
        return wrong == 0 ? 0 : 1;
    }

    private void show(Finding finding) {
        out.println(finding);
        if (finding.isWrong()) {
            wrong++;
        }
    }

    /** Checks the syntax and the endpoints of routes. Starts nothing. */
    private void routes() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(places.routes())) {
            files = list.filter(RouteFiles::isRoutes).sorted().toList();
        } catch (IOException e) {
            show(Finding.wrong("Routes", places.routes() + " can't be read", "make it, or set BC66_GATEWAY_HOME"));
            return;
        }
        int right = 0;
        StringBuilder texts = new StringBuilder();
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            Properties properties = new Properties();
            properties.putAll(settings.forCamel());
            properties.putIfAbsent(Settings.DEVICE, "none");
            properties.putIfAbsent(Settings.NAME, "none");
            context.getPropertiesComponent().setInitialProperties(properties);
            context.build();
            options(context);
            Map<String, Path> owners = new HashMap<>();
            OwnRoutes.IDS.forEach(id -> owners.put(id, Path.of("the gateway itself")));
            for (Path file : files) {
                try {
                    String text = Files.readString(file);
                    texts.append(text);
                    RouteFile parsed = RouteFile.parse(context, file, text);
                    for (String uri : parsed.endpoints()) {
                        context.getEndpoint(uri);
                    }
                    settingsOf(text).forEach(context::resolvePropertyPlaceholders);
                    for (String id : parsed.ids()) {
                        Path owner = owners.putIfAbsent(id, file.getFileName());
                        if (owner != null) {
                            throw new IllegalArgumentException("a route of " + owner + " has the ID " + id + ", too");
                        }
                    }
                    right++;
                } catch (Exception e) {
                    show(Finding.wrong(
                            "Routes",
                            file.getFileName() + ": " + Reasons.of(e),
                            "mend the file; until then, the gateway runs without it"));
                }
            }
        }
        settings.others().stream()
                .filter(name -> texts.indexOf(name) < 0)
                .forEach(name -> show(Finding.open("Settings", "no route uses " + name + ": is it spelt right?")));
        if (right == files.size()) {
            show(Finding.ok("Routes", places.routes() + ": " + right + (right == 1 ? " file" : " files")));
        }
    }

    /** Checks the component's options. With an unknown option or a wrong value, the gateway doesn't start. */
    private void options(CamelContext context) {
        Bc66CoapComponent component = new Bc66CoapComponent();
        Bc66CoapComponentConfigurer configurer = new Bc66CoapComponentConfigurer();
        settings.forComponent().forEach((option, value) -> {
            String cure = "docs/component.md lists the component's options";
            try {
                if (!configurer.configure(
                        context, component, option, context.resolvePropertyPlaceholders(value), true)) {
                    show(Finding.wrong("Settings", "the component has no option " + option, cure));
                }
            } catch (RuntimeException e) {
                show(Finding.wrong("Settings", option + " can't be " + value + ": " + Reasons.of(e), cure));
            }
        });
    }

    /** The placeholders of settings in a route file. A file with a template has none, because its parameters look the same. */
    private static List<String> settingsOf(String text) {
        if (TEMPLATE.matcher(text).find()) {
            return List.of();
        }
        return SETTING.matcher(COMMENT.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private void brokers() {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        settings.get("mqtt.broker").ifPresent(url -> add(addresses, "mqtt.broker", url, 1883));
        settings.get("kafka.brokers").ifPresent(list -> Stream.of(list.split(","))
                .forEach(broker -> add(addresses, "kafka.brokers", "tcp://" + broker.strip(), 9092)));
        for (InetSocketAddress address : addresses) {
            String shown = address.getHostString() + ":" + address.getPort();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), (int)
                        CONNECT_LIMIT.toMillis());
                show(Finding.ok("Broker", shown + " takes connections"));
            } catch (IOException e) {
                show(Finding.wrong(
                        "Broker",
                        e instanceof UnknownHostException
                                ? shown + ": the name can't be resolved"
                                : shown + " doesn't: " + (e.getMessage() == null ? e.toString() : e.getMessage()),
                        "is it running, is its name right, does a firewall stand between?"));
            }
        }
        if (settings.get("mqtt.broker").isEmpty()
                && settings.get("kafka.brokers").isEmpty()) {
            show(Finding.open("Broker", "none is set (mqtt.broker, kafka.brokers)"));
        }
    }

    private void add(Set<InetSocketAddress> addresses, String name, String url, int usualPort) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException(url);
            }
            int port = uri.getPort() < 0 ? usualPort : uri.getPort();
            addresses.add(InetSocketAddress.createUnresolved(uri.getHost(), port));
        } catch (IllegalArgumentException e) {
            show(Finding.wrong(
                    "Broker",
                    name + " can't be read: " + url,
                    "in conf/gateway.properties: mqtt.broker = tcp://host:port, kafka.brokers = host:port"));
        }
    }

    private void module() throws InterruptedException, WrongSettingException, IOException {
        Optional<GatewayHealth> running = GatewayHealth.ask(
                settings.get("camel.management.host").orElse("127.0.0.1"),
                settings.number("camel.management.port", 8080));
        String device = settings.device().orElse(null);
        if (running.isPresent()
                && (device == null || device.equals(running.get().device()))) {
            showHealth(running.get());
            return;
        }
        if (device == null) {
            show(
                    Finding.wrong(
                            "Device",
                            "none is set: the gateway would start a virtual BC66",
                            "set bc66.device in conf/gateway.properties, or BC66_DEVICE; ls /dev/serial/by-id shows what is there"));
            return;
        }
        running.ifPresent(other -> show(Finding.wrong(
                "Gateway",
                "another one, with " + other.device() + ", has the port of health and metrics",
                "set camel.management.port to another one")));
        if (!isRemote(device) && !isThere(device)) {
            return;
        }
        ask(device);
    }

    /** Shows the health of a running gateway, which holds the device. */
    private void showHealth(GatewayHealth running) {
        show(Finding.ok("Gateway", "one runs with " + running.device() + ", so it is asked and not the device"));
        for (GatewayHealth.HealthLine line : running.checks()) {
            String text = line.name() + (line.text().isEmpty() ? "" : ": " + line.text());
            show(line.up() ? Finding.ok("Health", text) : Finding.wrong("Health", text, cure(line)));
        }
    }

    private static String cure(GatewayHealth.HealthLine line) {
        return line.text().equals("ATTACHING")
                ? "it waits for the network: if that takes minutes, end the gateway and check again, to see SIM and signal"
                : "docs/troubleshooting.md has each reason; its log says more";
    }

    private static boolean isRemote(String device) {
        return device.contains("://");
    }

    private boolean isThere(String device) throws IOException {
        Path path = path(device);
        if (!Files.exists(path)) {
            boolean link = Files.isSymbolicLink(path);
            show(Finding.wrong(
                    "Device",
                    device + (link ? " leads nowhere" : " isn't there"),
                    "plug the adapter in; ls /dev/serial/by-id shows what is there; in a container, pass it in"));
            return false;
        }
        String rights = "";
        String cure = "as its owner allows";
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            rights = " (%s:%s, %s)"
                    .formatted(
                            attributes.owner().getName(),
                            attributes.group().getName(),
                            PosixFilePermissions.toString(attributes.permissions()));
            cure = rightsFor(attributes);
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            show(Finding.wrong(
                    "Device",
                    device + rights + " can't be read and written by " + System.getProperty("user.name"),
                    cure));
            return false;
        }
        show(Finding.ok("Device", device + rights));
        List<String> holders = isTerminal(path) ? List.of() : DeviceHolders.of(path);
        if (!holders.isEmpty()) {
            show(Finding.wrong("Held by", String.join(", ", holders), endThem(holders)));
            return false;
        }
        return true;
    }

    /** Membership in the group helps only if the group can read and write, and isn't root's. */
    private static String rightsFor(PosixFileAttributes attributes) {
        String group = attributes.group().getName();
        if (group.equals("root")
                || !attributes
                        .permissions()
                        .containsAll(Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE))) {
            return "its group can't either: install udev/99-bc66.rules, which gives it to the group dialout";
        }
        return "sudo usermod -aG %s %s and log in again; under systemd SupplementaryGroups=%s"
                .formatted(group, System.getProperty("user.name"), group);
    }

    /** What to do if the device can't be opened. */
    private static String holders(String device) {
        try {
            if (isRemote(device)) {
                return "docs/troubleshooting.md has each reason";
            }
            List<String> holders = DeviceHolders.of(path(device));
            return holders.isEmpty() || isTerminal(path(device))
                    ? "docs/troubleshooting.md has each reason; sudo fuser -v " + device + " shows who has it open"
                    : String.join(", ", holders) + " has it open: " + endThem(holders);
        } catch (IOException e) {
            return "it has gone: plug it in again";
        }
    }

    private static boolean isTerminal(Path path) throws IOException {
        return path.toRealPath().startsWith(TERMINALS);
    }

    private static String endThem(List<String> holders) {
        return holders.toString().contains("ModemManager")
                ? "install udev/99-bc66.rules, which keeps ModemManager off it"
                : "end that program, as a module has one master";
    }

    private static Path path(String device) {
        return device.indexOf('/') < 0 ? Path.of("/dev", device) : Path.of(device);
    }

    private void ask(String device) throws InterruptedException, WrongSettingException {
        int set = settings.number(Settings.COMPONENT + "baudRate", USUAL_RATE);
        Set<Integer> rates = new LinkedHashSet<>(List.of(set));
        if (!device.startsWith("tcp:")) {
            rates.addAll(RATES);
        }
        for (int rate : rates) {
            boolean answered = false;
            try (AtTerminal terminal = new AtTerminal(open(device, rate))) {
                answered = answers(terminal);
                if (answered) {
                    show(baudRate(device, rate, set));
                    ask(terminal);
                }
            } catch (IOException e) {
                if (rate == set || answered) {
                    show(Finding.wrong("Device", Reasons.of(e), holders(device)));
                    return;
                }
                // this port doesn't support the rate
            }
            if (answered) {
                coapServer(device);
                return;
            }
        }
        show(Finding.wrong(
                "Module",
                "no answer to AT at "
                        + String.join(", ", rates.stream().map(String::valueOf).toList()) + " baud",
                "power, TX and RX swapped, ground; deep sleep: pulse PSM_EINT; another program on this line"));
    }

    private static ModemTransport open(String device, int rate) throws IOException {
        return TransportFactories.builtIn().open(device, new LineSettings(rate, CONNECT_LIMIT));
    }

    private static boolean answers(AtTerminal terminal) throws IOException, InterruptedException {
        for (int probe = 0; probe < PROBES; probe++) {
            if (terminal.ask("AT", PROBE_LIMIT).isPresent()) {
                if (probe > 0) {
                    // that was perhaps the late reply to an earlier one, and the last one's is still to come
                    terminal.forget(LATE_LIMIT);
                }
                return true;
            }
        }
        return false;
    }

    private static Finding baudRate(String device, int rate, int set) {
        if (device.startsWith("tcp:")) {
            return Finding.ok("Baud rate", "that of the serial server");
        }
        return rate == set
                ? Finding.ok("Baud rate", Integer.toString(rate))
                : Finding.wrong(
                        "Baud rate",
                        "the module answers at " + rate + ", not at " + set,
                        Settings.COMPONENT + "baudRate = " + rate);
    }

    private void ask(AtTerminal terminal) throws IOException, InterruptedException {
        String model = answer(terminal, "ATI");
        show(
                model.contains("BC66")
                        ? Finding.ok("Module", model)
                        : Finding.wrong("Module", model, "this isn't a BC66: is it the right port?"));
        boolean waits = sim(terminal);
        signal(terminal);
        attached(terminal, waits);
    }

    /** The reply in one line, without the final result code unless that is all. */
    private static String answer(AtTerminal terminal, String command) throws IOException, InterruptedException {
        List<String> lines = terminal.ask(command, COMMAND_LIMIT).orElse(List.of("no answer to " + command));
        return String.join(", ", lines.size() > 1 ? lines.subList(0, lines.size() - 1) : lines);
    }

    /** @return whether the SIM waits for a PIN or another code */
    private boolean sim(AtTerminal terminal) throws IOException, InterruptedException {
        String state = answer(terminal, "AT+CPIN?");
        if (state.equals("+CPIN: READY")) {
            show(Finding.ok("SIM", "ready"));
            return false;
        }
        if (!state.equals("+CPIN: SIM PIN")) {
            show(
                    state.startsWith("+CPIN: ")
                            ? Finding.wrong("SIM", "it waits for " + state.substring(7), "unlock it in a telephone")
                            : Finding.wrong(
                                    "SIM", "it can't be read: " + state, "no SIM, or one that isn't seated well"));
            return true;
        }
        Matcher tries = CPINR.matcher(answer(terminal, "AT+CPINR"));
        int left = tries.find() ? Integer.parseInt(tries.group(1)) : SIM_TRIES;
        if (left < SIM_TRIES) {
            show(
                    Finding.wrong(
                            "SIM",
                            "a wrong PIN has been sent, tries left: " + left,
                            "compare BC66_SIM_PIN or simPin with the SIM's PIN before the next try; the last wrong one locks it"));
        } else if (settings.hasPin()) {
            show(Finding.ok("SIM", "it waits for its PIN, which the gateway sends and this check doesn't"));
        } else {
            show(Finding.wrong(
                    "SIM",
                    "it waits for its PIN, and none is set",
                    "set BC66_SIM_PIN, or " + Settings.COMPONENT + "simPin in conf/secrets.properties"));
        }
        return true;
    }

    private void signal(AtTerminal terminal) throws IOException, InterruptedException {
        String answer = answer(terminal, "AT+CSQ");
        Matcher csq = CSQ.matcher(answer);
        if (!csq.matches()) {
            show(Finding.wrong("Signal", answer, "the module should know AT+CSQ: update its firmware"));
        } else if (Integer.parseInt(csq.group(1)) == NO_SIGNAL) {
            show(Finding.wrong("Signal", "none", "antenna, coverage, band (AT+QBAND)"));
        } else {
            show(Finding.ok("Signal", (2 * Integer.parseInt(csq.group(1)) - 113) + " dBm"));
        }
    }

    private void attached(AtTerminal terminal, boolean simWaits) throws IOException, InterruptedException {
        String answer = answer(terminal, "AT+CGATT?");
        if (answer.equals("+CGATT: 1")) {
            show(Finding.ok("Attached", "to the network"));
        } else if (simWaits) {
            show(Finding.open("Attached", "no, as the SIM waits"));
        } else {
            show(
                    Finding.wrong(
                            "Attached",
                            "no: " + answer + ", " + answer(terminal, "AT+CEREG?"),
                            "a first search takes minutes; else coverage, antenna, APN, subscription: docs/network-and-power.md"));
        }
    }

    /** Only a message on the air shows this, which costs power and money. */
    private void coapServer(String device) {
        String host = settings.get("cloud.host").orElse(null);
        if (host == null) {
            show(Finding.open("CoAP server", "none is set (cloud.host)"));
        } else if (!send) {
            show(Finding.open("CoAP server", host + " wasn't asked; with --send, the module sends it a GET"));
        } else {
            show(sendGet(device, host));
        }
    }

    /** Any response shows that the server is there. */
    private Finding sendGet(String device, String host) {
        String port = settings.cloudPort();
        Main main = new Main();
        // the default one has Ctrl-C wait for the response
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation("false");
        settings.forCamel().forEach(main::addInitialProperty);
        main.addInitialProperty("camel.management.enabled", "false");
        main.addInitialProperty(Settings.COMPONENT + "responseTimeout", "30s");
        main.bind(
                "secrets",
                ComponentCustomizer.builder(Bc66CoapComponent.class)
                        .build(component -> settings.putSecrets(component.getConfiguration())));
        try {
            main.start();
            Exchange exchange = main.getCamelTemplate()
                    .request(
                            "bc66coap:" + device + "?host=" + host + "&port=" + port
                                    + "&method=GET&uriPath=/.well-known/core&throwExceptionOnFailure=false",
                            request -> {});
            if (exchange.getException() != null) {
                return Finding.wrong(
                        "CoAP server",
                        Reasons.of(exchange.getException()),
                        "docs/troubleshooting.md: The server doesn't answer");
            }
            return Finding.ok(
                    "CoAP server",
                    host + ":" + port + " answers " + exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE));
        } catch (Exception e) {
            return Finding.wrong("CoAP server", Reasons.of(e), "docs/troubleshooting.md: The line can't be opened");
        } finally {
            main.stop();
        }
    }
}

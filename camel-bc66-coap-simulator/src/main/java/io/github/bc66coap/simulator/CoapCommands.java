// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.at.Arguments;
import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtCommand.Form;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Reply;
import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapContext;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.Codes;
import io.github.bc66coap.simulator.coap.ConStatus;
import io.github.bc66coap.simulator.coap.ConfigurableOption;
import io.github.bc66coap.simulator.coap.Header;
import io.github.bc66coap.simulator.coap.IpLiteral;
import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.coap.SendResult;
import io.github.bc66coap.simulator.coap.TransportFactory.Psk;
import io.github.bc66coap.simulator.coap.UrcFormat;
import io.github.bc66coap.simulator.coap.UrcFormat.Shown;

/**
 * The eight commands of the note's section 2.3.
 *
 * <p>Decisions where the note is silent:
 *
 * <ul>
 *   <li>There is one context. ADDRES, SEND and DEL need it; HEAD, OPTION, CFG and DATASTATUS (then 0) do not.
 *   <li>HEAD and OPTION apply to the next SEND. One that gets OK uses them up, a refused one does not. DEL drops them,
 *       and the resources.
 *   <li>DEL before the result of a SEND makes that result a failure, printed before {@code +QCOAPDEL}.
 *   <li>DEL of an encrypted context ends its DTLS sessions by close_notify. A restart does not, nor does the loss of a
 *       context in deep sleep.
 *   <li>HEAD takes exactly the arguments that its mode requires.
 *   <li>Strings are quoted, integers are not; {@code <length>} of ADDRES must be the length of the resource.
 *   <li>{@code <length>} 0 goes with no data or an empty string; more than 1024 is refused.
 *   <li>A message that CoAP forbids is refused (RFC 7252, table 1; an empty message has no token, options or payload).
 *   <li>A SEND before the result of the last one is refused, because the results could not be distinguished. Messages
 *       received before a result are reported after it. Firmware that prints no results makes nothing wait for them.
 *   <li>The next CON may be sent before the last one is acknowledged; the note's advice to ask for the status is for
 *       the TE.
 *   <li>Without a network: {@code +QCOAPSEND: 3}; creating a context is local and works.
 *   <li>The context and the resources survive deep sleep; settings, HEAD and OPTION do not.
 *   <li>{@code "Showsport"} in section 4.4 and the comma inside the address in section 2.3.7 are taken for misprints.
 * </ul>
 *
 * Some firmware differs: {@link Firmware.Coap}.
 *
 * <p>Core thread only.
 */
final class CoapCommands implements CommandSet {
    /** Prints unsolicited results. */
    interface Urcs {
        /** Prints one. */
        void print(byte[] content);
    }

    private static final int MAX_INLINE = 512;
    private static final int MAX_DATA_MODE = 1024;
    private static final int MAX_PSK_ID = 150;
    private static final int MAX_PSK = 128;

    private final ScheduledExecutorService core;
    private final Settings settings;
    private final ModuleState state;
    private final Urcs urcs;
    private final Runnable waking;
    private final Firmware.Coap firmware;
    private final UrcFormat urcFormat;
    private final SendResults results;
    private final List<String> resources = new ArrayList<>();
    private CoapContext context;
    private Header header = Header.DEFAULT;
    private List<CoapOption> options = List.of();
    private boolean showAddress;
    private boolean showOptions;

    /** @param waking called when something comes from the network, because that may wake the module */
    CoapCommands(ScheduledExecutorService core, Settings settings, ModuleState state, Urcs urcs, Runnable waking) {
        this.core = core;
        this.settings = settings;
        this.state = state;
        this.urcs = urcs;
        this.waking = waking;
        firmware = settings.firmware().coap();
        urcFormat = settings.firmware().urcFormat();
        results = new SendResults(core, firmware.results(), this::print);
    }

    @Override
    public Map<String, Command> commands() {
        return Map.of(
                "+QCOAPCREATE", this::create,
                "+QCOAPDEL", this::delete,
                "+QCOAPADDRES", this::addResource,
                "+QCOAPHEAD", this::configureHeader,
                "+QCOAPOPTION", this::configureOptions,
                "+QCOAPCFG", this::configure,
                "+QCOAPSEND", this::send,
                "+QCOAPDATASTATUS", this::status);
    }

    private Reply tested(String values, String names) {
        return switch (firmware.tests()) {
            case VALUES -> Reply.ok(values);
            case NAMES -> Reply.ok(names);
            case NOTHING -> Reply.ok();
        };
    }

    private Arguments write(AtCommand command) {
        if (command.form() != Form.WRITE) {
            throw AtError.notSupported("no such form of " + command.name());
        }
        return arguments(command);
    }

    private Arguments arguments(AtCommand command) {
        return Arguments.parse(command.arguments(), firmware.quotesRequired());
    }

    // --- context ---

    private Reply create(AtCommand command) {
        if (command.form() == Form.TEST) {
            return tested(
                    firmware.hasModes() ? "+QCOAPCREATE: (1-65535),(0,1),<psk_id>,<psk>" : "+QCOAPCREATE: (1-65535)",
                    "+QCOAPCREATE: <1-65535>");
        }
        Arguments arguments = write(command);
        int port = arguments.integer(1, 65535);
        boolean secure = firmware.hasModes() && arguments.integer(0, 1) == 1;
        String identity = secure ? arguments.string(1, MAX_PSK_ID) : "";
        byte[] key = secure ? arguments.hex(1, MAX_PSK) : new byte[0];
        arguments.end();
        if (context != null) {
            requireReplaceable();
            endContext();
        }
        context = open(
                new InetSocketAddress(settings.address(), port),
                secure ? Optional.of(new Psk(identity, key)) : Optional.empty());
        return Reply.ok();
    }

    private void requireReplaceable() {
        if (!firmware.replacesContext()) {
            throw AtError.notAllowed("there is a context already");
        }
    }

    private CoapContext open(InetSocketAddress local, Optional<Psk> psk) {
        CoapContext opened = new CoapContext(
                core, settings.transmission(), new Listener(), firmware.messageIds(), firmware.passesPings());
        try {
            opened.bind(settings.transports().open(local, psk, opened::deliver));
        } catch (IOException e) {
            throw AtError.fromHost("UDP port %d of %s can't be opened: %s"
                    .formatted(local.getPort(), local.getAddress().getHostAddress(), e.getMessage()));
        }
        opened.online(state.attached);
        settings.trace().accept(new TraceEvent.ContextMade(local, psk.isPresent()));
        return opened;
    }

    private Reply delete(AtCommand command) {
        if (command.form() != Form.EXECUTE) {
            throw AtError.notSupported("no such form of +QCOAPDEL");
        }
        requireContext();
        List<String> told = new ArrayList<>();
        if (results.pending()) {
            told.add("+QCOAPSEND: " + SendResult.FAILURE.number());
        }
        told.add("+QCOAPDEL: 0");
        endContext();
        return switch (firmware.results()) {
            case BEFORE_OK -> Reply.ok(told.toArray(String[]::new));
            case NEVER -> Reply.ok();
            default -> Reply.okThen(() -> told.forEach(this::print));
        };
    }

    private CoapContext requireContext() {
        if (context == null) {
            throw AtError.notAllowed("there is no context");
        }
        return context;
    }

    /** Ends the context for the TE. DTLS peers get close_notify, unless this firmware sends none. */
    private void endContext() {
        if (context != null && firmware.saysGoodbye()) {
            context.close();
            contextIsLost();
        }
        dropContext();
    }

    /** Drops the context and what belongs to it, without informing peers. */
    void dropContext() {
        if (context != null) {
            context.drop();
            contextIsLost();
        }
        resources.clear();
        results.clear();
        forgetMessage();
    }

    private void contextIsLost() {
        context = null;
        settings.trace().accept(new TraceEvent.Changed(TraceEvent.Changed.State.CONTEXT_LOST));
    }

    /** Whether there is a context with DTLS. */
    boolean isEncrypted() {
        return context != null && context.hasSessions();
    }

    /** Forgets the DTLS sessions of the context, if any, without informing peers. */
    boolean forgetSessions() {
        if (!isEncrypted()) {
            return false;
        }
        context.forgetSessions();
        settings.trace().accept(new TraceEvent.Changed(TraceEvent.Changed.State.SESSIONS_FORGOTTEN));
        return true;
    }

    private void forgetMessage() {
        header = Header.DEFAULT;
        options = List.of();
    }

    /**
     * Keeps what survives deep sleep: the context and its resources (sections 2.3.1 and 2.3.3). The note names nothing
     * else.
     */
    void forgetInSleep() {
        forgetMessage();
        forgetSettings();
    }

    /** Returns everything to the state after power-on. */
    void reset() {
        dropContext();
        forgetSettings();
    }

    /** Returns the settings of {@code AT+QCOAPCFG} to those after power-on. */
    void forgetSettings() {
        showAddress = false;
        showOptions = false;
    }

    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(context).map(CoapContext::address);
    }

    List<String> resources() {
        return List.copyOf(resources);
    }

    void online(boolean on) {
        if (context != null) {
            context.online(on);
        }
    }

    // --- configuration ---

    private Reply addResource(AtCommand command) {
        if (command.form() == Form.TEST) {
            return tested(
                    "+QCOAPADDRES: (1-" + firmware.maxResource() + "),<resource>", "+QCOAPADDRES: <1-128>,<resource>");
        }
        Arguments arguments = write(command);
        int length = arguments.integer(1, firmware.maxResource());
        String resource = arguments.string(length, length);
        arguments.end();
        requireContext();
        resources.add(new String(Arguments.bytes(resource), StandardCharsets.UTF_8));
        return Reply.ok();
    }

    private Reply configureHeader(AtCommand command) {
        if (command.form() == Form.TEST) {
            return tested(
                    "+QCOAPHEAD: (1-5),(0-65535),(1-8),<token>", "+QCOAPHEAD: <mode>[,[<msgid>][,<tkl>,<token>]]");
        }
        Arguments arguments = write(command);
        int mode = arguments.integer(1, 5);
        int messageId = mode >= 3 ? arguments.integer(0, 65535) : -1;
        byte[] token =
                switch (mode) {
                    case 2, 5 -> token(arguments);
                    case 3 -> new byte[0];
                    default -> null;
                };
        arguments.end();
        header = new Header(messageId, token);
        return Reply.ok();
    }

    private static byte[] token(Arguments arguments) {
        int length = arguments.integer(1, 8);
        return arguments.hex(length, length);
    }

    private Reply configureOptions(AtCommand command) {
        if (command.form() == Form.TEST) {
            return tested(
                    "+QCOAPOPTION: (1-" + firmware.maxOptions() + ")," + ConfigurableOption.numbers()
                            + ",<opt_value>,...",
                    "+QCOAPOPTION: <opt_count>,<opt_name>,<opt_value>[,...]");
        }
        Arguments arguments = write(command);
        int count = arguments.integer(1, firmware.maxOptions());
        List<CoapOption> configured = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ConfigurableOption option = ConfigurableOption.of(arguments.integer(0, 65535));
            configured.add(option.encode(optionValue(arguments), firmware.anyFormat()));
        }
        arguments.end();
        ConfigurableOption.checkRepetition(configured);
        configured.sort(Comparator.comparingInt(CoapOption::number)); // stable, as RFC 7252 demands for repeated ones
        options = List.copyOf(configured);
        if (firmware.refusedYetSet().test(options)) {
            throw AtError.notAllowed("as this firmware does");
        }
        return Reply.ok();
    }

    private String optionValue(Arguments arguments) {
        String value = arguments.string(1, 180);
        if (!firmware.takesCommas() && value.indexOf(',') >= 0) {
            throw AtError.arguments("comma in the value of an option");
        }
        return value;
    }

    private Reply configure(AtCommand command) {
        return switch (command.form()) {
            case TEST ->
                firmware.tests() == Firmware.Tests.VALUES
                        ? Reply.ok("+QCOAPCFG: \"Showra\",(0,1)", "+QCOAPCFG: \"Showrspopt\",(0,1)")
                        : Reply.ok();
            case READ -> firmware.tellsSettings() ? Reply.ok(shownAddress(), shownOptions()) : Reply.ok();
            case WRITE -> configure(arguments(command));
            case EXECUTE -> throw AtError.notSupported("no such form of +QCOAPCFG");
        };
    }

    private Reply configure(Arguments arguments) {
        String name = arguments.string(1, 32);
        boolean address = "Showra".equals(name);
        if (!address && !"Showrspopt".equals(name)) {
            throw AtError.arguments("no setting " + name);
        }
        if (arguments.left() == 0) {
            return Reply.ok(address ? shownAddress() : shownOptions());
        }
        boolean on = arguments.integer(0, 1) == 1;
        arguments.end();
        if (address) {
            showAddress = on;
        } else {
            showOptions = on;
        }
        return Reply.ok();
    }

    private String shownAddress() {
        return "+QCOAPCFG: \"Showra\"," + (showAddress ? 1 : 0);
    }

    private String shownOptions() {
        return "+QCOAPCFG: \"Showrspopt\"," + (showOptions ? 1 : 0);
    }

    // --- messages ---

    private record Destination(MessageType type, int code, InetSocketAddress peer) {}

    private Reply send(AtCommand command) {
        if (command.form() == Form.TEST) {
            return tested(
                    "+QCOAPSEND: (0-3),<method/rspcode>,<ip_addr>,(1-65535),(0-1024),<data>",
                    "+QCOAPSEND: <type>,<method/rspcode>,<ip_addr>,<port>[,<length>,<data>]");
        }
        Arguments arguments = write(command);
        Destination destination = destination(arguments);
        int length = arguments.integer(0, MAX_DATA_MODE);
        boolean inline = arguments.left() > 0;
        if (inline && length > MAX_INLINE) {
            throw AtError.arguments("too long for normal mode");
        }
        byte[] data = inline ? arguments.hex(length, length) : new byte[0];
        arguments.end();
        requireContext();
        if (results.pending()) {
            throw AtError.notAllowed("still sending");
        }
        check(destination, length);
        if (firmware.oneConAtATime() && destination.type() == MessageType.CON && context.isConInFlight()) {
            throw AtError.notAllowed("a CON is not acknowledged yet");
        }
        return inline || length == 0
                ? send(destination, data)
                : new Reply.Prompt(length, typed -> send(destination, typed));
    }

    private Destination destination(Arguments arguments) {
        MessageType type = MessageType.values()[arguments.integer(0, 3)];
        int code = Codes.wire(arguments.integer(0, 505), firmware.anyCode());
        InetAddress address =
                IpLiteral.parse(arguments.string(1, 45)).orElseThrow(() -> AtError.arguments("no address literal"));
        int port = arguments.integer(1, 65535);
        if (code < 0) {
            throw AtError.arguments("no such method or response code");
        }
        return new Destination(type, code, new InetSocketAddress(address, port));
    }

    private void check(Destination destination, int length) {
        boolean empty = destination.code() == 0;
        boolean bare = length == 0 && (firmware.sticky() || options.isEmpty() && isWithoutToken(header));
        CoapMessage probe =
                new CoapMessage(destination.type(), destination.code(), 0, new byte[0], List.of(), new byte[0]);
        if (!CoapCodec.isPossible(probe) || empty && !bare) {
            throw AtError.notAllowed("CoAP has no such message");
        }
    }

    private static boolean isWithoutToken(Header header) {
        return header.token() != null && header.token().length == 0;
    }

    private Reply send(Destination destination, byte[] payload) {
        CoapContext sender = requireContext();
        CoapMessage message = message(destination, payload);
        byte[] datagram = sender.encode(message);
        if (!firmware.sticky()) {
            forgetMessage();
        }
        return results.send(
                result -> sender.send(message, datagram, destination.peer(), result),
                message.type() == MessageType.CON);
    }

    private CoapMessage message(Destination destination, byte[] payload) {
        int messageId = header.messageId(firmware.messageIds());
        return destination.code() == 0
                ? new CoapMessage(
                        destination.type(),
                        0,
                        messageId,
                        new byte[0],
                        firmware.fillsEmptyMessages() ? options : List.of(),
                        new byte[0])
                : new CoapMessage(
                        destination.type(), destination.code(), messageId, header.nextToken(), options, payload);
    }

    private Reply status(AtCommand command) {
        if (command.form() != Form.READ) {
            throw AtError.notSupported("no such form of +QCOAPDATASTATUS");
        }
        ConStatus status = context == null ? ConStatus.NOT_SENT : context.status();
        return Reply.ok("+QCOAPDATASTATUS: " + firmware.status().apply(status).ordinal());
    }

    private final class Listener implements CoapContext.Listener {
        private final Consumer<TraceEvent> trace = settings.trace();

        @Override
        public void received(InetSocketAddress peer, CoapMessage message) {
            waking.run();
            if (context != null) {
                results.report(() -> report(peer, message));
            }
        }

        @Override
        public void traced(boolean sent, InetSocketAddress peer, CoapMessage message) {
            trace.accept(new TraceEvent.Coap(
                    sent ? TraceEvent.Direction.SENT : TraceEvent.Direction.RECEIVED, peer, message));
        }
    }

    private void report(InetSocketAddress peer, CoapMessage message) {
        Shown shown = new Shown(showAddress, showOptions);
        if (message.isRequest() || message.isPing()) {
            urcs.print(urcFormat.request(peer, message, shown));
            return;
        }
        byte[] urc = urcFormat.response(peer, message, shown);
        for (int i = 0; i < firmware.responseCopies(); i++) {
            urcs.print(urc);
        }
    }

    private void print(String text) {
        urcs.print(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}

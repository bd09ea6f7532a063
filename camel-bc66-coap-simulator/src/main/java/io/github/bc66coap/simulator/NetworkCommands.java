// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.bc66coap.simulator.at.Arguments;
import io.github.bc66coap.simulator.at.AtCommand;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Reply;

/**
 * The commands for access point, power saving mode and extended discontinuous reception: 3GPP TS 27.007 sections 10.1.1, 7.38, 7.40
 * and 7.41, and the vendor's own {@code AT+QCGDEFCONT}. What they set outlives a restart, and has no effect here. Core thread only.
 */
final class NetworkCommands implements CommandSet {
    private static final Set<String> PDP_TYPES = Set.of("IP", "IPV6", "IPV4V6", "Non-IP");
    private static final String PDP_TYPE_LIST = "(\"IP\",\"IPV6\",\"IPV4V6\",\"Non-IP\")";
    private static final int MAX_CID = 10;
    private static final int MAX_APN = 100;
    private static final int MAX_ADDRESS = 150;
    private static final int MAX_ACCOUNT = 64;

    private static final Pattern TIMER = Pattern.compile("[01]{8}");
    private static final Pattern CYCLE = Pattern.compile("[01]{4}");
    /** E-UTRAN, NB-S1 mode; the module knows no other access. */
    private static final int NB_S1 = 5;
    /** 20.48 s, the shortest cycle of NB-S1 (3GPP TS 24.008 table 10.5.5.32), and a paging time window of 10.24 s. */
    private static final String SHORTEST_CYCLE = "0010";

    private static final String WINDOW = "0011";

    private final Map<Integer, String> contexts = new TreeMap<>();
    private String defaultContext = "\"IP\",\"\",\"\",\"\"";
    private boolean savesPower;
    private final String[] timers = {"", "", "", ""};
    private boolean extendsReception;
    private String cycle = SHORTEST_CYCLE;

    @Override
    public Map<String, Command> commands() {
        return Map.of(
                "+CGDCONT", this::context,
                "+QCGDEFCONT", this::defaultContext,
                "+CPSMS", this::powerSaving,
                "+CEDRXS", this::reception,
                "+CEDRXRDP", this::grantedReception);
    }

    private Reply context(AtCommand command) {
        return switch (command.form()) {
            case READ ->
                Reply.ok(contexts.entrySet().stream()
                        .map(context -> "+CGDCONT: " + context.getKey() + "," + context.getValue())
                        .toArray(String[]::new));
            case TEST -> Reply.ok("+CGDCONT: (0-" + MAX_CID + ")," + PDP_TYPE_LIST + ",,,(0),(0)");
            case WRITE -> {
                Arguments arguments = Arguments.parse(command.arguments());
                int cid = arguments.integer(0, MAX_CID);
                String context = arguments.left() == 0 ? null : context(arguments);
                if (context == null) {
                    contexts.remove(cid);
                } else {
                    contexts.put(cid, context);
                }
                yield Reply.ok();
            }
            case EXECUTE -> throw AtError.notSupported("+CGDCONT has no execution command");
        };
    }

    private static String context(Arguments arguments) {
        String context = "\"" + pdpType(arguments) + "\",\"" + text(arguments, MAX_APN) + "\",\""
                + text(arguments, MAX_ADDRESS) + "\",0,0";
        for (int i = 0; i < 2; i++) {
            // compression of data, and of headers: the module has none
            if (!arguments.omitted()) {
                arguments.integer(0, 0);
            }
        }
        arguments.end();
        return context;
    }

    private Reply defaultContext(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+QCGDEFCONT: " + defaultContext);
            case TEST -> Reply.ok("+QCGDEFCONT: " + PDP_TYPE_LIST + ",<APN>,<username>,<password>");
            case WRITE -> {
                Arguments arguments = Arguments.parse(command.arguments());
                String type = pdpType(arguments);
                String apn = text(arguments, MAX_APN);
                boolean hasAccount = arguments.left() > 0;
                String user = text(arguments, MAX_ACCOUNT);
                if (hasAccount) {
                    arguments.string(0, MAX_ACCOUNT);
                }
                arguments.end();
                // the password isn't read back
                defaultContext = "\"" + type + "\",\"" + apn + "\",\"" + user + "\",\"\"";
                yield Reply.ok();
            }
            case EXECUTE -> throw AtError.notSupported("+QCGDEFCONT has no execution command");
        };
    }

    private static String pdpType(Arguments arguments) {
        String type = arguments.string(1, MAX_APN);
        if (!PDP_TYPES.contains(type)) {
            throw AtError.arguments("no such PDP type");
        }
        return type;
    }

    private static String text(Arguments arguments, int maxBytes) {
        return arguments.omitted() ? "" : arguments.string(0, maxBytes);
    }

    private Reply powerSaving(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CPSMS: " + (savesPower ? 1 : 0) + "," + String.join(",", timers));
            case TEST -> Reply.ok("+CPSMS: (0-2),,,(\"00000000\"-\"11111111\"),(\"00000000\"-\"11111111\")");
            case WRITE -> {
                savePower(Arguments.parse(command.arguments()));
                yield Reply.ok();
            }
            case EXECUTE -> throw AtError.notSupported("+CPSMS has no execution command");
        };
    }

    /** Without a mode, or with the last one, all is as it was when the module was new. */
    private void savePower(Arguments arguments) {
        int mode = arguments.omitted() ? 2 : arguments.integer(0, 2);
        String[] given = timers.clone();
        for (int i = 0; i < given.length; i++) {
            if (!arguments.omitted()) {
                given[i] = "\"" + bits(arguments, TIMER) + "\"";
            }
        }
        arguments.end();
        savesPower = mode == 1;
        for (int i = 0; i < given.length; i++) {
            timers[i] = mode == 2 ? "" : given[i];
        }
    }

    /** What the network grants, as the registration tells it: all that was asked for; empty without power saving. */
    String grantedTimers() {
        return savesPower ? ",,," + timers[3] + "," + timers[2] : "";
    }

    private Reply reception(AtCommand command) {
        return switch (command.form()) {
            case READ -> Reply.ok("+CEDRXS: " + NB_S1 + ",\"" + cycle + "\"");
            case TEST -> Reply.ok("+CEDRXS: (0-3),(" + NB_S1 + "),(\"0000\"-\"1111\")");
            case WRITE -> {
                extendReception(Arguments.parse(command.arguments()));
                yield Reply.ok();
            }
            case EXECUTE -> throw AtError.notSupported("+CEDRXS has no execution command");
        };
    }

    private void extendReception(Arguments arguments) {
        int mode = arguments.omitted() ? 3 : arguments.integer(0, 3);
        if (!arguments.omitted()) {
            arguments.integer(NB_S1, NB_S1);
        }
        String given = arguments.omitted() ? cycle : bits(arguments, CYCLE);
        arguments.end();
        extendsReception = mode == 1 || mode == 2;
        cycle = mode == 3 ? SHORTEST_CYCLE : given;
    }

    private Reply grantedReception(AtCommand command) {
        return switch (command.form()) {
            case EXECUTE ->
                Reply.ok(
                        extendsReception
                                ? "+CEDRXRDP: " + NB_S1 + ",\"" + cycle + "\",\"" + cycle + "\",\"" + WINDOW + "\""
                                : "+CEDRXRDP: 0");
            case TEST -> Reply.ok();
            default -> throw AtError.notSupported("no such form of +CEDRXRDP");
        };
    }

    private static String bits(Arguments arguments, Pattern form) {
        String bits = arguments.string(1, MAX_APN);
        if (!form.matcher(bits).matches()) {
            throw AtError.arguments("no bits");
        }
        return bits;
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

import io.github.bc66coap.coap.ShownText;
import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.api.Percentiles;

/** The lists of a modem as tables for the dev console and JMX. Texts of peers are escaped. */
enum ModemTable {
    /** The last 50 states, the oldest first. */
    HISTORY(text("since"), text("state"), text("reason")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.history().stream()
                    .map(past -> row(
                            time(past.since()),
                            past.state().phase(),
                            past.state().reason()));
        }
    },
    /** Messages sent and not finished, at most one for each peer. */
    OUTSTANDING(
            text("peer"),
            text("type"),
            text("code"),
            number("messageId"),
            text("path"),
            text("phase"),
            flag("acknowledged"),
            number("ageMillis")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.traffic().outstanding().stream()
                    .map(message -> row(
                            message.peer(),
                            message.type(),
                            message.code(),
                            (long) message.messageId().value(),
                            ShownText.of(message.path()),
                            message.phase(),
                            message.acknowledged(),
                            message.age().toMillis()));
        }
    },
    /** The observers of the module's resources. */
    OBSERVERS(text("peer"), text("path"), flag("doubtful"), flag("notifying")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.traffic().observers().stream()
                    .map(observer -> row(
                            observer.peer(), ShownText.of(observer.path()), observer.doubtful(), observer.notifying()));
        }
    },
    /** The resources observed at servers. */
    OBSERVATIONS(text("peer"), text("path"), text("phase")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.traffic().observations().stream()
                    .map(observed -> row(observed.peer(), ShownText.of(observed.path()), observed.phase()));
        }
    },
    /** How often commands, sends and replies ended, by outcome. */
    ENDINGS(text("of"), text("outcome"), text("cause"), number("count")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.endings().entrySet().stream()
                    .map(entry -> row(
                            entry.getKey().subject(),
                            entry.getKey().outcome(),
                            entry.getKey().cause(),
                            entry.getValue()));
        }
    },
    /** Percentiles of durations. */
    LATENCIES(
            text("of"),
            number("count"),
            millis("p50Millis"),
            millis("p90Millis"),
            millis("p99Millis"),
            millis("longestMillis")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.latencies().entrySet().stream()
                    .map(entry -> latency(entry.getKey().toString().toLowerCase(Locale.ROOT), entry.getValue()));
        }
    },
    /** The last 200 AT lines, without the bytes of messages, the oldest first. */
    AT_LINES(text("at"), text("direction"), text("line")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.trace().lines().stream().map(line -> row(time(line.at()), line.direction(), line.redacted()));
        }
    },
    /** The same lines with the bytes of messages and the replies to commands of routes. */
    WHOLE_AT_LINES(text("at"), text("direction"), text("line")) {
        @Override
        Stream<Object[]> rows(Modem modem) {
            return modem.trace().lines().stream().map(line -> row(time(line.at()), line.direction(), line.whole()));
        }
    };

    private static final String INDEX = "index";

    private record Column(String name, OpenType<?> type) {}

    private final List<Column> columns;

    ModemTable(Column... columns) {
        this.columns = List.of(columns);
    }

    private static Column text(String name) {
        return new Column(name, SimpleType.STRING);
    }

    private static Column number(String name) {
        return new Column(name, SimpleType.LONG);
    }

    private static Column millis(String name) {
        return new Column(name, SimpleType.DOUBLE);
    }

    private static Column flag(String name) {
        return new Column(name, SimpleType.BOOLEAN);
    }

    /** Rows with one value for each column. */
    abstract Stream<Object[]> rows(Modem modem);

    private static Object[] row(Object... values) {
        return Stream.of(values)
                .map(value -> value instanceof Number || value instanceof Boolean ? value : value.toString())
                .toArray();
    }

    private static Object[] latency(String of, Percentiles measured) {
        return row(
                of,
                measured.count(),
                millis(measured.p50()),
                millis(measured.p90()),
                millis(measured.p99()),
                millis(measured.longest()));
    }

    private static Instant time(Instant exact) {
        return exact.truncatedTo(ChronoUnit.MILLIS);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    JsonArray json(Modem modem) {
        JsonArray array = new JsonArray();
        rows(modem).forEach(row -> {
            JsonObject object = new JsonObject();
            for (int i = 0; i < row.length; i++) {
                object.put(columns.get(i).name(), row[i]);
            }
            array.add(object);
        });
        return array;
    }

    /** The table in JMX types, because JMX consoles lack this component's classes. */
    TabularData tabular(Modem modem) {
        try {
            CompositeType type = type();
            TabularData table = new TabularDataSupport(new TabularType(name(), name(), type, new String[] {INDEX}));
            rows(modem).forEach(row -> table.put(composite(type, table.size(), row)));
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompositeType type() throws OpenDataException {
        List<Column> all =
                Stream.concat(Stream.of(number(INDEX)), columns.stream()).toList();
        String[] names = all.stream().map(Column::name).toArray(String[]::new);
        return new CompositeType(
                name(), name(), names, names, all.stream().map(Column::type).toArray(OpenType[]::new));
    }

    private CompositeDataSupport composite(CompositeType type, long index, Object[] row) {
        Map<String, Object> values = new HashMap<>();
        values.put(INDEX, index);
        for (int i = 0; i < row.length; i++) {
            values.put(columns.get(i).name(), row[i]);
        }
        try {
            return new CompositeDataSupport(type, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The objects that every client has, as routes: 1 (Server), 3 (Device) and 4 (Connectivity Monitoring), with their mandatory resources and
 * the values that the module reports. The route of the Kamelet {@code bc66-lwm2m-device} serves 3/0/4, Reboot; this is its policy, and adds
 * the other routes when it starts.
 */
public final class Lwm2mStandardObjects extends DevicePolicy {
    private static final String ROUTES = "bc66-lwm2m-object-of-";
    private static final int BEARER_NB_IOT = 7;
    private static final long NO_ERROR = 0;

    private String manufacturer = "";
    private String model = "";
    private String serialNumber = "";
    private String firmware = "";
    private long shortServerId = 1;
    private String sample = "10s";
    private Lwm2mDevice device;
    /** Stands for the Kamelet's own route in a Discover. */
    private Lwm2mResource reboot;

    private Endpoint cell;
    private Endpoint signal;
    private Endpoint battery;
    private Endpoint identity;
    private Endpoint restart;
    private final AtomicBoolean restarting = new AtomicBoolean();
    private volatile boolean storing = true;

    /** 3/0/0. */
    public void setManufacturer(String manufacturer) {
        this.manufacturer = manufacturer;
    }

    /** 3/0/1. */
    public void setModel(String model) {
        this.model = model;
    }

    /** 3/0/2; empty for the module's IMEI. */
    public void setSerialNumber(String serialNumber) {
        this.serialNumber = serialNumber;
    }

    /** 3/0/3; empty for none. */
    public void setFirmware(String firmware) {
        this.firmware = firmware;
    }

    /** 1/0/0. */
    public void setShortServerId(String shortServerId) {
        this.shortServerId = number("shortServerId", shortServerId, 65_534);
    }

    /** How often observed values are sampled. */
    public void setSample(String sample) {
        this.sample = sample;
    }

    @Override
    public void onStart(Route started) {
        device = Lwm2mDevice.of(context, deviceName);
        // during the setup of the route: later, the component accepts no command from a URI
        cell = command("AT+QENG=0");
        signal = command("AT+CSQ");
        battery = command("AT+CBC");
        identity = command("AT+CGSN=1");
        restart = command("AT+QRST=1");
        // a restart that was due when the route stopped never runs
        restarting.set(false);
        Lwm2mResource served = resource("/3/0/4");
        served.onInit(started);
        served.onStart(started);
        reboot = served;
        device.addRoutes(new Objects());
    }

    private Lwm2mResource resource(String path) {
        Lwm2mResource resource = new Lwm2mResource();
        resource.setDevice(deviceName);
        resource.setPath(path);
        resource.setSample(sample);
        return resource;
    }

    private Endpoint command(String line) {
        return context.getEndpoint(device.uri("operation=AT&command=RAW(" + line + ")"));
    }

    @Override
    public void onStop(Route stopped) {
        if (reboot == null) {
            // Camel also stops a route that failed to start
            return;
        }
        reboot.onStop(stopped);
        reboot = null;
        removeRoutes(ROUTES);
    }

    /** 3/0/4: restarts the module after the 2.04 has gone, unless that is under way. */
    public void reboot(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                if (restarting.compareAndSet(false, true)) {
                    device.schedule(Lwm2mStandardObjects.this::restart, 1);
                }
            }
        });
    }

    private void restart() {
        try {
            ask(restart);
        } finally {
            restarting.set(false);
        }
    }

    private List<String> ask(Endpoint command) {
        Exchange exchange = device.template().request(command, asked -> {});
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException().getMessage(), exchange.getException());
        }
        return ModuleReadings.lines(exchange.getMessage().getBody());
    }

    private final class Objects extends RouteBuilder {
        @Override
        public void configure() {
            server();
            device();
            connectivity();
        }

        private void server() {
            read("/1/0/0", () -> shortServerId);
            resource("/1/0/1", (operation, message) -> {
                if (operation == Lwm2mOperation.WRITE) {
                    lifetime(((Number) message.getBody()).longValue());
                }
                return device.registration()
                        .map(one -> one.lifetime().toSeconds())
                        .orElse(null);
            });
            resource("/1/0/2", (operation, message) -> {
                if (operation == Lwm2mOperation.WRITE) {
                    period(message, pmin -> device.defaults()
                            .with(pmin, device.defaults().pmax()));
                }
                return device.defaults().pmin().toSeconds();
            });
            resource("/1/0/3", (operation, message) -> {
                if (operation == Lwm2mOperation.WRITE) {
                    period(message, pmax -> device.defaults()
                            .with(device.defaults().pmin(), Optional.of(pmax).filter(time -> !time.isZero())));
                }
                return device.defaults().pmax().map(Duration::toSeconds).orElse(0L);
            });
            resource("/1/0/6", (operation, message) -> {
                if (operation == Lwm2mOperation.WRITE) {
                    storing = (Boolean) message.getBody();
                }
                return storing;
            });
            read(
                    "/1/0/7",
                    () -> device.registration().map(Lwm2mRegistration::binding).orElse("U"));
            resource("/1/0/8", (operation, message) -> {
                device.registration().ifPresent(Lwm2mRegistration::updateSoon);
                return null;
            });
        }

        private void device() {
            read("/3/0/0", () -> manufacturer);
            read("/3/0/1", () -> model);
            read("/3/0/2", () -> serialNumber.isEmpty() ? ModuleReadings.text(ask(identity)) : serialNumber);
            if (!firmware.isEmpty()) {
                read("/3/0/3", () -> firmware);
            }
            read("/3/0/7", () -> one(ModuleReadings.batteryVoltage(ask(battery))));
            read("/3/0/9", () -> ModuleReadings.batteryLevel(ask(battery)));
            read("/3/0/11", () -> one(NO_ERROR));
            read(
                    "/3/0/16",
                    () -> device.registration().map(Lwm2mRegistration::binding).orElse("U"));
        }

        private void connectivity() {
            read("/4/0/0", () -> BEARER_NB_IOT);
            read("/4/0/1", () -> one(BEARER_NB_IOT));
            read("/4/0/2", () -> {
                Long rsrp = ModuleReadings.rsrp(ask(cell));
                return rsrp == null ? ModuleReadings.rssi(ask(signal)) : rsrp;
            });
            read("/4/0/3", () -> ModuleReadings.rsrq(ask(cell)));
            read("/4/0/8", () -> ModuleReadings.cellId(ask(cell)));
        }

        private Object one(Object value) {
            return value == null ? null : Map.of(0, value);
        }

        private void read(String path, Value value) {
            Lwm2mResource resource = Lwm2mStandardObjects.this.resource(path);
            // in the model, a server may write its binding
            resource.setOperations("R");
            route(resource, (operation, message) -> value.get());
        }

        private void resource(String path, Behaviour behaviour) {
            route(Lwm2mStandardObjects.this.resource(path), behaviour);
        }

        /** Treats a value like the steps of a user's resource. */
        private void route(Lwm2mResource resource, Behaviour behaviour) {
            String path = resource.path().toString();
            RouteDefinition route = from(device.uri("methods=GET,PUT,POST&observable=true&uriPath=" + path));
            route.routeId(ROUTES + deviceName + "-" + path.substring(1).replace('/', '-'))
                    .routePolicy(resource)
                    .process(resource::request)
                    .process(exchange -> {
                        Message message = exchange.getMessage();
                        Lwm2mOperation operation = message.getHeader(Lwm2mConstants.OPERATION, Lwm2mOperation.class);
                        try {
                            message.setBody(behaviour.on(operation, message));
                        } catch (Lwm2mException e) {
                            Lwm2mResource.refuse(message, e);
                        }
                    })
                    .process(resource::reply);
        }
    }

    private void lifetime(long seconds) {
        if (seconds < 1) {
            throw Lwm2mException.badRequest("a lifetime is 1 s at least");
        }
        device.registration().ifPresent(one -> one.lifetime(Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE))));
    }

    private void period(Message message, Function<Duration, NotificationAttributes> change) {
        long seconds = ((Number) message.getBody()).longValue();
        if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            throw Lwm2mException.badRequest("a period is 0 s at least");
        }
        device.defaults(change.apply(Duration.ofSeconds(seconds)));
    }

    @FunctionalInterface
    private interface Value {
        Object get();
    }

    @FunctionalInterface
    private interface Behaviour {
        /** @return the value */
        Object on(Lwm2mOperation operation, Message message);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.ProcessEnd;
import io.github.bc66coap.transport.TransportFactories;

/** Send and receive CoAP messages through a Quectel BC66 NB-IoT module on a serial line. */
@ManagedResource(description = "Managed BC66 CoAP endpoint")
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = Bc66CoapConstants.SCHEME,
        title = "BC66 CoAP",
        syntax = "bc66coap:device",
        category = {Category.IOT, Category.MOBILE},
        headersClass = Bc66CoapConstants.class)
public class Bc66CoapEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {
    /** More than opening a line and a few probes take. Only a stuck driver exceeds it. */
    private static final Duration START_MARGIN = Duration.ofSeconds(20);

    private static final int PROBES = 5;
    /** What the user can do instead of connecting the module. */
    private static final String ADVICE = "; with connectOnStart=false, it starts without the module";
    /** What the user can do if the module answers but isn't ready. */
    private static final String ADVICE_READY = "; with readyOnStart=false, it starts before the module is ready";
    /** Commands of the initialisation, including those for the SIM, without the user's. */
    private static final int INITIAL_COMMANDS = 20;

    /** How often a waiting start checks whether the context is stopping. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Bc66CoapEndpoint.class);

    @UriParam
    private Bc66CoapConfiguration configuration;

    private final Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private ExchangePattern givenPattern;
    private volatile Modem modem;
    private ModemSettings settings;
    private ModemTransportFactory transports;

    public Bc66CoapEndpoint(String uri, Bc66CoapComponent component, Bc66CoapConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    /** @param options the names of the options that the URI sets, in any case */
    void given(Set<String> options) {
        given.addAll(options);
    }

    @Override
    public Bc66CoapComponent getComponent() {
        return (Bc66CoapComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        getComponent().withoutEffect().ofProducer(given);
        getComponent().withoutEffect().ofStart(given, configuration.isConnectOnStart());
        return new Bc66CoapProducer(this);
    }

    /**
     * For {@code pollEnrich} and the like. Camel would answer a request as soon as it has queued it for a poll.
     *
     * @throws IllegalArgumentException when that would happen
     */
    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        if (Bc66CoapConsumer.events(configuration).contains(Bc66CoapEvent.REQUEST)
                && !configuration.isObserve()
                && !configuration.isManualReply()) {
            throw new IllegalArgumentException(
                    "option manualReply: a request that is polled would be answered before anybody"
                            + " has seen it; poll with manualReply=true and operation=RESPOND, or other events than REQUEST");
        }
        return super.createPollingConsumer();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        getComponent().withoutEffect().ofConsumer(given, configuration.isObserve());
        getComponent().withoutEffect().ofStart(given, configuration.isConnectOnStart());
        Bc66CoapConsumer consumer = new Bc66CoapConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Notes the pattern, because the default of Camel looks like one that was set. */
    @Override
    public void setExchangePattern(ExchangePattern exchangePattern) {
        super.setExchangePattern(exchangePattern);
        givenPattern = exchangePattern;
    }

    /** The pattern that the author has set, or {@code null}. */
    ExchangePattern givenExchangePattern() {
        return givenPattern;
    }

    /** Validates the options. Reports every error that can be found without a module. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionRanges.check(configuration);
        configuration.sendableContentFormats();
        settings = ModemSettingsFactory.settings(configuration);
        transports = getCamelContext()
                .getRegistry()
                .lookupByNameAndType(configuration.getDevice(), ModemTransportFactory.class);
        if (transports == null) {
            Values.read("device", configuration.getDevice(), device -> {
                TransportFactories.validate(device);
                return null;
            });
            transports = TransportFactories.builtIn(getCamelContext()::isStopping);
        }
    }

    /**
     * Acquires the modem of the device. With {@code connectOnStart}, waits for its first answer.
     *
     * @throws ModemUnavailableException when there was no answer
     */
    ModemPool.Lease acquire() throws ModemUnavailableException {
        ModemPool.Lease lease = getComponent().modems().acquire(settings, transports);
        // visible in JMX while the start waits for it
        modem = lease.modem();
        getComponent().show(modem);
        if (configuration.isConnectOnStart()) {
            try {
                await(lease, lease.answered(), answerLimit(), "no answer", ADVICE);
            } catch (ModemUnavailableException e) {
                lease.close();
                throw e;
            }
        }
        return lease;
    }

    /**
     * With {@code readyOnStart}, waits until peers can reach the module. Called after all services are registered.
     *
     * @throws ModemUnavailableException when the module doesn't become ready in time
     */
    void awaitReachable(ModemPool.Lease lease) throws ModemUnavailableException {
        if (configuration.isConnectOnStart() && configuration.isReadyOnStart()) {
            int commands = INITIAL_COMMANDS + settings.initCommands().size();
            Duration limit = answerLimit()
                    .plus(settings.attachTimeout())
                    .plus(settings.commandTimeout().multipliedBy(commands));
            await(lease, lease.reachable(), limit, "not ready", ADVICE_READY);
        }
    }

    private Duration answerLimit() {
        return settings.commandTimeout().multipliedBy(PROBES).plus(START_MARGIN);
    }

    private void await(
            ModemPool.Lease lease, CompletableFuture<Void> done, Duration limit, String otherwise, String advice)
            throws ModemUnavailableException {
        String reason;
        try {
            if (isDoneBefore(System.nanoTime() + limit.toNanos(), done)) {
                return;
            }
            reason = (isEnding() ? "it is stopped while it starts" : otherwise + " within " + limit.toSeconds() + " s")
                    + ", it is " + lease.modem().state() + (isEnding() ? "" : advice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        } catch (ExecutionException e) {
            reason = e.getCause().getMessage() + advice;
        }
        throw ModemUnavailableException.onStart(configuration.getDevice(), reason);
    }

    private boolean isDoneBefore(long end, CompletableFuture<Void> done)
            throws InterruptedException, ExecutionException {
        do {
            try {
                done.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                LOG.trace("{} has not come so far yet", configuration.getDevice());
            }
        } while (System.nanoTime() - end < 0 && !isEnding());
        return false;
    }

    /** A stop waits for starts under way. While the context itself starts, it can't begin, but the process may end. */
    private boolean isEnding() {
        return getCamelContext().isStopping() || ProcessEnd.hasBegun();
    }

    public Bc66CoapConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    @ManagedAttribute(description = "The module's line")
    public String getDevice() {
        return configuration.getDevice();
    }

    @ManagedAttribute(description = "State of the session with the module")
    public String getModemState() {
        return ofModem(current -> current.state().toString(), "");
    }

    @ManagedAttribute(description = "Why the module is not ready; empty if it is")
    public String getModemReason() {
        return ofModem(current -> current.state().reason(), "");
    }

    @ManagedAttribute(description = "Failed attempts to get the module ready since it was last ready")
    public int getModemFailedAttempts() {
        return ofModem(current -> current.state().failedAttempts(), 0);
    }

    @ManagedAttribute(description = "Milliseconds from the last failed attempt to the next one; 0 if none is due")
    public long getModemRetryDelay() {
        return ofModem(current -> current.state().retryDelay().toMillis(), 0L);
    }

    @ManagedAttribute(description = "Local port of the module's CoAP context")
    public int getModemLocalPort() {
        return ofModem(Modem::localPort, 0);
    }

    @ManagedAttribute(description = "Sends that wait for their turn or for the module, at most queueSize")
    public int getModemQueueLength() {
        return ofModem(current -> current.traffic().waiting(), 0);
    }

    @ManagedAttribute(
            description = "Outcomes that the module's firmware should print but does not; they are not waited for")
    public List<String> getModemUnprintedOutcomes() {
        return ofModem(current -> List.copyOf(current.unprintedOutcomes()), List.of());
    }

    /** By the counters' names, so that a console without these classes can read them. */
    @ManagedAttribute(description = "Counters of the module's session since its start")
    public Map<String, Long> getModemCounters() {
        Map<String, Long> byName = new LinkedHashMap<>();
        counters().forEach((counter, value) -> byName.put(counter.name(), value));
        return byName;
    }

    Map<Counter, Long> counters() {
        return ofModem(Modem::counters, Map.of());
    }

    private <T> T ofModem(Function<Modem, T> attribute, T without) {
        Modem current = modem;
        return current == null ? without : attribute.apply(current);
    }

    @Override
    public String getServiceUrl() {
        return configuration.getDevice();
    }

    @Override
    public String getServiceProtocol() {
        return "coap";
    }
}

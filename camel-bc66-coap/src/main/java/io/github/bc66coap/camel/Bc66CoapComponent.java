// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;

/** Sends and receives CoAP messages through a Quectel BC66 NB-IoT module on a serial line. */
@ManagedResource(description = "Managed BC66 CoAP component")
@Component(Bc66CoapConstants.SCHEME)
public class Bc66CoapComponent extends HealthCheckComponent {
    private static final Logger LOG = LoggerFactory.getLogger(Bc66CoapComponent.class);
    /** The identity of a key is none: it goes over the air in clear. */
    private static final String SECRET = "simPin";

    /** The name of threads, and of the profile that users may give them. */
    private static final String WORKERS = "bc66coap-worker";

    private static final ThreadPool.Size USUAL = new ThreadPool.Size(10, 4096, 0);

    @Metadata
    private Bc66CoapConfiguration configuration = new Bc66CoapConfiguration();

    @Metadata(label = "health", defaultValue = "0s", javaType = "java.time.Duration")
    private Duration healthCheckSignalInterval = Duration.ZERO;

    /** By what no text can be, it is known that an endpoint holds what its author wrote, or let into it. */
    enum Authorship {
        ALL,
        ALL_BUT_DEVICE
    }

    private static final String AUTHORSHIP = "authorship";
    private static final Pattern OPTIONAL = Pattern.compile("\\{\\{\\?([A-Za-z0-9_.-]+)}}");

    private final RefusedEndpoints refusals = new RefusedEndpoints(System::nanoTime, LOG::warn);
    private final OptionsWithoutEffect withoutEffect = new OptionsWithoutEffect(line -> LOG.warn("bc66coap: {}", line));
    private final Set<String> devicesOfRoutes = ConcurrentHashMap.newKeySet();
    private ModemPool modems;
    private ManagedModems managed;
    private ThreadPool workers;
    private volatile Continuations continuations;
    private volatile Meters meters = Meters.NONE;

    public Bc66CoapComponent() {}

    public Bc66CoapComponent(CamelContext context) {
        super(context);
    }

    /** Before Camel tells which properties it has set. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        super.setCamelContext(camelContext);
        hideSecrets();
    }

    /**
     * Adds the options that are secret to the words by which Camel knows what to hide, unless their names are among Camel's own,
     * as {@code secretKey} is. Idempotent: Camel hands over its context several times, and an application may replace the
     * words.
     */
    private void hideSecrets() {
        synchronized (getCamelContext()) {
            ExtendedCamelContext extension = getCamelContext().getCamelContextExtension();
            String words = extension.getAdditionalSensitiveKeywords();
            if (words == null || words.isBlank()) {
                extension.setAdditionalSensitiveKeywords(SECRET);
            } else if (Arrays.stream(words.split(",")).map(String::strip).noneMatch(SECRET::equalsIgnoreCase)) {
                extension.setAdditionalSensitiveKeywords(words + "," + SECRET);
            }
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Object authorship = parameters.get(AUTHORSHIP) instanceof Authorship ? parameters.remove(AUTHORSHIP) : null;
        if (RouteSetup.isUnderWay(getCamelContext())) {
            authorship = Authorship.ALL;
        } else {
            URISupport.resolveRawParameterValues(parameters);
        }
        if (authorship == Authorship.ALL) {
            devicesOfRoutes.add(remaining);
        } else if (authorship != Authorship.ALL_BUT_DEVICE) {
            requireHarmless(remaining, parameters);
        }
        Bc66CoapConfiguration copy = configuration.copy();
        copy.setDevice(remaining);
        Bc66CoapEndpoint endpoint = new Bc66CoapEndpoint(uri, this, copy);
        Set<String> named = Set.copyOf(parameters.keySet());
        setProperties(endpoint, parameters);
        endpoint.given(told(named, endpoint, new Bc66CoapEndpoint(uri, this, configuration.copy())));
        return endpoint;
    }

    /** Those that say something: a Kamelet names all options that it has, most of them by their defaults. */
    private Set<String> told(Set<String> named, Bc66CoapEndpoint endpoint, Bc66CoapEndpoint plain) {
        PropertyConfigurerGetter options = (PropertyConfigurerGetter) getEndpointPropertyConfigurer();
        return named.stream()
                .filter(name -> {
                    Object value = options.getOptionValue(endpoint, name, true);
                    return !"".equals(value) && !Objects.equals(value, options.getOptionValue(plain, name, true));
                })
                .collect(Collectors.toSet());
    }

    OptionsWithoutEffect withoutEffect() {
        return withoutEffect;
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return strict(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return strict(super.getEndpointPropertyConfigurer());
    }

    private static PropertyConfigurer strict(PropertyConfigurer options) {
        return options == null ? null : new StrictConfigurer(options);
    }

    /** What is in {@code RAW()} may hold expressions, which Camel would evaluate; a message's text must not. */
    @Override
    protected boolean resolveRawParameterValues() {
        return RouteSetup.isUnderWay(getCamelContext());
    }

    /** Camel has made the URI of a message, or code that runs beside the routes has: which part is whose can't be known. */
    private void requireHarmless(String device, Map<String, Object> options) {
        DynamicOptions permitted = DynamicOptions.permitted(configuration.getDynamicOptions());
        options.values().removeIf(this::isNotGiven);
        try {
            permitted.requireHarmless(
                    options,
                    getCamelContext()
                            .getCamelContextExtension()
                            .getEndpointUriFactory(Bc66CoapConstants.SCHEME)
                            .propertyNames());
            permitted.requireDevice(device, devicesOfRoutes);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    /** What a Kamelet says of an option that it isn't given. */
    private boolean isNotGiven(Object value) {
        Matcher optional = OPTIONAL.matcher(value.toString());
        return optional.matches()
                && getCamelContext()
                        .getPropertiesComponent()
                        .resolveProperty(optional.group(1))
                        .isEmpty();
    }

    /** Makes an endpoint while routes run of which it is known what its author wrote. */
    void createEndpoint(String uri, Authorship authorship) {
        getCamelContext().getEndpoint(uri, Map.of(AUTHORSHIP, authorship));
    }

    /** Takes note of a refusal, and hands its reason back. */
    IllegalArgumentException refused(IllegalArgumentException reason) {
        return refusals.add(reason);
    }

    @ManagedAttribute(
            description =
                    "How many endpoints of URIs built at runtime have been refused, because they may contain untrusted text")
    public long getRefusedEndpoints() {
        return refusals.count();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        hideSecrets();
        OptionRanges.checkSignalInterval(healthCheckSignalInterval);
        modems = ContextModems.of(getCamelContext());
        managed = getCamelContext().getCamelContextExtension().getContextPlugin(ManagedModems.class);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ThreadPool pool = ThreadPool.of(getCamelContext(), this, WORKERS, USUAL);
        workers = pool;
        continuations = new Continuations(
                pool.executor(),
                task -> getCamelContext().getExecutorServiceManager().newThread(WORKERS, task),
                pool.size().threads(),
                pool.size().most());
    }

    /** What is under way ends, whatever becomes of the component. */
    @Override
    protected void doStop() throws Exception {
        if (workers != null) {
            continuations.close();
            workers.shutdown(getCamelContext());
            workers = null;
        }
        meters.close();
        meters = Meters.NONE;
        super.doStop();
    }

    ModemPool modems() {
        return modems;
    }

    Meters meters() {
        return meters;
    }

    /** A modem is in use: it is shown in JMX until it stops, and measured from its first use on. */
    void observe(Modem modem) {
        managed.show(modem);
        measure(modem.settings().device());
    }

    /** A registry may have come since the last one. */
    private synchronized void measure(String device) {
        if (meters == Meters.NONE) {
            meters = Meters.of(getCamelContext(), modems);
        }
        meters.modem(device);
    }

    /**
     * Sees to it that an exchange can go on when its send has ended, so that no route runs in a modem's event loop.
     *
     * @throws ModemUnavailableException when as many are under way as may be, or no thread can be made
     */
    Continuations.Reservation reserve() throws ModemUnavailableException {
        try {
            return continuations.reserve();
        } catch (RejectedExecutionException e) {
            throw new ModemUnavailableException(e.getMessage());
        }
    }

    /** Runs what has no thread of its own. */
    void continueExchange(Runnable rest) {
        continuations.execute(rest);
    }

    public Bc66CoapConfiguration getConfiguration() {
        return configuration;
    }

    /** The options that all endpoints have unless they say otherwise. */
    public void setConfiguration(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    public Duration getHealthCheckSignalInterval() {
        return healthCheckSignalInterval;
    }

    /**
     * How often health checks may ask a module whether it is attached and for its signal (the commands CGATT and CSQ), 0s
     * to 24h, even while it is not ready. A check never waits for the reply: it shows the last one and its age. Each
     * question keeps the module awake. 0s: never.
     */
    public void setHealthCheckSignalInterval(Duration healthCheckSignalInterval) {
        this.healthCheckSignalInterval = healthCheckSignalInterval;
    }
}

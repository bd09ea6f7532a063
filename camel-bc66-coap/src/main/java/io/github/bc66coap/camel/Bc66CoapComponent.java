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
    /** {@code pskIdentity} is no secret: it goes over the air in clear. */
    private static final String SECRET = "simPin";

    /** The name of the threads and of their thread pool profile. */
    private static final String WORKERS = "bc66coap-worker";

    private static final ThreadPool.Size USUAL = new ThreadPool.Size(10, 4096, 0);

    @Metadata
    private Bc66CoapConfiguration configuration = new Bc66CoapConfiguration();

    @Metadata(label = "health", defaultValue = "0s", javaType = "java.time.Duration")
    private Duration healthCheckSignalInterval = Duration.ZERO;

    /** Marks an endpoint whose URI the route's author wrote or allowed. No text in a URI can be such a value. */
    enum Authorship {
        ALL,
        ALL_BUT_DEVICE
    }

    private static final String AUTHORSHIP = "authorship";
    /** An optional placeholder, as in a Kamelet. */
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

    /** Early enough for Camel's summary of properties. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        super.setCamelContext(camelContext);
        hideSecrets();
    }

    /**
     * Adds a secret option to the keywords that Camel masks. Camel knows {@code secretKey} already. Idempotent, because Camel sets its
     * context several times, and an application may replace the keywords.
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
        endpoint.given(changed(named, endpoint, new Bc66CoapEndpoint(uri, this, configuration.copy())));
        return endpoint;
    }

    /** The named options with other values than their defaults. A Kamelet names all its options, most of them with defaults. */
    private Set<String> changed(Set<String> named, Bc66CoapEndpoint endpoint, Bc66CoapEndpoint plain) {
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

    /** Camel would evaluate expressions inside {@code RAW()}, which must not happen with a message's text. */
    @Override
    protected boolean resolveRawParameterValues() {
        return RouteSetup.isUnderWay(getCamelContext());
    }

    /** Checks a URI that Camel computed from a message, or that code outside the routes made. Its author's part can't be known. */
    private void requireHarmless(String device, Map<String, Object> options) {
        DynamicOptions permitted = new DynamicOptions(configuration.getDynamicOptions());
        options.values().removeIf(this::isUnsetPlaceholder);
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

    /** Whether a value is that of a Kamelet's option that is not set. */
    private boolean isUnsetPlaceholder(Object value) {
        Matcher optional = OPTIONAL.matcher(value.toString());
        return optional.matches()
                && getCamelContext()
                        .getPropertiesComponent()
                        .resolveProperty(optional.group(1))
                        .isEmpty();
    }

    /** Makes an endpoint while routes run. Its author's part of the URI is known. */
    void createEndpoint(String uri, Authorship authorship) {
        getCamelContext().getEndpoint(uri, Map.of(AUTHORSHIP, authorship));
    }

    /** Counts a refusal and returns its reason. */
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

    /** Exchanges under way still end. */
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

    /** Shows a modem in JMX until it stops, and measures it from its first use. */
    void show(Modem modem) {
        managed.show(modem);
        measure(modem.settings().device());
    }

    /** Looks for a registry again if there was none, because one may have been added. */
    private synchronized void measure(String device) {
        if (meters == Meters.NONE) {
            meters = Meters.of(getCamelContext(), modems);
        }
        meters.modem(device);
    }

    /**
     * Reserves a thread on which an exchange can continue after its send, so that no route runs in a modem's event loop.
     *
     * @throws ModemUnavailableException when too many exchanges are under way, or no thread can be made
     */
    Continuations.Reservation reserve() throws ModemUnavailableException {
        try {
            return continuations.reserve();
        } catch (RejectedExecutionException e) {
            throw new ModemUnavailableException(e.getMessage());
        }
    }

    /** Runs on a worker what has no thread of its own. */
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
     * How often health checks may ask a module for its signal, and whether it is attached (the commands CSQ and CGATT),
     * even while it is not ready: 0s to 24h. A check never waits for the reply: it shows the last one and its age. Each
     * question keeps the module awake. 0s: never.
     */
    public void setHealthCheckSignalInterval(Duration healthCheckSignalInterval) {
        this.healthCheckSignalInterval = healthCheckSignalInterval;
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.ContextModems;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.monitor.Description;
import io.github.bc66coap.monitor.EventLog;

/**
 * Shows in a browser what happens between the routes of a context, its modules and CoAP peers. Add it before the context starts: {@code
 * context.addService(new Bc66CoapMonitor())}. The page is read-only. {@code platform-http} serves it at {@code /bc66}.
 *
 * <p>With this artifact on the class path, properties do the same: see {@link Bc66CoapMonitorPlugin}.
 */
public class Bc66CoapMonitor extends ServiceSupport implements CamelContextAware, StartupListener {
    private static final Logger LOG = LoggerFactory.getLogger(Bc66CoapMonitor.class);
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");
    private static final String THREAD = "bc66coap-monitor";
    /** Too short for people to notice. */
    private static final long DRAIN_MILLIS = 100;

    private static final long SAMPLE_MILLIS = 1000;

    private CamelContext context;
    private String path = "/bc66";
    private boolean allowRemote;
    private boolean payloads;
    private boolean contextStarted;
    private EventLog log;
    private Registration watch;
    private ScheduledExecutorService thread;
    private Consumer server;

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    public String getPath() {
        return path;
    }

    /** The path of the page, {@code /bc66} by default. The page also uses the paths below it. */
    public void setPath(String path) {
        this.path = path;
    }

    public boolean isAllowRemote() {
        return allowRemote;
    }

    /**
     * Whether others than the users of this computer may open the page. The page has no login. Restrict access by the server's settings or a
     * proxy.
     */
    public void setAllowRemote(boolean allowRemote) {
        this.allowRemote = allowRemote;
    }

    public boolean isPayloads() {
        return payloads;
    }

    /** Whether the page shows what messages say: payloads, and values of all options. Secrets of the module aren't shown at all. */
    public void setPayloads(boolean payloads) {
        this.payloads = payloads;
    }

    /** @throws IllegalArgumentException when the path is none */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "path must begin with a slash, go on, and end without one, such as /bc66, but is " + path);
        }
        context.addStartupListener(this);
        watch();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        watch();
        serve();
    }

    /** By now, all servers have started. */
    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        contextStarted = true;
        if (isStarted()) {
            serve();
        }
    }

    /** Watches from initialisation on, because a context starts an added service after its routes. */
    private void watch() {
        if (watch != null) {
            return;
        }
        ModemPool modems = ContextModems.of(context);
        log = new EventLog();
        Feed feed = new Feed(modems, log, new PageText(payloads), System::nanoTime);
        thread = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, THREAD);
        watch = modems.watch(feed);
        feed.begin();
        thread.scheduleWithFixedDelay(feed::drain, DRAIN_MILLIS, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        thread.scheduleAtFixedRate(feed::sample, SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void serve() throws Exception {
        if (!contextStarted || server != null) {
            return;
        }
        PlatformHttpEndpoint endpoint = context.getEndpoint(
                "platform-http:" + path + "?matchOnUriPrefix=true&httpMethodRestrict=GET", PlatformHttpEndpoint.class);
        endpoint.setHeaderFilterStrategy(new PageHeaders());
        Description description = Description.readOnly("gateway " + context.getName());
        server = endpoint.createConsumer(new Page(path, new Access(allowRemote), log, description));
        ServiceHelper.startService(server);
        LOG.info(
                "{}/ shows what happens between routes, modules and CoAP peers{}",
                path,
                allowRemote ? "" : ", to this computer");
    }

    @Override
    protected void doStop() throws Exception {
        if (server != null) {
            ServiceHelper.stopAndShutdownService(server);
            server = null;
        }
        if (watch != null) {
            watch.close();
            watch = null;
        }
        if (thread != null) {
            context.getExecutorServiceManager().shutdownNow(thread);
            thread = null;
        }
        if (log != null) {
            log.close();
        }
        super.doStop();
    }

    /** Cleans up even if the monitor was never started. */
    @Override
    protected void doShutdown() throws Exception {
        doStop();
        super.doShutdown();
    }
}

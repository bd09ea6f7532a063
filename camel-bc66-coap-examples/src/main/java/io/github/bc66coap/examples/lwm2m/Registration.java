/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.examples.lwm2m;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapConstants;

/** What the client knows of its registration: where the platform keeps it, and when something is to be done about it. */
public final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    /** Option 8 of the response. */
    private static final int LOCATION_PATH = 8;

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private String path;
    private long due = System.nanoTime();
    private boolean underWay;
    private boolean over;
    /** Whether the platform has observations of which the module knows nothing any more. */
    private boolean unobserved;

    /** Whether something has happened since the last attempt began that calls for another one. */
    private boolean soon;

    /** How the first attempt ends: with the path, or with the reason why it failed as message of an exception. */
    public CompletableFuture<String> first() {
        return first;
    }

    /** Does the platform keep one that is to be updated, as far as we know? */
    public synchronized boolean isCurrent() {
        return path != null && !unobserved;
    }

    /** Where updates and the end of it go, such as {@code /rd/abc}; {@code null} if there is none. */
    public synchronized String path() {
        return path;
    }

    /** Is something to be done? Then nobody else is told so until {@link #done()}. */
    public synchronized boolean begin() {
        boolean begins = !over && !underWay && System.nanoTime() - due >= 0;
        underWay |= begins;
        soon &= !begins;
        return begins;
    }

    /**
     * The platform observes a resource no more, so it is to observe anew, which it does after a registration: an update would be
     * answered 2.04, and not a notification would leave.
     */
    public synchronized void observerLost() {
        LOG.warn("the platform doesn't observe any more, so this registers again");
        unobserved = true;
        hurry();
    }

    /** The platform should hear of us in the new session: an update keeps its observations, a registration would end them. */
    public synchronized void moduleRestarted() {
        hurry();
    }

    private void hurry() {
        due = System.nanoTime();
        soon = true;
    }

    /**
     * Ends what has begun.
     *
     * @return whether it came to its end meanwhile, so that the platform is to be told
     */
    public synchronized boolean done() {
        underWay = false;
        return over && path != null;
    }

    /**
     * Nothing begins any more.
     *
     * @return whether the platform is to be told; not if something is under way, which ends with {@link #done()}
     */
    public synchronized boolean end() {
        over = true;
        return !underWay && path != null;
    }

    /**
     * Takes the path from a 2.01: {@code /rd/abc} of the Location-Path options {@code rd} and {@code abc}.
     *
     * @throws IllegalStateException if there are none
     */
    public synchronized void registered(Exchange exchange) {
        Map<?, ?> options = exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_OPTIONS, Map.class);
        if (options == null || !(options.get(LOCATION_PATH) instanceof List<?> segments)) {
            throw new IllegalStateException("the platform doesn't say where it keeps the registration");
        }
        // it has ended its observations, and whatever it observes from now on is heard of later
        unobserved = false;
        soon = false;
        path = "/" + String.join("/", segments.stream().map(String::valueOf).toList());
        first.complete(path);
    }

    /**
     * 4.04 means that the platform has no such registration any more.
     *
     * @throws IllegalStateException if it means neither that nor that all is well; the next attempt is an update again, because
     *     a new registration would end the platform's observations
     */
    public synchronized void updated(Exchange exchange) {
        String code = exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
        if ("4.04".equals(code)) {
            LOG.warn("the platform doesn't know the registration any more, so this registers again");
            path = null;
        } else if (!"2.04".equals(code)) {
            throw new IllegalStateException("the update was answered " + code);
        }
    }

    /** Its lifetime begins anew: there is nothing to do until half of it is over. */
    public synchronized void renewed(Exchange exchange) {
        String lifetime = exchange.getContext().resolvePropertyPlaceholders("{{lwm2m.lifetime}}");
        if (!soon) {
            due = System.nanoTime()
                    + Duration.ofSeconds(Long.parseLong(lifetime)).toNanos() / 2;
        }
    }

    /** Tells why an attempt failed; the next one is due at once. */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String reason = failure instanceof ExchangeTimedOutException late
                ? "no answer within " + Duration.ofMillis(late.getTimeout()).toSeconds() + " s"
                : failure.getMessage();
        LOG.warn("not registered, or not updated: {}", reason);
        first.completeExceptionally(new IllegalStateException(reason));
    }

    /** The platform has ended it. */
    public synchronized void ended(Exchange exchange) {
        path = null;
    }
}

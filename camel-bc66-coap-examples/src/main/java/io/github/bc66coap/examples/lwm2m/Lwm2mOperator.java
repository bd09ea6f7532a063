// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.lwm2m;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.server.registration.Registration;

import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

/** Somebody at the platform: reads and observes a client when it has registered, and writes to it from time to time. */
final class Lwm2mOperator implements AutoCloseable {
    private static final Duration LOOKS = Duration.ofMillis(300);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String BATTERY = "/3/0/9";
    private static final List<String> READ = List.of("/3/0/9", "/3/0/7", "/4/0/2", "/4/0/3", "/4/0/8");
    private static final List<String> OBSERVED = List.of("/19/0/0", BATTERY);
    private static final String WRITTEN = "/19/1/0";
    private static final String UPDATE = "/1/0/8";

    private final Lwm2mPlatform platform;
    private final String endpoint;
    private final Consumer<String> say;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "operator"));
    private String met = "";
    private long last;
    private byte flow;

    /**
     * @param endpoint the client's name
     * @param say where answers are shown
     */
    Lwm2mOperator(Lwm2mPlatform platform, String endpoint, Consumer<String> say) {
        this.platform = platform;
        this.endpoint = endpoint;
        this.say = say;
        clock.scheduleWithFixedDelay(this::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Registration client = platform.registration(endpoint);
        try {
            if (client != null && !client.getId().equals(met)) {
                // one that has missed a request gets all of them once more
                met = meet(client) ? client.getId() : "";
                last = System.nanoTime();
            } else if (client != null && System.nanoTime() - last > PERIOD.toNanos()) {
                last = System.nanoTime();
                write(client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            say.accept("can't ask: " + e.getMessage());
        }
    }

    /** @return whether all that it is to observe is observed */
    private boolean meet(Registration client) throws InterruptedException {
        for (String path : READ) {
            ReadResponse answer = platform.ask(client, new ReadRequest(path));
            say.accept("reads " + path + ": "
                    + (isGood(answer) ? Lwm2mPlatform.shown(answer.getContent()) : problem(answer)));
        }
        // the battery hardly changes: it is told all the same
        LwM2mPath battery = new LwM2mPath(BATTERY);
        platform.ask(
                client,
                new WriteAttributesRequest(
                        battery.getObjectId(),
                        battery.getObjectInstanceId(),
                        battery.getResourceId(),
                        new LwM2mAttributeSet(LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, 2L))));
        boolean observes = true;
        for (String path : OBSERVED) {
            ObserveResponse answer = platform.ask(client, new ObserveRequest(path));
            if (!isGood(answer)) {
                say.accept("can't observe " + path + ": " + problem(answer));
                observes = false;
            }
        }
        return observes;
    }

    private void write(Registration client) throws InterruptedException {
        LwM2mPath path = new LwM2mPath(WRITTEN);
        byte[] data = {++flow};
        say.accept("writes " + flow + " to " + path + ": "
                + problem(platform.ask(
                        client,
                        // TLV, as Leshan's REST does
                        new WriteRequest(path.getObjectId(), path.getObjectInstanceId(), path.getResourceId(), data))));
        say.accept("executes " + UPDATE + ": " + problem(platform.ask(client, new ExecuteRequest(UPDATE))));
    }

    private static boolean isGood(LwM2mResponse answer) {
        return answer != null && answer.isSuccess();
    }

    private static String problem(LwM2mResponse answer) {
        return answer == null ? "no answer" : answer.getCode().toString();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

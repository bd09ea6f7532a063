// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtCgatt;
import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtCpin;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.Ate0;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.at.ReceivedBytes;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.qcoap.QcoapAddres;
import io.github.bc66coap.qcoap.QcoapCfg;
import io.github.bc66coap.qcoap.QcoapCfg.Setting;
import io.github.bc66coap.qcoap.QcoapCreate;
import io.github.bc66coap.qcoap.QcoapDataStatus;
import io.github.bc66coap.qcoap.QcoapDel;
import io.github.bc66coap.qcoap.TestCommand;
import io.github.bc66coap.transport.ControlLine;

/**
 * Takes a module from an open line to ready, one command after the other. Its futures complete in the event loop, exceptionally with {@link
 * StepFailedException}.
 */
public final class Initialisation {
    private static final Logger LOG = LoggerFactory.getLogger(Initialisation.class);
    private static final int WAKE_ATTEMPTS = 5;
    private static final Duration WAKE_PULSE = Duration.ofMillis(200);
    /** Much longer than a driver needs, even behind a terminal server. */
    private static final Duration DRIVER_LIMIT = Duration.ofSeconds(5);

    private static final Duration ATTACH_POLL = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final ModemSettings settings;
    private final LocalPorts ports;
    private final LineScheduler scheduler;
    private final AtLink line;
    private final Consumer<Phase> progress;
    private final Consumer<Boolean> onAttached;
    /** Whether the firmware knows contexts with a port only. */
    private boolean knowsPortsOnly;

    private boolean oldContextDeleted;
    /** Whether others may have the line between two steps. */
    private boolean lends;

    private final BooleanSupplier wanted;
    private final SimLock sim;

    /**
     * @param ports one of which the context gets
     * @param scheduler may have the line between two steps
     * @param passwords what SIMs have been given before
     * @param progress takes each phase
     * @param onAttached takes what the module says about its attachment
     * @param wanted whether to go on; asked before each command, so that a superseded initialisation stays quiet
     */
    public Initialisation(
            EventLoop loop,
            ModemSettings settings,
            LocalPorts ports,
            LineScheduler scheduler,
            AtLink line,
            SimPasswords passwords,
            Consumer<Phase> progress,
            Consumer<Boolean> onAttached,
            BooleanSupplier wanted) {
        this.loop = loop;
        this.settings = settings;
        this.ports = ports;
        this.scheduler = scheduler;
        this.line = line;
        this.progress = progress;
        this.onAttached = onAttached;
        this.wanted = wanted;
        this.sim = new SimLock(loop, settings.device(), passwords, new Steps());
    }

    private final class Steps implements SimLock.Steps {
        @Override
        public <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command) {
            return Initialisation.this.command(command);
        }

        @Override
        public CompletableFuture<Void> pause(Duration time) {
            return Initialisation.this.pause(time);
        }

        @Override
        public boolean isWanted() {
            return wanted.getAsBoolean();
        }
    }

    /** Wakes the module and makes it answer {@code AT}. */
    public CompletableFuture<Void> wake(Wire wire) {
        progress.accept(Phase.WAKING);
        return switch (settings.wakeUp()) {
            case NONE -> probe(wire, 1);
            case AT -> greet(wire);
            case DTR -> pulse(wire, ControlLine.DTR).thenCompose(done -> greet(wire));
            case RTS -> pulse(wire, ControlLine.RTS).thenCompose(done -> greet(wire));
        };
    }

    /** Makes a module that is awake, or just starts, answer {@code AT}. */
    public CompletableFuture<Void> greet(Wire wire) {
        progress.accept(Phase.WAKING);
        return probe(wire, WAKE_ATTEMPTS);
    }

    /**
     * Takes a module that answers to a CoAP context with its settings.
     *
     * @param replaces whether the module may have a context of this session
     */
    public CompletableFuture<Void> initialise(boolean replaces) {
        progress.accept(Phase.INITIALISING);
        lends = !scheduler.takeHarm();
        return require(new Ate0())
                .thenCompose(done -> lend())
                .thenCompose(done -> probeCoap())
                .thenCompose(done -> lend())
                .thenCompose(done -> initCommands())
                .thenCompose(done -> unlockSim())
                .thenCompose(done -> lend())
                .thenCompose(done -> attach())
                .thenCompose(done -> replaces && settings.psk() != null ? discard() : create())
                .thenCompose(done -> configure());
    }

    /** Replaces the context, so that DTLS sessions begin anew. */
    public CompletableFuture<Void> renew() {
        progress.accept(Phase.CREATING);
        return delete().thenCompose(deleted -> create()).thenCompose(done -> configure());
    }

    /**
     * Deletes the context first, so that the module can end its DTLS sessions. If it has none, it has restarted unheard, and the peers of
     * those sessions may ignore a handshake from that port.
     */
    private CompletableFuture<Void> discard() {
        progress.accept(Phase.CREATING);
        return delete().thenCompose(deleted -> {
            if (!deleted) {
                ports.next();
            }
            return create();
        });
    }

    /**
     * The context has survived, the module says. Makes sure that its settings have, too.
     *
     * @param contextIsLost asked if they have not: perhaps there was a restart, and the module means no context of ours
     */
    public CompletableFuture<Void> verify(Supplier<CompletableFuture<Boolean>> contextIsLost) {
        return command(new QcoapCfg.Read()).thenCompose(result -> {
            if (result instanceof AtResult.Unreadable) {
                return configure();
            }
            return isKept(value(new QcoapCfg.Read(), result))
                    ? CompletableFuture.completedFuture(null)
                    : contextIsLost
                            .get()
                            .thenCompose(lost -> lost ? CompletableFuture.completedFuture(null) : configure());
        });
    }

    /** What a module says about its settings. */
    public enum Settings {
        /** They are there, or the module did not say this time. */
        KEPT,
        LOST,
        /** The firmware's answer can't be read, and never will be. */
        NOT_TOLD
    }

    public CompletableFuture<Settings> askSettings() {
        return command(new QcoapCfg.Read()).thenApply(result -> {
            if (result instanceof AtResult.Success<QcoapCfg.State> success) {
                return isKept(success.value()) ? Settings.KEPT : Settings.LOST;
            }
            return result instanceof AtResult.Unreadable ? Settings.NOT_TOLD : Settings.KEPT;
        });
    }

    private boolean isKept(QcoapCfg.State state) {
        return state.showAddress() && state.showResponseOptions() == settings.showResponseOptions();
    }

    /**
     * Announces resources. One that the module refuses, perhaps because it has it already (there is no list and no delete), does not stop
     * the others.
     */
    public CompletableFuture<Void> announce(List<String> resources) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (String resource : resources) {
            done = done.thenCompose(before -> announce(new QcoapAddres(resource)));
        }
        return done;
    }

    private CompletableFuture<Void> announce(QcoapAddres resource) {
        return command(resource).thenAccept(result -> {
            if (result instanceof AtResult.Refused<Void> refused) {
                LOG.warn("{}: the module refused {}: {}", settings.device(), resource.line(), refused.code());
            } else {
                value(resource, result);
            }
        });
    }

    private CompletableFuture<Void> pulse(Wire wire, ControlLine control) {
        // opening a port asserts both lines: without this there would be no edge
        return drive(wire, control, false)
                .thenCompose(released -> pause(WAKE_PULSE))
                .thenCompose(over -> drive(wire, control, true))
                .thenCompose(asserted -> pause(WAKE_PULSE))
                .thenCompose(over -> drive(wire, control, false));
    }

    /** A driver may hang here for ever. */
    private CompletableFuture<Void> drive(Wire wire, ControlLine control, boolean active) {
        CompletableFuture<Void> driven = new CompletableFuture<>();
        EventLoop.Timer limit = loop.schedule(
                DRIVER_LIMIT,
                () -> driven.completeExceptionally(new StepFailedException(
                        "the line's driver or terminal server hangs: it has not " + (active ? "asserted " : "released ")
                                + control + " within " + Seconds.of(DRIVER_LIMIT))));
        wire.drive(control, active).whenComplete((done, failure) -> {
            limit.cancel();
            if (failure == null) {
                driven.complete(null);
            } else {
                driven.completeExceptionally(failure);
            }
        });
        return driven;
    }

    private CompletableFuture<Void> pause(Duration time) {
        if (time.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        loop.schedule(time, () -> over.complete(null));
        return over;
    }

    /** Gives one sequence of others its turn between two steps. */
    private CompletableFuture<Void> lend() {
        return lends ? lend(Duration.ZERO) : CompletableFuture.completedFuture(null);
    }

    /** The same for some time, for as many sequences as fit. An older reply must not be taken for theirs. */
    private CompletableFuture<Void> lend(Duration time) {
        if (line.isSuspect() || !wanted.getAsBoolean()) {
            return pause(time);
        }
        scheduler.lend(line);
        return pause(time).thenCompose(over -> takeBack());
    }

    /** A superseded initialisation has lent nothing any longer. */
    private CompletableFuture<Void> takeBack() {
        if (!wanted.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        return scheduler
                .takeBack()
                .thenCompose(free -> line.isSuspect() && wanted.getAsBoolean()
                        ? resynchronise()
                        : CompletableFuture.completedFuture(null));
    }

    /** A command of others got no reply. */
    private CompletableFuture<Void> resynchronise() {
        return line.resynchronise().thenAccept(synchronised -> {
            if (!synchronised) {
                scheduler.harm();
                throw new StepFailedException("the module doesn't answer any more: " + line.suspicion());
            }
        });
    }

    private CompletableFuture<Void> probe(Wire wire, int attempts) {
        return ifWanted(line::probe).thenCompose(result -> {
            if (result instanceof AtResult.NoAnswer && attempts > 1) {
                return probe(wire, attempts - 1);
            }
            if (result instanceof AtResult.NoAnswer) {
                throw new StepFailedException("the module doesn't answer AT at " + settings.baudRate() + " baud: "
                        + instead(line.sinceAnswer()) + wire.rateHint());
            }
            if (result instanceof AtResult.Lost<Void> lost) {
                throw new StepFailedException(lost.reason());
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private static String instead(ReceivedBytes heard) {
        if (heard.isSilence()) {
            return "nothing comes at all; is it powered, awake, wired, at this baud rate?";
        }
        return heard.isGarbage()
                ? "what comes isn't text; is it at another baud rate?"
                : "what comes is text, but no answer; is something else on this line?";
    }

    /** Also shows that no older reply is outstanding: its information text can't be confused with one. */
    private CompletableFuture<Void> probeCoap() {
        boolean suspect = line.isSuspect();
        return ifWanted(line::probeCoap).thenCompose(result -> {
            if (result instanceof AtResult.Refused && suspect) {
                // perhaps that of an older command
                return ifWanted(line::probeCoap).thenCompose(this::requireCoap);
            }
            return requireCoap(result);
        });
    }

    /** Any answer shows that it knows the command. */
    private CompletableFuture<Void> requireCoap(AtResult<List<String>> result) {
        if (result instanceof AtResult.Refused) {
            return command(TestCommand.OPEN).thenAccept(other -> {
                throw new StepFailedException("the module's firmware has no CoAP commands: it refuses AT+QCOAPCREATE=?"
                        + (other instanceof AtResult.Success
                                ? "; it speaks another CoAP dialect, that of AT+QCOAPOPEN, which is not a BC66's"
                                : ""));
            });
        }
        if (!(result instanceof AtResult.Unreadable)) {
            knowsPortsOnly = value(TestCommand.CREATE, result).size() == 1;
        }
        return CompletableFuture.completedFuture(null);
    }

    /** A locked module refuses most commands, but one of these may switch its SIM on. */
    private CompletableFuture<Void> initCommands() {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        if (settings.simPin() != null && !settings.initCommands().isEmpty()) {
            done = sim.unlockIfReadable(SimPassword.ofOption(settings.simPin()));
        }
        for (String command : settings.initCommands()) {
            done = done.thenCompose(before -> initCommand(command)).thenCompose(before -> lend());
        }
        return done;
    }

    private CompletableFuture<Void> initCommand(String command) {
        return SimPassword.ofCommand(command)
                .map(password -> password.isPin() ? sim.unlock(password) : sim.give(password))
                .orElseGet(() -> require(new RawCommand(command)).thenAccept(reply -> {}));
    }

    private CompletableFuture<Void> unlockSim() {
        return settings.simPin() == null
                ? CompletableFuture.completedFuture(null)
                : sim.unlock(SimPassword.ofOption(settings.simPin()));
    }

    private CompletableFuture<Void> attach() {
        if (settings.attachTimeout().isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        progress.accept(Phase.ATTACHING);
        return awaitAttached(loop.nanoTime() + settings.attachTimeout().toNanos());
    }

    /** A module that has just started may refuse the question until it has read its SIM. */
    private CompletableFuture<Void> awaitAttached(long deadline) {
        AtCgatt command = new AtCgatt();
        return command(command).thenCompose(result -> {
            if (!(result instanceof AtResult.Refused)) {
                boolean attached = value(command, result);
                onAttached.accept(attached);
                if (attached) {
                    return CompletableFuture.completedFuture(null);
                }
            }
            if (loop.nanoTime() - deadline >= 0) {
                String refusal = result instanceof AtResult.Refused<Boolean> refused ? ": " + refused.code() : "";
                return notAttached(refusal);
            }
            return lend(ATTACH_POLL).thenCompose(over -> awaitAttached(deadline));
        });
    }

    private CompletableFuture<Void> notAttached(String refusal) {
        return command(new AtCpin()).thenApply(sim -> {
            throw new StepFailedException("the module has not attached to the network within "
                    + Seconds.of(settings.attachTimeout()) + refusal + sim(sim));
        });
    }

    private static String sim(AtResult<String> result) {
        if (result instanceof AtResult.Refused<String> refused) {
            return "; it can't read the SIM: AT+CPIN? was refused: " + refused.code();
        }
        if (result instanceof AtResult.Success<String> success) {
            return success.value().equals(AtCpin.READY)
                    ? "; the SIM is ready, so it is coverage, antenna, APN or subscription"
                    : "; the SIM waits for something: +CPIN: " + success.value();
        }
        return "";
    }

    /** A context of an earlier session may be in the way. */
    private CompletableFuture<Void> create() {
        progress.accept(Phase.CREATING);
        QcoapCreate create = creation();
        return command(create)
                .thenCompose(result -> {
                    if (result instanceof AtResult.Refused<Void> refused) {
                        return replace(create, refused);
                    }
                    value(create, result);
                    return CompletableFuture.completedFuture(null);
                })
                .thenCompose(done -> oldContextDeleted ? settleStatus() : CompletableFuture.completedFuture(null));
    }

    private QcoapCreate creation() {
        return settings.psk() == null
                ? QcoapCreate.plain(ports.current())
                : QcoapCreate.psk(
                        ports.current(),
                        settings.psk().identity(),
                        settings.psk().secretKey());
    }

    /** Whether the module takes a context, as it does when it has none. */
    public CompletableFuture<Boolean> hasRoomForContext() {
        return command(creation()).thenApply(AtResult.Success.class::isInstance);
    }

    /** The maker of the old context may have sent a CON last. Then the note wants the status asked; the answer does not matter. */
    private CompletableFuture<Void> settleStatus() {
        oldContextDeleted = false;
        return command(new QcoapDataStatus()).thenAccept(status -> {});
    }

    private CompletableFuture<Void> replace(QcoapCreate create, AtResult.Refused<Void> refusal) {
        return delete().thenCompose(deleted -> {
            if (!deleted) {
                // there was none, so that is not the reason
                created(create, refusal);
            }
            return command(create).thenAccept(result -> created(create, result));
        });
    }

    /** Older firmware has contexts of one kind only, and says so. */
    private void created(QcoapCreate create, AtResult<Void> result) {
        if (result instanceof AtResult.Refused<Void> refused && knowsPortsOnly) {
            throw new StepFailedException(create.line().redacted() + " was refused: " + refused.code()
                    + "; it may speak an older CoAP dialect, AT+QCOAPCREATE=<local_port> and data ended by Ctrl-Z, which is"
                    + " not spoken here: update the firmware");
        }
        value(create, result);
    }

    /** @return whether there was a context; if the module accepts the command, the context is gone, whatever else it says */
    private CompletableFuture<Boolean> delete() {
        return command(new QcoapDel()).thenApply(result -> {
            if (result instanceof AtResult.Refused) {
                return false;
            }
            if (!(result instanceof AtResult.Unreadable)) {
                value(new QcoapDel(), result);
            }
            oldContextDeleted = true;
            return true;
        });
    }

    private CompletableFuture<Void> configure() {
        return require(new QcoapCfg(Setting.SHOW_ADDRESS, true))
                .thenCompose(
                        done -> require(new QcoapCfg(Setting.SHOW_RESPONSE_OPTIONS, settings.showResponseOptions())));
    }

    private <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command) {
        return ifWanted(() -> line.command(command));
    }

    private <R> CompletableFuture<AtResult<R>> ifWanted(Supplier<CompletableFuture<AtResult<R>>> command) {
        return wanted.getAsBoolean()
                ? command.get()
                : CompletableFuture.completedFuture(new AtResult.Lost<>("the attempt is over"));
    }

    private <R> CompletableFuture<R> require(AtCommand<R> command) {
        return command(command).thenApply(result -> value(command, result));
    }

    /** The value of a command; another end than success ends the step. */
    static <R> R value(AtCommand<R> command, AtResult<R> result) {
        String name = command.line().redacted();
        if (result instanceof AtResult.Success<R> success) {
            return success.value();
        }
        if (result instanceof AtResult.Refused<R> refused) {
            throw new StepFailedException(name + " was refused: " + refused.code());
        }
        if (result instanceof AtResult.NoAnswer<R> noAnswer) {
            throw new StepFailedException(name + " was not answered in time (" + noAnswer.awaited() + ")");
        }
        if (result instanceof AtResult.Unreadable<R> unreadable) {
            throw new StepFailedException("the reply to " + name + " can't be read: " + unreadable.answer());
        }
        throw new StepFailedException(((AtResult.Lost<R>) result).reason());
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtCpin;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;

/**
 * Gives the SIM its passwords. Three wrong PINs lock it. So a PIN goes out only when the SIM asks for just that, and never again once it
 * was refused, or may have been. Its futures complete exceptionally with {@link StepFailedException}.
 */
final class SimLock {
    /** A module that has just started, or got the PIN, may refuse the question until it has read its SIM. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofSeconds(1);
    /** Not in the standard, but modules say {@code NOT READY}, {@code NOT INSERTED}. */
    private static final String NOT = "NOT ";

    private final EventLoop loop;
    private final String device;
    private final SimPasswords passwords;
    private final Steps steps;
    private final SimGuard guard;

    interface Steps extends SimGuard.Commands {
        CompletableFuture<Void> pause(Duration time);
    }

    SimLock(EventLoop loop, String device, SimPasswords passwords, Steps steps) {
        this.loop = loop;
        this.device = device;
        this.passwords = passwords;
        this.steps = steps;
        this.guard = new SimGuard(device, passwords, steps);
    }

    /** Completes when the SIM waits for nothing. */
    CompletableFuture<Void> unlock(SimPassword pin) {
        return new Unlocking(pin, false).ask();
    }

    /** The same if the module says what its SIM waits for; otherwise does nothing. */
    CompletableFuture<Void> unlockIfReadable(SimPassword pin) {
        return new Unlocking(pin, true).ask();
    }

    /** Gives the SIM a password that unlocks something else. */
    CompletableFuture<Void> give(SimPassword password) {
        return enter(password).thenCompose(result -> {
            if (result instanceof AtResult.Refused<Void> refused) {
                return guard.refuse(password, password + " was refused: " + refused.code());
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<AtResult<Void>> enter(SimPassword password) {
        return guard.send(password, password.command()).thenApply(result -> {
            if (!(result instanceof AtResult.Refused)) {
                Initialisation.value(password.command(), result);
            }
            return result;
        });
    }

    /** The way to a SIM that waits for nothing. */
    private final class Unlocking {
        private final SimPassword pin;
        private final boolean onlyIfReadable;
        private long since = loop.nanoTime();
        private boolean taken;

        Unlocking(SimPassword pin, boolean onlyIfReadable) {
            this.pin = pin;
            this.onlyIfReadable = onlyIfReadable;
        }

        CompletableFuture<Void> ask() {
            AtCpin command = new AtCpin();
            return steps.command(command).thenCompose(result -> {
                if (result instanceof AtResult.Refused<String> refused) {
                    return unreadable("AT+CPIN? was refused: " + refused.code());
                }
                String state = Initialisation.value(command, result);
                return state.startsWith(NOT) ? unreadable("+CPIN: " + state) : answer(state);
            });
        }

        private CompletableFuture<Void> unreadable(String why) {
            return onlyIfReadable && !taken
                    ? CompletableFuture.completedFuture(null)
                    : askAgain("it can't read the SIM: " + why);
        }

        private CompletableFuture<Void> answer(String state) {
            return switch (state) {
                // a second PIN guards phone books, and no network waits for it
                case AtCpin.READY, "SIM PIN2", "SIM PUK2" -> {
                    ready();
                    yield CompletableFuture.completedFuture(null);
                }
                case AtCpin.PIN -> taken ? askAgain("") : unlock();
                default ->
                    throw new StepFailedException("the SIM waits for something other than its PIN, so " + pin
                            + " isn't sent: +CPIN: " + state);
            };
        }

        /** The SIM has taken one that got no reply. A refused one stays refused, even if somebody else has unlocked the SIM. */
        private void ready() {
            SimPasswords.Sent earlier = passwords.earlier(device, pin);
            if (earlier != null && !earlier.isAnswered()) {
                passwords.taken(device, pin);
            }
        }

        private CompletableFuture<Void> askAgain(String reason) {
            if (loop.nanoTime() - since < PATIENCE.toNanos()) {
                return steps.pause(POLL).thenCompose(over -> ask());
            }
            if (reason.isEmpty()) {
                return guard.refuse(pin, pin + " was taken, but the SIM still asks for its PIN");
            }
            throw new StepFailedException(reason);
        }

        private CompletableFuture<Void> unlock() {
            return enter(pin).thenCompose(result -> {
                if (result instanceof AtResult.Refused<Void> refused) {
                    return refused(refused.code());
                }
                taken = true;
                since = loop.nanoTime();
                return ask();
            });
        }

        /** Perhaps because the SIM waited for no PIN any longer. */
        private CompletableFuture<Void> refused(String code) {
            return guard.isForgiven(pin)
                    .thenCompose(forgiven -> forgiven
                            ? CompletableFuture.completedFuture(null)
                            : guard.refuse(pin, pin + " was refused: " + code));
        }
    }
}

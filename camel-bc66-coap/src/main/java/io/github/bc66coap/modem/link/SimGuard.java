// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtCpin;
import io.github.bc66coap.at.AtCpinr;
import io.github.bc66coap.at.AtResult;

/** Sends commands that make the SIM check a password, unless that could be one wrong password too many. */
public record SimGuard(String device, SimPasswords passwords, Commands commands) {

    public interface Commands {
        <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command);

        /** Whether a command that is sent now does go out. */
        boolean isWanted();
    }

    /**
     * Sends a command with a password that was never refused, and can't have been.
     *
     * @return completes exceptionally with {@link StepFailedException} when it is not sent
     */
    <R> CompletableFuture<AtResult<R>> send(SimPassword password, AtCommand<R> command) {
        SimPasswords.Sent earlier = passwords.earlier(device, password);
        if (earlier != null && earlier.isAnswered()) {
            return CompletableFuture.failedFuture(new StepFailedException(earlier.refusal()));
        }
        return tries().thenCompose(left -> {
            if (earlier != null && !isUncounted(earlier, left)) {
                throw new StepFailedException(
                        spared(password + " wasn't answered when it was sent, so it may have been refused", left));
            }
            if (commands.isWanted()) {
                passwords.sending(device, password, left);
            }
            return commands.command(command).thenApply(result -> {
                if (result instanceof AtResult.Refused<R> refused) {
                    passwords.refused(
                            device,
                            password,
                            spared(password + " was refused: " + refused.code(), OptionalInt.empty()));
                } else if (result instanceof AtResult.Success) {
                    passwords.taken(device, password);
                }
                return result;
            });
        });
    }

    /** The same for a user's command; the user may not know whether the SIM waits for a PIN. */
    public <R> CompletableFuture<AtResult<R>> sendAlone(SimPassword password, AtCommand<R> command) {
        return send(password, command)
                .thenCompose(result -> password.isPin() && result instanceof AtResult.Refused
                        ? isForgiven(password).thenApply(forgiven -> result)
                        : CompletableFuture.completedFuture(result));
    }

    /** What the SIM has not counted, it can't have refused. */
    private static boolean isUncounted(SimPasswords.Sent earlier, OptionalInt left) {
        return left.isPresent() && left.equals(earlier.triesBefore());
    }

    /** Whether a SIM that waits for no PIN refused one, which then is not wrong. If so, the refusal is forgotten. */
    CompletableFuture<Boolean> isForgiven(SimPassword pin) {
        return commands.command(new AtCpin()).thenApply(result -> {
            boolean isReady = result instanceof AtResult.Success<String> success
                    && success.value().equals(AtCpin.READY);
            if (isReady) {
                passwords.taken(device, pin);
            }
            return isReady;
        });
    }

    /** Notes a refusal, with the tries that are left. */
    <R> CompletableFuture<R> refuse(SimPassword password, String refusal) {
        return tries().thenApply(left -> {
            String reason = spared(refusal, left);
            passwords.refused(device, password, reason);
            throw new StepFailedException(reason);
        });
    }

    private static String spared(String what, OptionalInt left) {
        return what + (left.isPresent() ? " (tries left: " + left.getAsInt() + ")" : "")
                + "; to spare the SIM it isn't sent again until it is changed or this program is restarted";
    }

    private CompletableFuture<OptionalInt> tries() {
        AtCpinr command = new AtCpinr();
        return commands.command(command)
                .thenApply(result -> result instanceof AtResult.Refused
                        ? OptionalInt.empty()
                        : Initialisation.value(command, result));
    }
}

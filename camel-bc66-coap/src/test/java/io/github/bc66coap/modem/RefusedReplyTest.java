// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Replies that commands can carry, but the module doesn't take. */
class RefusedReplyTest extends ModemFixture {
    private static final Reply REPLY_WITH_OPTION =
            new Reply(Code.CONTINUE, CoapOptions.of(new CoapOption(14, "5")), new byte[0]);

    private final List<IncomingRequest> served = new ArrayList<>();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    @BeforeEach
    void getReady() {
        ready();
        serve("/a", this::later);
        module.takeCommands();
    }

    private CompletableFuture<Reply> later(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        served.add(request);
        return reply;
    }

    private static List<String> error(int messageId, int type) {
        return list(
                "AT+QCOAPHEAD=5," + messageId + ",1,\"0C\"",
                "AT+QCOAPOPTION=1,14,\"60\"",
                "AT+QCOAPSEND=" + type + ",500,\"192.0.2.1\",5683,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPSEND", "AT+QCOAPOPTION"})
    void aConAndEachCopyAreAnswered500(String command) {
        reply.complete(REPLY_WITH_OPTION);
        module.refuse(command);
        // the module is asked for its settings when it refuses something
        assertThat(says(req(CON, 1, 1, "a"))).containsSubsequence(error(1, 2));
        assertThat(module.scriptsLeft()).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(says(req(CON, 1, 1, "a"))).isEqualTo(error(1, 2));
        }
        assertThat(served).hasSize(1);
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(4);
    }

    @Test
    void theNonIsAnswered500Once() {
        reply.complete(REPLY_WITH_OPTION);
        module.refuse("AT+QCOAPSEND");
        assertThat(says(req(NON, 1, 1, "a")))
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND=1,"))
                .extracting(command -> command.split(",")[1])
                .containsExactly("231", "500");
        assertThat(says(req(NON, 1, 1, "a"))).isEmpty();
    }

    @Test
    void theSeparateResponseIs500() {
        module.says(req(CON, 1, 1, "a"));
        loop.advance(SEPARATE.plus(SOON));
        assertThat(module.takeCommands()).isEqualTo(ackCommands(SERVER, 1));
        module.refuse("AT+QCOAPSEND=0,231");
        reply.complete(REPLY_WITH_OPTION);
        List<String> commands = takeCommandsSoon();
        assertThat(commands)
                .filteredOn(command -> command.contains("QCOAPSEND"))
                .containsExactly("AT+QCOAPSEND=0,231,\"192.0.2.1\",5683,0", "AT+QCOAPSEND=0,500,\"192.0.2.1\",5683,0");
        assertThat(commands)
                .filteredOn(command -> command.contains("QCOAPHEAD"))
                .doesNotHaveDuplicates()
                .noneMatch(command -> command.contains("=5,1,"));
        assertThat(says(req(CON, 1, 1, "a"))).isEqualTo(ackCommands(SERVER, 1));
    }

    /** Then the reply isn't to blame, and the peer's next copy may find a module that is well again. */
    @Test
    void aCopyGetsTheReplyIfTheModuleHadRefusedThe500Too() {
        reply.complete(Reply.of(Code.CONTENT));
        module.refuse("AT+QCOAPSEND").refuse("AT+QCOAPSEND");
        assertThat(says(req(CON, 1, 1, "a")))
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND"))
                .extracting(command -> command.split(",")[1])
                .containsExactly("205", "500");
        loop.advance(Duration.ofSeconds(5));
        module.takeCommands();
        assertThat(says(req(CON, 1, 1, "a"))).isEqualTo(answer(1, 2, 205));
        assertThat(served).hasSize(1);
    }

    @Test
    void a500ThatIsRefusedIsNotTriedAgain() {
        reply.complete(Reply.of(Code.INTERNAL_SERVER_ERROR));
        module.refuse("AT+QCOAPSEND");
        assertThat(says(req(CON, 1, 1, "a")))
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND"))
                .hasSize(1);
    }
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.qcoap.QcoapCfg;
import io.github.bc66coap.qcoap.QcoapDataStatus;
import io.github.bc66coap.qcoap.QcoapSend;
import io.github.bc66coap.qcoap.TestCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes while a command is under way, the command ends once and in time, and the next one works. */
class ConversationFuzzTest {
    private static final Peer PEER = new Peer("127.0.0.1", 5683);
    private static final List<Supplier<AtCommand<?>>> COMMANDS = List.of(
            () -> QcoapSend.of(MessageType.CON, Code.GET, PEER, new byte[0]),
            () -> QcoapSend.of(MessageType.CON, Code.POST, PEER, new byte[] {1, 2}),
            () -> QcoapSend.dataMode(MessageType.NON, Code.POST, PEER, new byte[] {'\r', '\n', '>'}),
            QcoapDataStatus::new,
            QcoapCfg.Read::new,
            () -> new RawCommand("AT+CSQ"),
            () -> TestCommand.CREATE,
            Ate0::new);

    /** @param input what the module says, and behind it a byte that chooses the command */
    @FuzzTest
    @DictionaryFile(resourcePath = "/module.dict")
    void theCommandEndsOnceWhateverTheModuleSays(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] answer = Arrays.copyOf(input, input.length - 1);
        int choice = Math.floorMod(input[input.length - 1], COMMANDS.size());

        ManualEventLoop loop = new ManualEventLoop();
        FakeWire wire = new FakeWire();
        AtTiming timing = new AtTiming(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMillis(500));
        AtEngine engine = new AtEngine(
                "line",
                loop,
                wire,
                new CoapUrcRule(true),
                timing,
                new RecordingListener(),
                new SecretEcho(),
                new OutcomeHabits(none -> {}),
                new AtTrace(loop, line -> {}));
        engine.start();
        List<Object> ends = new ArrayList<>();
        CompletableFuture<?> result = engine.send(COMMANDS.get(choice).get());
        result.whenComplete((end, failure) -> ends.add(failure == null ? end : failure));

        Random random = new Random(Arrays.hashCode(answer));
        for (int from = 0; from < answer.length; ) {
            int to = Math.min(answer.length, from + 1 + random.nextInt(60));
            wire.says(new String(answer, from, to - from, StandardCharsets.ISO_8859_1));
            loop.advance(Duration.ofMillis(random.nextInt(100)));
            from = to;
        }
        loop.advance(Duration.ofMinutes(10));
        assertThat(ends).singleElement().isInstanceOf(AtResult.class);
        assertThat(engine.isBusy()).isFalse();

        wire.says("\r\n");
        loop.advance(Duration.ofMinutes(1));
        CompletableFuture<AtResult<Void>> next = engine.send(new At());
        wire.says("\r\nOK\r\n");
        assertThat(next).isCompletedWithValueMatching(AtResult.Success.class::isInstance);
        engine.close("the test is over");
        loop.run();
        assertThat(loop.waiting()).isZero();
    }
}

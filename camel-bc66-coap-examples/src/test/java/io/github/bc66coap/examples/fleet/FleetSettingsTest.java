// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.examples.sandbox.ExampleRun;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class FleetSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--broker=127.0.0.1:1 | no broker on 127.0.0.1:1: Connection refused",
                "--broker=nowhere | 'nowhere' is not HOST:PORT",
                "--broker=127.0.0.1:1 --topic=a/b | 'a/b.commands' is no name for a topic: ",
                "--device=/dev/ttyUSB0 | --device: a fleet takes its modules from the topic fleet.devices",
                "--partitions=0 | --partitions: 0 is not between 1 and 10000",
                "--gateways=21 | --gateways: 21 is not between 1 and 20",
                "--kill-after=soon | Invalid value for option '--kill-after': 'soon' is not a time",
            })
    void whatIsSetWrongTakesOneLineAndEndsWith2(String wrong) throws Exception {
        String[] argumentsAndLine = wrong.split(" \\| ");
        ExampleRun run = ExampleRun.of(("fleet " + argumentsAndLine[0]).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("fleet: " + argumentsAndLine[1]));
    }
}

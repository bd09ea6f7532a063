// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class WrongSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            files --wrong | files: Unknown option: '--wrong' (see --help)
            files --for=long | files: Invalid value for option '--for': 'long' is not a time such as 20s or 5m (see --help)
            files --server=192.0.2.1 | files: Invalid value for option '--server': '192.0.2.1' is not HOST:PORT (see --help)
            files --directory=/dev/null | files: can't make the directory /dev/null/commands
            files --device=/dev/none --directory=target/wrong | files: no module on /dev/none: ... there is no such device
            other | examples: Unmatched argument at index 0: 'other'; the examples are ... files
            "" | examples: No example was named; the examples are ... files
            fleet --broker=127.0.0.1:1 | fleet: no broker on 127.0.0.1:1: Connection refused
            fleet --broker=nowhere | fleet: 'nowhere' is not HOST:PORT
            fleet --broker=127.0.0.1:1 --topic=a/b | fleet: 'a/b.commands' is no name for a topic:
            fleet --device=/dev/ttyUSB0 | fleet: --device: a fleet takes its modules from the topic fleet.devices
            fleet --partitions=0 | fleet: --partitions: 0 is not between 1 and 10000
            fleet --gateways=21 | fleet: --gateways: 21 is not between 1 and 20
            fleet --kill-after=soon | fleet: Invalid value for option '--kill-after': 'soon' is not a time
            kafka --broker=127.0.0.1:1 | kafka: no broker on 127.0.0.1:1: Connection refused
            kafka --broker=nowhere | kafka: 'nowhere' is not HOST:PORT
            kafka --broker=127.0.0.1:1 --topic=a/b | kafka: 'a/b.telemetry' is no name for a topic:
            kafka --name=a'b | kafka: --name: 'a'b' must be letters
            lwm2m --server=platform.example:5683 | lwm2m: cannot start: host must be an IPv4 or IPv6 address
            lwm2m --name=a&b | lwm2m: --name: at most 64 letters, digits
            lwm2m --lifetime=10ms | lwm2m: --lifetime: at least 1s
            lwm2m --lifetime=long | lwm2m: Invalid value for option '--lifetime': 'long' is not a time such as 20s
            lwm2m --key-file=none | lwm2m: --key-file goes with --dtls
            lwm2m --dtls --server=127.0.0.1:9 | lwm2m: --dtls with --server needs --key-file
            lwm2m --dtls --key-file=/dev/none | lwm2m: --key-file: can't read /dev/none
            lwm2m --dtls --key-file=/proc/version | lwm2m: --key-file: /proc/version has no key of 1 to 128 bytes
            mqtt --broker=127.0.0.1:1 | mqtt: no broker on 127.0.0.1:1: Connection refused
            mqtt --broker=nowhere | mqtt: 'nowhere' is not HOST:PORT
            mqtt --topic=a/# | mqtt: --topic: 'a/#' is no topic
            mqtt --name= | mqtt: --name: '' is no topic
            mqtt --name=a/b | mqtt: --name: 'a/b' must not have /
            mqtt --dsl=xml | mqtt: Invalid value for option '--dsl'
            """)
    void aWrongSettingGetsOneLineAndStatus2(String args, String line) throws Exception {
        ExampleRun run = ExampleRun.of(args.isEmpty() ? new String[0] : args.split(" "));

        assertThat(run.status()).isEqualTo(2);
        String[] parts = line.split("\\.\\.\\.");
        assertThat(run.err().lines()).singleElement().satisfies(shown -> assertThat(shown)
                .startsWith(parts[0].strip())
                .contains(parts[parts.length - 1].strip()));
    }
}

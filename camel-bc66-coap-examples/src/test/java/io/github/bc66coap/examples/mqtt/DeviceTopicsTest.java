// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.util.List;

import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.UriPaths;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceTopicsTest {
    private static final DeviceTopics TOPICS =
            new DeviceTopics("bc66/m/telemetry/", "bc66/m/commands/", "bc66/m/replies/");

    /** Every character that is there stands in the segment of a path. */
    @Test
    void everyPathMapsToItsOwnTopicAndBack() {
        for (int c = 0; c < 0x3000; c++) {
            List<String> segments = List.of("x" + (char) c, "", String.valueOf((char) c));
            String path = UriPaths.joinPath(segments);

            String topic = TOPICS.telemetry() + DeviceTopics.levels(path);
            MqttTopicValidator.validate(topic, false, true);
            assertThat(topic).matches("bc66/m/telemetry/[A-Za-z0-9_~%-]+/%/[A-Za-z0-9_~%-]+");

            assertThat(UriPaths.splitPath(TOPICS.path(TOPICS.commands() + DeviceTopics.levels(path))))
                    .isEqualTo(segments);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/,                %",
        "/temperature,     temperature",
        "/3303/0/5700,     3303/0/5700",
        "/a+b/%23/%00/*.,  a%2Bb/%23/%00/%2A%2E",
        "/a//b/,           a/%/b/%",
        "/$SYS/x,          %24SYS/x",
        "/%C3%A4/c%2Fd,    %C3%A4/c%2Fd",
    })
    void pathsMapToTopicLevelsAndBack(String path, String levels) {
        assertThat(DeviceTopics.levels(path)).isEqualTo(levels);
        assertThat(UriPaths.splitPath(TOPICS.path(TOPICS.commands() + levels))).isEqualTo(UriPaths.splitPath(path));
    }

    @Test
    void aCommandWithoutLevelsIsForTheRoot() {
        assertThat(TOPICS.path("bc66/m/commands")).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operators/1", "bc66/m/replies/lamp", "bc66x/y", "a/$b"})
    void answersMayGoToForeignTopicsAndToReplies(String topic) {
        assertThat(TOPICS.mayTake(topic)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc66/m/commands/lamp",
                "bc66/other/commands/lamp",
                "bc66/m/telemetry/temperature",
                "bc66/other/replies/lamp",
                "bc66/m/replies",
                "operators/+",
                "operators/#",
                "a\0b",
                "$SYS/x",
                ""
            })
    void answersMayNotGoToCommandTelemetryOrInvalidTopics(String topic) {
        assertThat(TOPICS.mayTake(topic)).isFalse();
    }
}

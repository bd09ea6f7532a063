// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.util.concurrent.Callable;

import org.apache.camel.main.Main;
import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;

import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.MqttBroker;
import io.github.bc66coap.examples.sandbox.Sandbox;
import io.github.bc66coap.examples.sandbox.SandboxOptions;
import io.github.bc66coap.examples.sandbox.WrongSettingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the routes of this package. */
@Command(
        name = "mqtt",
        description = "What the network sends goes to an MQTT broker; MQTT messages go out as requests.")
public final class MqttExample implements Callable<Integer> {
    /** Which of the three, which do the same. */
    enum Dsl {
        JAVA,
        ENDPOINT,
        YAML
    }

    @Mixin
    private SandboxOptions options;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "The MQTT 5 broker, such as tcp://HOST:PORT. Without it one is started on this machine.")
    private String broker;

    @Option(
            names = "--topic",
            paramLabel = "PREFIX",
            defaultValue = "bc66",
            description = "First level of all topics (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(
            names = "--name",
            defaultValue = "meter-1",
            description = "Name of the module in topics, and its client ID (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--dsl",
            defaultValue = "java",
            description = "Language of the routes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Dsl dsl;

    @Override
    public Integer call() throws Exception {
        requireLevel("--topic", prefix);
        requireLevel("--name", name);
        try (Sandbox sandbox = new Sandbox(options)) {
            String url = broker(sandbox);
            Main main = sandbox.main("classpath:mqtt/mqtt.properties");
            main.addOverrideProperty("mqtt.broker", url);
            main.addOverrideProperty("mqtt.prefix", prefix);
            main.addOverrideProperty("bc66.name", name);
            addRoutes(main);
            if (options.isVirtual()) {
                sandbox.driving(new MqttOperator(url, prefix + "/" + name, sandbox::say));
            }
            sandbox.run(main);
        }
        return 0;
    }

    private void addRoutes(Main main) {
        main.configure().addConfiguration(CommandsClient.Configuration.class);
        switch (dsl) {
            case JAVA -> main.configure().addRoutesBuilder(MqttRoute.class);
            case ENDPOINT -> main.configure().addRoutesBuilder(MqttEndpointRoute.class);
            case YAML -> main.configure().withRoutesIncludePattern("classpath:mqtt/mqtt.camel.yaml");
        }
    }

    private String broker(Sandbox sandbox) throws Exception {
        if (broker != null) {
            String url = broker.contains("://") ? broker : "tcp://" + broker;
            HostAndPort.parse(url.replaceFirst("^[a-z]+://", "")).requireListener("broker");
            return url;
        }
        String url = sandbox.closing(MqttBroker.start(0)).url();
        sandbox.say("MQTT broker on " + url);
        return url;
    }

    /** One level of a topic, so that topics of one device can't be taken for those of another. */
    private static void requireLevel(String option, String level) {
        try {
            MqttTopicValidator.validate(level, false, true);
        } catch (IllegalArgumentException e) {
            throw new WrongSettingException(
                    option + ": '" + level + "' is no topic: it must not be empty or have + or #");
        }
        if (level.contains("/") || level.startsWith("$")) {
            throw new WrongSettingException(option + ": '" + level + "' must not have / or start with $");
        }
    }
}

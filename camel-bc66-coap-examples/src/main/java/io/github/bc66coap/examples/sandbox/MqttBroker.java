// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.net.InetAddress;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An MQTT broker, ActiveMQ Artemis, on the loopback interface. It keeps everything in memory and asks nobody who they are. */
public final class MqttBroker implements AutoCloseable {
    private static final String MQTT = "mqtt";
    private static final long MEMORY = 64L << 20;

    private final EmbeddedActiveMQ artemis;

    private MqttBroker(EmbeddedActiveMQ artemis) {
        this.artemis = artemis;
    }

    /**
     * Starts one.
     *
     * @param port TCP port; 0 takes a free one
     */
    public static MqttBroker start(int port) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setGlobalMaxSize(MEMORY)
                .addAcceptorConfiguration(
                        MQTT,
                        "tcp://%s:%d?protocols=MQTT"
                                .formatted(InetAddress.getLoopbackAddress().getHostAddress(), port));
        EmbeddedActiveMQ artemis = new EmbeddedActiveMQ().setConfiguration(configuration);
        artemis.start();
        return new MqttBroker(artemis);
    }

    /** For clients. */
    public String url() {
        NettyAcceptor acceptor =
                (NettyAcceptor) artemis.getActiveMQServer().getRemotingService().getAcceptor(MQTT);
        return "tcp://127.0.0.1:" + acceptor.getActualPort();
    }

    @Override
    public void close() throws Exception {
        artemis.stop();
    }
}

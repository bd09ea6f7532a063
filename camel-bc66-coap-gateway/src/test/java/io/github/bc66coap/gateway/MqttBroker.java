// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An MQTT broker, in memory, on the loopback interface. */
final class MqttBroker implements AutoCloseable {
    private final EmbeddedActiveMQ artemis;

    MqttBroker() throws Exception {
        artemis = new EmbeddedActiveMQ()
                .setConfiguration(new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:0?protocols=MQTT"));
        artemis.start();
    }

    String url() {
        return "tcp://127.0.0.1:"
                + ((NettyAcceptor)
                                artemis.getActiveMQServer().getRemotingService().getAcceptor("mqtt"))
                        .getActualPort();
    }

    @Override
    public void close() throws Exception {
        artemis.stop();
    }
}

/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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

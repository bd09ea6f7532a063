/** A module behind an MQTT 5 broker: the same routes in Java, with typed endpoints, and in YAML. */
package io.github.bc66coap.examples.mqtt;

/** What lies between a module and its peers, for tests. */
package io.github.bc66coap.simulator.network;

/** The virtual BC66 as a program. The main thread waits; a shutdown hook closes the module. */
package io.github.bc66coap.simulator.cli;

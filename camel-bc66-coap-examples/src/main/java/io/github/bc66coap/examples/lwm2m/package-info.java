/** A module as client of a LwM2M platform: registration, objects and notifications as routes. */
package io.github.bc66coap.examples.lwm2m;

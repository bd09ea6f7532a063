// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A LwM2M device from routes, built on the component's public contract.
 *
 * <p>Each resource is a route from {@code bc66coap:}, with {@link io.github.bc66coap.lwm2m.Lwm2mResource} before and after its steps. The
 * registration is a route for the module's events, with {@link io.github.bc66coap.lwm2m.Lwm2mRegistration}. The routes of one module form
 * one {@code Lwm2mDevice}, which has consumers of its own for objects and instances.
 *
 * <p>Threads. Requests arrive on threads of the component. A device has four threads that sample observed values and notify; the registration
 * has one that sends. State is immutable, or guarded by its object's lock. No lock is held while a route runs or a message is sent.
 */
package io.github.bc66coap.lwm2m;

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A LwM2M device from routes, over what the component shows to everybody.
 *
 * <p>Each resource is a route from {@code bc66coap:}, around whose steps {@link io.github.bc66coap.lwm2m.Lwm2mResource} stands; the
 * registration is a route for the module's events, with {@link io.github.bc66coap.lwm2m.Lwm2mRegistration}. The routes of one module are one
 * {@code Lwm2mDevice}, which has consumers of its own for objects and instances.
 *
 * <p>Threads. Requests come on threads of the component. A device has four threads that look at observed values and notify, the
 * registration one that sends. All states are values, or guarded by their object's own lock; no lock is held while a route runs or
 * something is sent.
 */
package io.github.bc66coap.lwm2m;

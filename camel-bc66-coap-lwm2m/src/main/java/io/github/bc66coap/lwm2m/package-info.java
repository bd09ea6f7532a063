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

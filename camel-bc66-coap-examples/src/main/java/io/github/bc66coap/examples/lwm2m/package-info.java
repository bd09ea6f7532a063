// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** A module as client of a LwM2M platform: registration, objects and notifications as routes. */
package io.github.bc66coap.examples.lwm2m;

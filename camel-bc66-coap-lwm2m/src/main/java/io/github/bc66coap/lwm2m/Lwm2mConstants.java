// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

/** Names of headers in addition to the component's. */
public final class Lwm2mConstants {
    /** The operation that the platform requests: a {@link Lwm2mOperation}. Written by the resource's Kamelet, read by the route. */
    public static final String OPERATION = "CamelBc66Lwm2mOperation";

    /** The change of the registration: a {@link Lwm2mEvent}. Written by the registration's Kamelet, read by the route. */
    public static final String EVENT = "CamelBc66Lwm2mEvent";

    /** Path of the resource or object instance in the body, such as {@code /3/0/9}. Written by the route, read by the data format. */
    public static final String PATH = "CamelBc66Lwm2mPath";

    private Lwm2mConstants() {}
}

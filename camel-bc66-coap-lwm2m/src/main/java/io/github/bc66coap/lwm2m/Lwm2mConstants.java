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
package io.github.bc66coap.lwm2m;

/** Names of headers, beside those of the component. */
public final class Lwm2mConstants {
    /** What the platform wants of a resource: a {@link Lwm2mOperation}. Written by the resource's Kamelet, read by the route. */
    public static final String OPERATION = "CamelBc66Lwm2mOperation";

    /** What has become of the registration: a {@link Lwm2mEvent}. Written by the registration's Kamelet, read by the route. */
    public static final String EVENT = "CamelBc66Lwm2mEvent";

    /** Path of the resource or object instance in the body, such as {@code /3/0/9}. Written by the route, read by the data format. */
    public static final String PATH = "CamelBc66Lwm2mPath";

    private Lwm2mConstants() {}
}

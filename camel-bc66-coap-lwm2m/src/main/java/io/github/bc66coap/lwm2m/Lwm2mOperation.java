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

/** What a platform wants of a resource. */
public enum Lwm2mOperation {
    /** The body that the route ends with is the value. */
    READ,
    /** The body is the value that was written. */
    WRITE,
    /** The body is the arguments' text, empty without any. */
    EXECUTE
}

// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** Requests and notifications in files, and files as commands. */
package io.github.bc66coap.examples.files;

/** Requests and notifications in files, and files as commands. */
package io.github.bc66coap.examples.files;

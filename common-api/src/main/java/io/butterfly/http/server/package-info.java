/**
 * The process around the routes: how it starts, where it listens, which web pages it keeps out, what is corrected in a
 * request before Micronaut reads it, and how Micronaut's own errors and JSON get the contract's shape.
 */
package io.butterfly.http.server;

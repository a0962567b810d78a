/**
 * What Micronaut does by itself, brought into the contract's shape: how JSON is written, and what an error says that
 * never reached the edge.
 */
package io.butterfly.http.framework;

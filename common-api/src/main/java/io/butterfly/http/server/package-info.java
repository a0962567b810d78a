/** Where the server listens, and what is mended in a request before Micronaut reads it. */
package io.butterfly.http.server;

/**
 * The HTTP edge that all services share.
 *
 * <p>A call is a method marked {@link io.butterfly.http.Api} with its paths; it takes at most one record (the
 * parameters) and a {@link io.butterfly.http.Caller}, and returns a {@link io.butterfly.api.Reply}.
 * {@link io.butterfly.http.Edge} serves every path and HTTP method, binds query string and JSON body to the record by
 * {@link io.butterfly.http.Parameters}, and gives every reply its headers.
 */
package io.butterfly.http;

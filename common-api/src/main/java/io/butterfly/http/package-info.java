/**
 * The HTTP side that all services share.
 *
 * <p>A call is a method marked {@link io.butterfly.http.Api} with its paths. {@link io.butterfly.http.ApiRoutes} makes
 * each path a route, Micronaut matches and calls it. {@link io.butterfly.http.ParametersBinder} reads query string and
 * JSON body into the call's record by the package {@code parameters}; {@link io.butterfly.http.ReplyFilter} writes what
 * the call returned and the headers of every reply; {@link io.butterfly.http.CallErrors} answers what it threw.
 */
package io.butterfly.http;

/**
 * Asks every request who sends it, and whether he may call what he calls. Micronaut Security runs the check before any
 * call; {@link io.butterfly.http.access.TokenReader} says who calls, {@link io.butterfly.http.access.RoleRule} compares
 * his role with the one that the call is marked with, and {@link io.butterfly.http.access.Denials} answers who may not.
 */
package io.butterfly.http.access;

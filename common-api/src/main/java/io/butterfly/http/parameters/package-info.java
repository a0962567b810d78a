/**
 * Reads JSON into a record of parameters as strictly as the contract says: every name known, every required one there,
 * each value of its type, and an error text that names the parameter. It knows no HTTP.
 */
package io.butterfly.http.parameters;

/** A service tells which calls it has, so that others can call them by position. */
package io.butterfly.http.handlers;

/** What the liveness of every process depends on. */
package io.butterfly.http.health;

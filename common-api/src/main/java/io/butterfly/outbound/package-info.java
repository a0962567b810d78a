/**
 * HTTP calls that leave the process, by the JDK alone: one deadline for a whole exchange, and a reply that is bounded
 * while it is read.
 */
package io.butterfly.outbound;

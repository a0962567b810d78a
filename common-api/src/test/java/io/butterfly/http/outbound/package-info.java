/** The guard of what a service calls for somebody else. */
package io.butterfly.http.outbound;

/** Who may call a service, judged before anything else is looked at, and what a service calls for nobody. */
package io.butterfly.http.access;

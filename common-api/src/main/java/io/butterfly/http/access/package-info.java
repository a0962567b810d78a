/** Who may call a service, judged before anything else is looked at. */
package io.butterfly.http.access;

/** What the setting {@code STAT_ADAPTOR} of the Python service adds to replies. */
package io.butterfly.http.adaptor;

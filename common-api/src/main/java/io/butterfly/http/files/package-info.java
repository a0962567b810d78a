/**
 * Calls that answer a file: pictures, schemas. Their outcome is the HTTP status, their reason a header, and their
 * failure has no body.
 */
package io.butterfly.http.files;

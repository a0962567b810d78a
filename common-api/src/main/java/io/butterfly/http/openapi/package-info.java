/** The description of all calls as an OpenAPI 3.1 document, made of their marks and of the records that they take. */
package io.butterfly.http.openapi;

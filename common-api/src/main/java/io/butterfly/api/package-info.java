/** The words on the wire: result codes, the reply's shape, raw JSON, and one package of calls for each service. */
package io.butterfly.api;

/** The three handlers that the manual's examples call: HTTP endpoints, and executed here when a message names them. */
package io.butterfly.baichuan.demo;

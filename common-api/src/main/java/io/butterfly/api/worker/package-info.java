/**
 * The worker protocol of BaiChuan on the wire: claim (long poll), finish, heartbeat; plain HTTP and JSON, for any
 * language.
 */
package io.butterfly.api.worker;

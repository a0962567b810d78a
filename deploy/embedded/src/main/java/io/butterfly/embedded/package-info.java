/**
 * A real MariaDB and a real Redis whose programs come from Maven artifacts: every test and the standalone set-up run on
 * them, so nothing has to be installed first.
 *
 * <p>The programs are unpacked once per version and user ({@link io.butterfly.embedded.Programs}).
 * {@link io.butterfly.embedded.MariaDb} and {@link io.butterfly.embedded.Redis} are single servers that can be stopped,
 * killed and restarted on the same port and data; {@link io.butterfly.embedded.Servers} are those that the tests of one
 * JVM share. Everything listens on loopback only.
 */
package io.butterfly.embedded;

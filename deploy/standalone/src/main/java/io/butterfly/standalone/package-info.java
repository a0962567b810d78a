/**
 * Everything on one machine, from one command: MariaDB, Redis, BaiChuan, XingQiao and the replicas of RuQi as processes
 * of their own, and the gateway inside the launcher.
 *
 * <p>A set-up owns one data folder, by a lock in it that ends with the launcher. All processes start at once, since a
 * service waits for its database by itself; when the gateway's health report is green, the launcher says {@code ready}.
 * From then on {@code supervise} keeps every process running on the port it began with. A signal stops the services
 * first and then the databases, so that no service loses its database while it stops. A launcher that was killed leaves
 * its processes running; the next one finds them by their pid files and ends them before it starts.
 */
package io.butterfly.standalone;

/**
 * The connection to Redis: its address, its scripts, and what happens while it is away.
 *
 * <p>Redis is one server, a master that Sentinels name, or a cluster; {@link io.butterfly.baichuan.redis.link.Driver}
 * hides which. A server that may lose what it has acknowledged is refused. On a cluster a script touches one slot: all
 * indexes of a handler share theirs, and hashes are grouped by {@link io.butterfly.baichuan.redis.link.RedisLink#each}.
 *
 * <p>One connection carries all commands, pipelined; a second one listens. The process starts without Redis and keeps
 * trying. Once connected, the driver reconnects by itself; while it is not connected every command is refused at once,
 * and a command that was under way when the connection broke fails and is <em>not</em> sent again: every step of ours
 * may have been done or not, and recovery, not repetition, settles it. All of this reaches callers as
 * {@link io.butterfly.baichuan.redis.link.RedisUnavailable}.
 */
package io.butterfly.baichuan.redis.link;

/**
 * What all steps in Redis share: the connection, the keys, scripts, and how values stand in hashes. Only this package
 * knows the driver; a verb's own steps and scripts are in the verb's package.
 *
 * <p>The hash {@code mq:msg:<id>} is the truth, lists and sorted sets are indexes. A step changes hashes or indexes of
 * one handler, never both, and is a script of its own. On a cluster each step waits for the one before. On one server,
 * or the master that Sentinels name, one script takes the steps of a publish, a claim or a finish together, so that
 * nothing can happen between them and an idle worker gets its message after one round trip instead of three. Both forms
 * call the same functions of {@code lua/lib}. From before its hash exists until after its end an id is in at least one
 * of {@code mq:pending}, {@code mq:queue}, {@code mq:urgent}, the list of its group, {@code mq:delayed} and
 * {@code mq:wip} of its handler; {@link io.butterfly.baichuan.redis.Keys} spells them all. What a crash after each step
 * leaves is said in the packages publish, claim and finish.
 *
 * <p>Redis is one server, a master that Sentinels name, or a cluster; {@link io.butterfly.baichuan.redis.Driver} hides
 * which. A server that may lose what it has acknowledged is refused. On a cluster a script touches one slot: all
 * indexes of a handler share theirs, and hashes are grouped by {@link io.butterfly.baichuan.redis.RedisLink#each}.
 *
 * <p>One connection carries all commands, pipelined; a second one listens. The process starts without Redis and keeps
 * trying. Once connected, the driver reconnects by itself; while it is not connected every command is refused at once,
 * and a command that was under way when the connection broke fails and is <em>not</em> sent again: it may have been
 * done or not, and recovery, not repetition, settles it. All of this reaches callers as
 * {@link io.butterfly.baichuan.redis.RedisUnavailable}.
 */
package io.butterfly.baichuan.redis;

/**
 * The life of a message in Redis, command by command; the only package, with {@code link} below it, that knows the
 * driver.
 *
 * <p>The hash {@code mq:msg:<id>} is the truth, lists and sorted sets are indexes. A step changes hashes or indexes of
 * one handler, never both, and is a script of its own. On a cluster each step waits for the one before. On one server,
 * or the master that Sentinels name, a script of scripts takes the steps of a publish, a claim or a finish in one go,
 * so that nothing can happen between them and an idle worker gets its message after one round trip instead of three;
 * the steps are the same text. From before its hash exists until after its end an id is in at least one of
 * {@code mq:pending}, {@code mq:queue}, {@code mq:delayed} and {@code mq:wip} of its handler;
 * {@link io.butterfly.baichuan.redis.Keys} spells them all. What each step does when the process dies after it is said
 * where the step belongs: packages publish, claim and finish.
 */
package io.butterfly.baichuan.redis;

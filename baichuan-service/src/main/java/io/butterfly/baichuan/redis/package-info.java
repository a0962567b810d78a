/**
 * The life of a message in Redis, command by command; the only package, with {@code link} below it, that knows the driver.
 *
 * <p>The hash {@code mq:msg:<id>} is the truth, lists and sorted sets are indexes. A script changes hashes or indexes of one handler, never
 * both. From before its hash exists until after its end an id is in at least one of {@code mq:pending}, {@code mq:queue}, {@code mq:delayed}
 * and {@code mq:wip} of its handler; {@link io.butterfly.baichuan.redis.Keys} spells them all. What each step does when the process dies after
 * it is said where the step belongs: packages publish, claim and finish.
 */
package io.butterfly.baichuan.redis;

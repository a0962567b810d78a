/** What operators look at and change, in Redis: beside the life of a message, never in its way. */
package io.butterfly.baichuan.redis.operating;

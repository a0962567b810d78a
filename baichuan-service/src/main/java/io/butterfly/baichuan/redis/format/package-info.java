/** How values stand in the hashes: pickled results, compressed reasons, times as text. */
package io.butterfly.baichuan.redis.format;

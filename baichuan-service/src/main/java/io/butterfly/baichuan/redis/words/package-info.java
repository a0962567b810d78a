/** What the replicas say to each other through Redis: best effort, and nothing depends on it but time. */
package io.butterfly.baichuan.redis.words;

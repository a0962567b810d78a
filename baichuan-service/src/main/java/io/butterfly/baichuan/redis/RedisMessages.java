package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.message.Message;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.baichuan.redis.link.RedisLink;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads whole hashes. */
@Singleton
final class RedisMessages implements Messages {
  private static final List<String> COUNTS = List.of("timeout", "result_ttl", "failure_ttl", "ttl", "attempt", "max_attempts", "run");
  private static final List<String> TEXTS =
      List.of("created_at", "enqueued_at", "started_at", "ended_at", "ip", "handle_worker", "description", "trace_id", "on_finish", "source");

  private final RedisLink redis;

  RedisMessages(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public Optional<Message> find(String id) {
    Fields fields = new Fields(RedisLink.await(redis.commands().hgetall(Keys.message(id))));
    if (!fields.isMessage()) {
      return Optional.empty();
    }
    return Optional.of(new Message(
        id, fields.text("origin"), fields.status(), fields.text("stat"), fields.text("data"), fields.result(), fields.exception(),
        notes(fields)));
  }

  private static Map<String, Object> notes(Fields fields) {
    Map<String, Object> notes = new LinkedHashMap<>();
    TEXTS.stream().filter(fields.bytes()::containsKey).forEach(name -> notes.put(name, fields.text(name)));
    COUNTS.stream().filter(fields.bytes()::containsKey).forEach(name -> notes.put(name, fields.number(name, 0)));
    if (fields.bytes().containsKey("cost")) {
      notes.put("cost", fields.cost());
    }
    return notes;
  }
}

package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Publishing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process dies between two steps of a finish, its {@code on_finish} included. */
class CrashedFinishTest extends Crash {
  @Test
  void after_the_hash_the_index_follows_and_the_end_is_reported() {
    publish();
    end(claim());
    assertThat(status()).isEqualTo("finished");
    assertThat(isIndexed()).isTrue();

    theLeaseRunsOut();
    recover();
    recover();

    assertIsOver();
  }

  @Test
  void after_the_index_the_end_is_reported() {
    publish();
    finishing.conclude(end(claim()), FinishStore.WHENEVER);
    assertThat(redis.ttl("mq:msg:" + id)).as("kept until its end is reported").isEqualTo(-1);

    recover();

    assertIsOver();
  }

  @Test
  void after_reporting_it_is_reported_once_all_the_same() {
    publish();
    finishing.conclude(end(claim()), FinishStore.WHENEVER);
    Draft report = new Draft(id + ".1", false, listener, "{}", 180, 86_400, 3, "", "trace", "10.0.0.1", id);
    context.getBean(Publishing.class).publish(List.of(report));

    recover();

    assertIsOver();
  }
}

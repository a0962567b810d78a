package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.FinishStore;
import org.junit.jupiter.api.Test;

/** The process dies between two steps of a finish. */
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
}

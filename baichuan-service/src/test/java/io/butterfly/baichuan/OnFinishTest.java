package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** A message whose end somebody wants to hear of. */
class OnFinishTest {
  private final String handler = RunningBaiChuan.newHandler();

  @Test
  void its_handler_hears_of_the_end_once() {
    String listener = RunningBaiChuan.newHandler();
    String id = baiChuan.publish(handler, "{}", ",\"trace_id\":\"t1\",\"on_finish\":\"" + listener + "\"");
    baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_BIZ\",\"data\":{\"x\":1}}");

    JsonNode report = baiChuan.claim(listener, 5, 10);

    assertThat(report).hasSize(1);
    assertThat(report.at("/0/task_id").asText()).isEqualTo(id + ".1");
    JsonNode params = report.at("/0/params");
    assertThat(params.path("task_id").asText()).isEqualTo(id);
    assertThat(params.path("handler").asText()).isEqualTo(handler);
    assertThat(params.path("status").asText()).isEqualTo("finished");
    assertThat(params.path("stat").asText()).isEqualTo("ERR_BIZ");
    assertThat(params.at("/result/data/x").asInt()).isEqualTo(1);
    assertThat(params.path("attempt").asInt()).isEqualTo(1);
    assertThat(params.path("trace_id").asText()).isEqualTo("t1");
    assertThat(params.path("cost").isNumber()).isTrue();
    assertThat(redis.zcard("mq:ending:{" + handler + "}")).isZero();
    assertThat(redis.ttl("mq:msg:" + id)).isPositive();
    baiChuan.finish(report.get(0), "{\"stat\":\"OK\"}"); // else it comes again when its lease has run out
    assertThat(baiChuan.claim(listener, 1)).isEmpty();
  }

  @Test
  void a_loss_is_an_end_too() {
    String listener = RunningBaiChuan.newHandler();
    baiChuan.publish(handler, "{}", ",\"max_attempts\":1,\"on_finish\":\"" + listener + "\"");
    Life.hasty().claim(handler, 0);

    JsonNode params = baiChuan.claim(listener, 10).at("/0/params");

    assertThat(params.path("status").asText()).isEqualTo("failed");
    assertThat(params.path("stat").asText()).isEqualTo("ERR_MSG_LOST");
  }

  @Test
  void a_large_result_stays_where_it_is_until_the_report_has_ended() {
    String listener = RunningBaiChuan.newHandler();
    String id = baiChuan.publish(handler, "{}", ",\"on_finish\":\"" + listener + "\"");
    baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\",\"data\":\"" + "x".repeat(70_000) + "\"}");
    JsonNode report = baiChuan.claim(listener, 5).get(0);

    assertThat(report.at("/params/stat").asText()).isEqualTo("OK");
    assertThat(report.path("params").path("result").isNull()).isTrue();
    assertThat(redis.ttl("mq:msg:" + id)).isEqualTo(-1);

    baiChuan.finish(report, "{\"stat\":\"OK\"}");
    assertThat(redis.ttl("mq:msg:" + id)).isPositive();
  }

  @Test
  void a_message_without_result_ttl_reports_its_result_all_the_same() {
    String listener = RunningBaiChuan.newHandler();
    String id = baiChuan.publish(handler, "{}", ",\"result_ttl\":0,\"on_finish\":\"" + listener + "\"");
    baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\",\"data\":7}");

    assertThat(baiChuan.claim(listener, 5).at("/0/params/result/data").asInt()).isEqualTo(7);
    assertThat(hash(id)).doesNotContainKey("result");
  }
}

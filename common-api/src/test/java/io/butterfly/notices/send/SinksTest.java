package io.butterfly.notices.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.access.Credential;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Severity;
import io.butterfly.notices.rules.Preset;
import io.butterfly.notices.rules.Secret;
import io.butterfly.notices.rules.SinkSettings.Handler;
import io.butterfly.notices.rules.SinkSettings.Webhook;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.Publisher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks against receivers that misbehave. */
class SinksTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final NoticeText TEXT =
            new NoticeText("n-1", Severity.WARNING, "title", "body", Map.of("kind", "test"));

    private final CountDownLatch end = new CountDownLatch(1);
    private Sinks sinks = sinks(Duration.ofMinutes(1));

    private static Sinks sinks(Duration limit) {
        Publisher none = new Publisher(new BaiChuanCalls(URI.create("http://127.0.0.1:1"), Credential.NONE));
        return new Sinks(none, Clock.systemUTC(), limit);
    }

    @AfterEach
    void close() {
        end.countDown();
        sinks.close();
    }

    private static Webhook hook(Preset preset, String url) {
        return new Webhook(preset, new Secret(url), Secret.NONE);
    }

    private void isRefused(Receiver receiver, Preset preset, String reason) {
        try (receiver) {
            assertThatThrownBy(() -> sinks.send(hook(preset, receiver.url()), TEXT))
                    .isInstanceOf(SinkFailed.class)
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void a_receiver_that_answers_200_has_taken_it() throws Exception {
        try (Receiver receiver = Receiver.answering(200, "")) {
            sinks.send(hook(Preset.JSON, receiver.url()), TEXT);

            assertThat(receiver.bodies()).containsExactly("{\"kind\":\"test\"}");
        }
    }

    @Test
    void one_that_stalls_before_its_answer_has_a_limit() {
        isWithinTheLimit(new Receiver(client -> end.await()));
    }

    @Test
    void one_that_stalls_within_the_head_has_a_limit() {
        isWithinTheLimit(new Receiver(client -> {
            Receiver.send(client, "HTTP/1.1 200 OK\r\nx-a: b");
            end.await();
        }));
    }

    @Test
    void one_that_drips_its_body_has_a_limit() {
        isWithinTheLimit(new Receiver(client -> {
            Receiver.send(client, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
            while (!end.await(100, TimeUnit.MILLISECONDS)) {
                Receiver.send(client, "x");
            }
        }));
    }

    private void isWithinTheLimit(Receiver receiver) {
        sinks.close();
        sinks = sinks(LIMIT);
        long begun = SteadyClock.system().nanos();
        isRefused(receiver, Preset.JSON, "no complete answer within 2");
        assertThat(SteadyClock.system().since(begun)).isBetween(LIMIT, Duration.ofSeconds(30));
    }

    @Test
    void a_redirect_is_not_followed() {
        try (Receiver target = Receiver.answering(200, "")) {
            isRefused(
                    new Receiver(client -> Receiver.send(
                            client, "HTTP/1.1 307 x\r\nlocation: " + target.url() + "\r\ncontent-length: 0\r\n\r\n")),
                    Preset.JSON,
                    "it answered HTTP 307, and redirects are not followed");

            assertThat(target.bodies()).isEmpty();
        }
    }

    @Test
    void one_that_answers_500_has_not_taken_it() {
        isRefused(Receiver.answering(500, "no"), Preset.SLACK, "it answered HTTP 500");
    }

    @Test
    void one_that_closes_early_has_not_taken_it() {
        isRefused(new Receiver(client -> {}), Preset.JSON, "127.0.0.1: ");
        isRefused(
                new Receiver(client -> Receiver.send(client, "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc")),
                Preset.JSON,
                "127.0.0.1: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      DINGTALK | {"errcode":310000,"errmsg":"keywords not in content"} | errcode 310000, keywords not in content
      WECOM    | {"errcode":93000,"errmsg":"invalid webhook url"}      | errcode 93000, invalid webhook url
      FEISHU   | {"code":19021,"msg":"sign match fail"}                | code 19021, sign match fail
      FEISHU   | {"StatusCode":1,"StatusMessage":"x"}                  | its answer has no code
      DINGTALK | <html>                                                | its answer has no errcode
      TEAMS    | Webhook message delivery failed with error: x         | the delivery failed
      """)
    void a_code_in_the_answer_counts_more_than_its_200(Preset preset, String answer, String reason) {
        isRefused(Receiver.answering(200, answer), preset, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      DINGTALK | 200 | {"errcode":0,"errmsg":"ok"}
      WECOM    | 200 | {"errcode":0,"errmsg":"ok"}
      FEISHU   | 200 | {"code":0,"msg":"success","data":{}}
      FEISHU   | 200 | {"StatusCode":0,"StatusMessage":"success"}
      SLACK    | 200 | ok
      TEAMS    | 202 | ''
      """)
    void what_a_vendor_answers_when_all_is_well_is_understood(Preset preset, int status, String answer)
            throws Exception {
        try (Receiver receiver = Receiver.answering(status, answer)) {
            sinks.send(hook(preset, receiver.url()), TEXT);
        }
    }

    @Test
    void a_host_that_may_not_be_called_is_not_called() {
        assertThatThrownBy(() -> sinks.send(hook(Preset.JSON, "http://169.254.169.254/s3cret"), TEXT))
                .isInstanceOf(SinkFailed.class)
                .hasMessageContaining("may not be called")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_handler_whose_queue_is_away_has_not_taken_it() {
        assertThatThrownBy(() -> sinks.send(new Handler("/ops/notice"), TEXT))
                .isInstanceOf(SinkFailed.class)
                .hasMessage("BaiChuan cannot be reached");
    }
}

package io.butterfly.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.gateway.RecordingService.Asked;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Replicas and services that do not answer. */
class GatewayOutageTest extends RunningGateway {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Nested
    class when_a_replica_is_frozen {
        @BeforeEach
        void freeze_one() {
            ruqi1.freeze();
        }

        @Test
        void only_the_calls_of_the_first_seconds_wait_for_it_and_it_gets_calls_again_when_it_lives() throws Exception {
            CompletableFuture<HttpResponse<String>> stuck =
                    http.sendAsync(request("/ruqi/job_list").build(), BodyHandlers.ofString());
            Eventually.until(SOON, () -> ruqi1.asked().size() == 1);
            Eventually.until(
                    SOON, () -> gateway.getBean(Backends.class).all().stream().anyMatch(Backend::isSilent));

            for (int i : IntStream.range(0, 10).toArray()) {
                assertThat(get("/ruqi/job_list?page=" + i).headers().firstValue("x-served-by"))
                        .contains("ruqi-2");
            }
            assertThat(stuck).isNotDone();

            ruqi1.thaw();

            assertThat(stuck.get(30, TimeUnit.SECONDS).headers().firstValue("x-served-by"))
                    .contains("ruqi-1");
            Eventually.until(SOON, () -> get("/ruqi/job_list")
                    .headers()
                    .firstValue("x-served-by")
                    .orElse("")
                    .equals("ruqi-1"));
        }

        @Test
        void a_poll_that_waits_says_nothing_about_its_service() {
            baichuan.freeze();
            CompletableFuture<HttpResponse<String>> poll = http.sendAsync(
                    request("/baichuan/worker_claim")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());

            Eventually.until(SOON, () -> baichuan.asked().size() == 1);
            assertThat(gateway.getBean(Backends.class).all()).noneMatch(Backend::isSilent);
            baichuan.thaw();
            assertThat(poll.join().statusCode()).isEqualTo(200);
        }

        @Test
        void the_gateway_stays_ready_for_the_calls_of_the_others_and_says_who_is_away() throws Exception {
            assertThat(get("/health/readiness").statusCode()).isEqualTo(200);
            assertThat(get("/health").statusCode()).isEqualTo(200);
            assertThat(get("/health").body()).doesNotContain("compositeDiscoveryClient");

            HttpResponse<String> services = get("/health/services");

            assertThat(services.statusCode()).isEqualTo(503);
            assertThat(services.body()).contains("\"ruqi-1\":{").contains("does not answer");
            assertThat(services.body().split("\"UP\"")).hasSize(4);
        }
    }

    @Nested
    class when_a_replica_is_down {
        @BeforeEach
        void kill_one() {
            ruqi1.close();
        }

        @Test
        void the_other_answers_everything() throws Exception {
            for (int i : IntStream.range(0, 6).toArray()) {
                HttpResponse<String> answer =
                        send(request("/ruqi/job_add").POST(BodyPublishers.ofString("{\"i\":" + i + "}")));
                assertThat(answer.headers().firstValue("x-served-by")).contains("ruqi-2");
            }

            assertThat(ruqi2.asked()).extracting(Asked::body).hasSize(6).contains("{\"i\":0}", "{\"i\":5}");
        }

        @Test
        void health_names_it_and_is_green_again_when_it_returns() throws Exception {
            HttpResponse<String> red = get("/health/services");
            ruqi1.start();
            HttpResponse<String> green = get("/health/services");

            assertThat(red.statusCode()).isEqualTo(503);
            assertThat(red.body()).contains("\"ruqi-1\":{").contains("does not answer");
            assertThat(green.statusCode()).isEqualTo(200);
            assertThat(get("/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class when_a_service_is_down {
        @Test
        void it_is_answered_for_at_once_in_the_shape_of_the_contract() throws Exception {
            baichuan.close();

            HttpResponse<String> answer = get("/demo_api/ping");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"baichuan cannot be reached; nothing was done\"}");
            assertThat(answer.headers().firstValue("x-reason"))
                    .contains("baichuan cannot be reached; nothing was done");
            assertThat(answer.headers().firstValue("x-reqid").orElse("")).matches("[0-9A-F]{16}");
        }

        @Test
        void a_request_that_may_have_been_done_is_not_sent_again() throws Exception {
            HttpResponse<String> answer = send(request("/ruqi/break").POST(BodyPublishers.ofString("{}")));

            assertThat(answer.body()).contains("ERR_SERVER_EXCEPTION").contains("may have done the work");
            assertThat(ruqi1.asked().size() + ruqi2.asked().size()).isEqualTo(1);
        }
    }
}

package io.butterfly.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.gateway.RecordingService.Asked;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest extends RunningGateway {
    @ParameterizedTest
    @CsvSource({
        "/baichuan/task_get,baichuan",
        "/demo_api/ping,baichuan",
        "/canghai/queue_list,baichuan",
        "/xingqiao/create_job,xingqiao"
    })
    void a_path_reaches_its_service(String path, String service) throws Exception {
        assertThat(get(path).headers().firstValue("x-served-by")).contains(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/ruqix/job_add"})
    void a_path_of_no_service_is_answered_as_the_contract_says(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("x-reason")).contains("API Not Found");
    }

    @Test
    void the_address_alone_says_which_paths_there_are() throws Exception {
        HttpResponse<String> answer = get("/");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-reason")).contains("API Not Found");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.body())
                .startsWith("{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"")
                .contains("/ruqi/", "/baichuan/", "/xingqiao/", "/demo_api/", "/health/services");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/strange",
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "no/type;x="
            })
    void a_request_arrives_as_it_was_sent_whatever_it_calls_itself(String contentType) throws Exception {
        String body = "{\"str_info\":\"你好\",\"n\":1e400}";
        send(request("/demo_api/hello?a=%E4%BD%A0+b%2Fc&a=&a=2")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));

        assertThat(baichuan.asked())
                .containsExactly(new Asked(
                        "POST", "/demo_api/hello?a=%E4%BD%A0+b%2Fc&a=&a=2", body, contentType, "127.0.0.1", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void every_method_passes(String method) throws Exception {
        HttpResponse<String> answer = send(request("/xingqiao/any").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(xingqiao.asked()).extracting(Asked::method).containsExactly(method);
    }

    @Test
    void a_reply_comes_back_as_it_was_written() throws Exception {
        HttpResponse<String> answer = get("/demo_api/teapot");

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("{\"stat\":\"OK\",\"n\":1.50}");
        assertThat(answer.headers().allValues("x-reason")).containsExactly("because");
    }

    @Test
    void the_address_that_a_proxy_before_us_saw_is_kept() throws Exception {
        send(request("/demo_api/ping").header("X-Real-IP", "10.1.2.3"));

        assertThat(baichuan.asked()).extracting(Asked::realIp).containsExactly("10.1.2.3");
    }

    @Test
    void a_body_of_a_megabyte_passes() throws Exception {
        String body = "x".repeat(1_000_000);
        send(request("/baichuan/task_create").POST(BodyPublishers.ofString(body)));

        assertThat(baichuan.asked()).extracting(Asked::body).containsExactly(body);
    }

    @Test
    void replicas_take_turns() throws Exception {
        for (int i : IntStream.range(0, 10).toArray()) {
            get("/ruqi/job_list?page=" + i);
        }

        assertThat(ruqi1.asked()).hasSize(5);
        assertThat(ruqi2.asked()).hasSize(5);
    }

    @Test
    void a_web_page_of_another_site_is_refused() throws Exception {
        HttpResponse<String> answer = send(request("/ruqi/job_add")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(ruqi1.asked()).isEmpty();
        assertThat(ruqi2.asked()).isEmpty();
    }

    @Test
    void a_service_hears_which_host_the_browser_called() throws Exception {
        get("/demo_api/ping");
        send(request("/demo_api/ping").header("X-Forwarded-Host", "b.example"));

        assertThat(baichuan.forwardedHosts()).containsExactly("127.0.0.1:" + port, "b.example");
    }

    @Test
    void an_address_that_is_not_encoded_is_taken_literally() throws Exception {
        raw("GET /demo_api/hello?str_info=你好{\"a\":1}100% HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(baichuan.asked())
                .extracting(Asked::uri)
                .containsExactly("/demo_api/hello?str_info=%E4%BD%A0%E5%A5%BD%7B%22a%22:1%7D100%25");
    }

    @Test
    void a_foreign_host_is_refused() throws Exception {
        assertThat(raw("GET /demo_api/ping HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(baichuan.asked()).isEmpty();
    }

    @Test
    void a_long_poll_of_a_minute_is_waited_for_longer_than_any_other_call() {
        Duration patience = gateway.getBean(DefaultHttpClientConfiguration.class)
                .getReadTimeout()
                .orElseThrow();

        assertThat(patience).isGreaterThan(Timeouts.POLL);
        assertThat(Timeouts.POLL).isGreaterThan(Duration.ofSeconds(65)).isGreaterThan(Timeouts.USUAL);
        assertThat(List.of("/baichuan/worker_claim", "/baichuan/worker_claim/", "/baichuan/task_get"))
                .allMatch(Timeouts::isPoll);
        assertThat(List.of("/baichuan/task_create", "/ruqi/job_list")).noneMatch(Timeouts::isPoll);
    }

    @Test
    void a_body_that_is_larger_than_any_call_takes_is_refused_in_words() throws Exception {
        HttpResponse<String> answer =
                send(request("/baichuan/task_create").POST(BodyPublishers.ofString("x".repeat(11 << 20))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("ERR_BAD_PARAMS").contains("exceeds the maximum");
        assertThat(baichuan.asked()).isEmpty();
    }

    @Test
    void a_message_keeps_its_id_when_baichuan_pushes_it_from_this_machine() throws Exception {
        send(request("/ruqi/job_add").header("x-message-id", "M1").POST(BodyPublishers.ofString("{}")));

        assertThat(ruqi1.asked()).extracting(Asked::messageId).containsExactly("M1");
    }

    @Nested
    class a_person_with_a_browser {
        private HttpResponse<String> open(String path) throws Exception {
            return send(request(path).header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
        }

        @Test
        void sees_what_this_is_and_which_services_are_well() throws Exception {
            ruqi2.close();

            HttpResponse<String> page = open("/");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.body())
                    .contains(
                            "Butterfly Services",
                            "<td>ruqi-1</td><td>ready</td>",
                            "<td>ruqi-2</td><td>does not answer</td>");
        }

        @Test
        void reads_that_a_wrong_path_is_wrong() throws Exception {
            HttpResponse<String> page = open("/ruqix/%3Cb%3E");

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.headers().firstValue("x-reason")).contains("API Not Found");
            assertThat(page.body()).contains("There is no such call", "/ruqix/").doesNotContain("<b>");
        }

        @Test
        void gets_a_calls_reply_as_everybody() throws Exception {
            assertThat(open("/ruqi/job_list").body()).startsWith("{\"stat\"");
        }
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port);
                InputStream answer = socket.getInputStream()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the history says after each kind of target. */
class TargetsFireTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path scripts;

    static Peer peer;
    static TestService ruqi;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(scripts.resolve("t.sh"), "echo hi \"$@\"; echo err >&2");
        Files.writeString(scripts.resolve("marked.sh"), "printf '\\357\\273\\277{}\\n'");
        Files.writeString(scripts.resolve("fail.sh"), "echo no; exit 3");
        Files.writeString(scripts.resolve("env.sh"), "echo \"$RUQI_JOB_ID $BUTTERFLY_TEST_SECRET\"; pwd");
        Files.writeString(scripts.resolve("loud.sh"), "head -c 300000 /dev/zero | tr '\\0' x");
        Files.writeString(scripts.resolve("forever.sh"), "echo started; sleep 600 & echo $! > pid; wait");
        Files.writeString(scripts.resolve("background.sh"), "sleep 600 & echo $! > background; echo done");
        Files.writeString(scripts.resolve("t.py"), "import sys; print('py', sys.argv[1])");
        peer = Peer.start();
        Map<String, Object> properties =
                TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.scripts-root", scripts.toString());
        properties.put("ruqi.script-limit", "15s");
        properties.put("ruqi.http-limit", "5s");
        ruqi = TestService.start(properties).awaitReady();
        fire("warm-up", peer.url("/reply/OK"));
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @Nested
    class a_message {
        @Test
        void ends_when_it_is_published_under_the_id_of_the_firing() {
            JsonNode row = fire("m1", "/demo_api/hello#{\"str_info\":\"x\"}");

            assertThat(row.get("cmd_is_success").asBoolean()).isTrue();
            assertThat(row.get("cmd_output")).isEqualTo(row.get("firing_id"));
            assertThat(row.get("cmd_cost").asDouble()).isZero();
            assertThat(peer.messages())
                    .filteredOn(message -> message.get("task_id").equals(row.get("firing_id")))
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.get("handler").asText()).isEqualTo("/demo_api/hello");
                        assertThat(message.at("/params/str_info").asText()).isEqualTo("x");
                        assertThat(message.get("result_ttl").asInt()).isEqualTo(3_600);
                        assertThat(message.get("trace_id")).isEqualTo(row.get("trace_id"));
                    });
        }

        @Test
        void keeps_the_id_it_was_given() {
            assertThat(fire("m2", "/demo_api/hello#{}#given-id")
                            .get("cmd_output")
                            .asText())
                    .isEqualTo("given-id");
        }

        @Test
        void is_published_when_baichuan_comes_back() {
            peer.setAway(true);
            ruqi.add("date", "m3", "/demo_api/hello#{\"str_info\":\"late\"}", "now");
            Eventually.until(SOON, () -> ruqi.call("/ruqi/job_show", "job_id", "m3")
                    .get("stat")
                    .asText()
                    .equals("ERR"));
            assertThat(ruqi.history("m3")).isEmpty();
            assertThat(ruqi.call("/ruqi/get_history", "job_id", "m3", "status", "running")
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(1);

            peer.setAway(false);

            Eventually.until(SOON, () -> ruqi.history("m3").size() == 1);
            assertThat(ruqi.history("m3").at("/0/cmd_is_success").asBoolean()).isTrue();
        }
    }

    @Nested
    class an_http_call {
        @Test
        void succeeds_with_json_whatever_its_stat() {
            JsonNode row = fire("h1", peer.url("/reply/ERR_BIZ") + "#{\"a\":1}");

            assertThat(row.get("cmd_is_success").asBoolean()).isTrue();
            assertThat(row.get("cmd_output").asText()).isEqualTo("{\"stat\":\"ERR_BIZ\"}");
            assertThat(peer.requests())
                    .filteredOn(request -> request.path().equals("/reply/ERR_BIZ"))
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.method()).isEqualTo("POST");
                        assertThat(request.body()).isEqualTo("{\"a\":1}");
                        assertThat(request.headers().get("Content-type")).containsExactly("application/json");
                        assertThat(request.headers().get("Idempotency-key"))
                                .containsExactly(row.get("firing_id").asText());
                    });
        }

        @Test
        void fails_with_another_code_or_no_json() {
            failed(fire("h2", peer.url("/broken")), "HTTP 400");
            failed(fire("h3", peer.url("/text")), "not JSON");
            failed(fire("h4", "http://127.0.0.1:1/"), "cannot connect to 127.0.0.1:1");
        }

        @Test
        void fails_when_no_answer_comes_in_time() {
            failed(fire("h5", peer.url("/slow")), "no complete answer within 5 s");
            failed(fire("h10", peer.url("/stalled")), "no complete answer within 5 s");
        }

        @Test
        void reads_a_reply_with_a_byte_order_mark_and_names_a_packed_one() {
            assertThat(fire("h11", peer.url("/marked")).get("cmd_output").asText())
                    .isEqualTo("{\"stat\":\"MARKED\"}");
            failed(fire("h12", peer.url("/packed")), "the reply is packed as gzip");
        }

        @Test
        void that_fails_with_a_long_story_does_not_hold_up_the_others() {
            failed(fire("h8", "http://" + "a".repeat(2_000) + ".example/"), "the host cannot be called");
            assertThat(fire("h9", peer.url("/reply/OK")).get("status").asText()).isEqualTo("succeeded");
        }

        @Test
        void follows_redirects_but_not_to_where_it_may_not_go() {
            assertThat(fire("h6", peer.url("/moved")).get("cmd_output").asText())
                    .isEqualTo("{\"stat\":\"MOVED\"}");
            failed(fire("h7", peer.url("/evil")), "the address 169.254.169.254 may not be called");
        }
    }

    @Nested
    class a_redirected_call {
        @Test
        void stays_a_get_once_it_is_one() {
            assertThat(fire("r1", peer.url("/r/302/r/307/ok") + "#{\"a\":1}")
                            .get("status")
                            .asText())
                    .isEqualTo("succeeded");
            assertThat(fire("r2", peer.url("/r/303/r/308/r/301/ok") + "#{\"a\":2}")
                            .get("status")
                            .asText())
                    .isEqualTo("succeeded");

            assertThat(requests("r1", "/ok")).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("GET");
                assertThat(request.body()).isEmpty();
            });
            assertThat(requests("r2", "/ok"))
                    .singleElement()
                    .extracting(Peer.Request::method)
                    .isEqualTo("GET");
        }

        @Test
        void stays_a_post_where_the_status_says_so() {
            fire("r3", peer.url("/r/307/r/308/ok") + "#{\"a\":3}");

            assertThat(requests("r3", "/ok")).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.body()).isEqualTo("{\"a\":3}");
            });
        }

        @Test
        void keeps_its_path_when_only_a_query_is_given() {
            assertThat(fire("r4", peer.url("/rq")).get("cmd_output").asText()).isEqualTo("{\"stat\":\"STEP\"}");
        }

        @Test
        void ends_with_a_reason_when_there_are_too_many() {
            failed(fire("r5", peer.url("/r/302".repeat(7) + "/ok")), "more than 5 redirects");
        }

        private List<Peer.Request> requests(String job, String path) {
            String key = ruqi.history(job).at("/0/firing_id").asText();
            return peer.requests().stream()
                    .filter(request -> request.path().equals(path)
                            && request.headers().get("Idempotency-key").contains(key))
                    .toList();
        }
    }

    @Test
    void a_call_whose_answer_was_cut_off_is_lost_when_it_is_not_tried_again() {
        JsonNode row = fire("cut", peer.url("/cut"));

        assertThat(row.get("status").asText()).isEqualTo("lost");
        assertThat(row.get("cmd_is_success").asBoolean()).isFalse();
        assertThat(row.get("reason").asText()).contains("the target may have done its work");
    }

    @Nested
    class a_script {
        @Test
        void has_both_outputs_in_the_history() {
            JsonNode row = fire("s1", "bash t.sh a 'b c'");

            assertThat(row.get("cmd_is_success").asBoolean()).isTrue();
            assertThat(row.get("cmd_output").asText()).isEqualTo("hi a b c\nerr");
            assertThat(fire("s2", "python t.py x").get("cmd_output").asText()).isEqualTo("py x");
            assertThat(fire("s8", "bash marked.sh").get("cmd_output").asText()).isEqualTo("{}");
        }

        @Test
        void fails_with_its_exit_code() {
            JsonNode row = fire("s3", "bash fail.sh");

            failed(row, "exit code 3");
            assertThat(row.get("cmd_output").asText()).isEqualTo("no");
        }

        @Test
        void runs_in_its_folder_and_inherits_no_secret() {
            String output = fire("s4", "bash env.sh").get("cmd_output").asText();

            assertThat(output.lines())
                    .containsExactly("s4 ", scripts.toAbsolutePath().toString());
        }

        @Test
        void may_write_more_than_anybody_keeps() {
            JsonNode row = fire("s5", "bash loud.sh");

            assertThat(row.get("cmd_is_success").asBoolean()).isTrue();
            assertThat(row.get("cmd_output").asText()).isEqualTo("x".repeat(4_096));
        }

        @Test
        void is_killed_with_its_children_at_the_limit() throws Exception {
            JsonNode row = fire("s6", "bash forever.sh");

            failed(row, "exit code 124");
            assertThat(row.get("cmd_output").asText()).isEqualTo("exe timeout");
            Eventually.until(SOON, () -> !isAlive("pid"));
        }

        @Test
        void is_over_when_it_ends_though_a_child_keeps_its_output_open() throws Exception {
            JsonNode row = fire("s7", "bash background.sh");

            assertThat(row.get("cmd_output").asText()).isEqualTo("done");
            ProcessHandle.of(pid("background")).ifPresent(ProcessHandle::destroyForcibly);
        }

        private boolean isAlive(String file) throws Exception {
            return ProcessHandle.of(pid(file)).filter(ProcessHandle::isAlive).isPresent();
        }

        private long pid(String file) throws Exception {
            return Long.parseLong(Files.readString(scripts.resolve(file)).strip());
        }
    }

    /** Adds a job for now and returns its history row. */
    private static JsonNode fire(String id, String cmd) {
        assertThat(ruqi.add("date", id, cmd, "now").get("stat").asText()).isEqualTo("OK");
        Eventually.until(SOON, () -> ruqi.history(id).size() == 1);
        return ruqi.history(id).get(0);
    }

    private static void failed(JsonNode row, String reason) {
        assertThat(row.get("cmd_is_success").asBoolean()).isFalse();
        assertThat(row.get("status").asText()).isEqualTo("failed");
        assertThat(row.get("reason").asText()).contains(reason);
    }
}

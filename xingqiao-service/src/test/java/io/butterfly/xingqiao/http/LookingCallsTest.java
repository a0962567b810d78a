package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that change nothing. */
class LookingCallsTest {
    @TempDir
    static Path plugins;

    static TestDatabase database;
    static EmbeddedServer server;
    static Http http;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(plugins.resolve("bad.yaml"), "name: bad\ntasks:\n  - cmd: /x\n");
        Files.writeString(plugins.resolve("orders.yaml"), """
        name: orders
        params: {type: object, required: [region]}
        tags: {region: "${region}"}
        tasks:
          - {label: find, cmd: /x/find}
          - {label: pay, cmd: /x/pay, dependencies: [find], when: find.total > 0}
        """);
        database = TestDatabase.create();
        server = database.server(Map.of("xingqiao.plugins", plugins.toString(), "butterfly.zone", "UTC"));
        http = new Http(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static long create(String type, String extra) {
        JsonNode reply = http.post(
                "/xingqiao/create_job",
                "{\"job_namespace\":\"n\",\"job_type\":\"" + type + "\",\"job_extra\":" + extra + "}");
        assertThat(reply.path("stat").asText()).as(reply.toString()).isEqualTo("OK");
        return reply.get("job_id").asLong();
    }

    @Nested
    class workflows {
        @Test
        void are_listed_with_where_they_come_from_and_with_files_that_are_broken() {
            JsonNode data = http.get("/xingqiao/list_workflows").get("data");

            assertThat(texts(data.get("list"), "name"))
                    .contains("hello", "hello_lock", "hello_params", "orders", "ping", "ping_notifier")
                    .isSorted();
            JsonNode orders = StreamSupport.stream(data.get("list").spliterator(), false)
                    .filter(it -> it.get("name").asText().equals("orders"))
                    .findFirst()
                    .orElseThrow();
            assertThat(orders)
                    .isEqualTo(
                            Json.tree(
                                    "{\"name\":\"orders\",\"description\":\"\",\"form\":\"yaml\",\"source\":\"orders.yaml\",\"has_params\":true}"));
            assertThat(data.get("problems").get(0))
                    .isEqualTo(
                            Json.tree(
                                    "{\"file\":\"bad.yaml\",\"message\":\"tasks.0: required property 'label' not found\",\"line\":3,\"column\":5,\"is_stale\":false}"));
        }

        @Test
        void are_shown_with_the_plan_for_an_input_or_why_there_is_none() {
            JsonNode shown = http.post(
                            "/xingqiao/show_workflow", "{\"name\":\"orders\",\"job_extra\":{\"region\":\"bj\"}}")
                    .get("data");

            assertThat(shown.at("/params/required/0").asText()).isEqualTo("region");
            assertThat(shown.get("tags").asText()).isEqualTo("region=bj");
            assertThat(shown.at("/tasks/1/options/when").asText()).isEqualTo("find.total > 0");
            assertThat(shown.get("dot").asText()).contains("n0 -> n1");
            assertThat(http.get("/xingqiao/show_workflow?name=orders")
                            .at("/data/plan_error")
                            .asText())
                    .contains("'region' not found");
            assertThat(http.get("/xingqiao/show_workflow?name=nope").get("stat").asText())
                    .isEqualTo("ERR_JOB_TYPE_NOT_EXISTS");
        }

        @Test
        void have_a_schema_for_editors() {
            HttpResponse<String> schema = http.send("/xingqiao/workflow_schema", null);

            assertThat(schema.headers().firstValue("content-type")).contains("application/schema+json");
            assertThat(Json.tree(schema.body()).get("title").asText()).isEqualTo("A XingQiao workflow");
        }
    }

    @Nested
    class the_list_of_jobs {
        @Test
        void is_paged_in_both_ways_and_picked_by_tag_lock_and_time() {
            long bj = create("orders", "{\"region\":\"bj\"}");
            long bj2 = create("orders", "{\"region\":\"bj2\"}");
            long many = create("orders", "{\"region\":\"b_\",\"job_tags\":\"flag=redis\"}");
            database.execute(
                    "update workflow_job set c_time = '2021-08-30 10:00:00', job_lock = 'l1,l2' where job_id = " + bj);

            assertThat(ids("job_tag=region%3Dbj")).containsExactly(bj);
            assertThat(ids("job_tag=region%3Db_")).containsExactly(many);
            assertThat(ids("job_tag=flag%3Dredis")).containsExactly(many);
            assertThat(ids("job_lock=l2")).containsExactly(bj);
            assertThat(ids("job_lock=l")).isEmpty();
            assertThat(ids("job_type=orders&c_time_to=2021-08-30+10:00:01")).containsExactly(bj);
            assertThat(ids("job_type=orders&c_time_from=2021-08-31")).containsExactly(many, bj2);
            assertThat(ids("job_type=orders&page=2&perPage=2")).containsExactly(bj);
            assertThat(http.get("/xingqiao/list_jobs?c_time_from=soon")
                            .get("message")
                            .asText())
                    .contains("c_time_from must be YYYY-MM-DD");
        }

        List<Long> ids(String query) {
            return StreamSupport.stream(
                            http.get("/xingqiao/list_jobs?" + query)
                                    .at("/data/list")
                                    .spliterator(),
                            false)
                    .map(job -> job.get("job_id").asLong())
                    .toList();
        }
    }

    @Nested
    class tasks {
        @Test
        void of_a_status_that_none_has_are_an_empty_list_and_no_missing_job() {
            long id = create("ping", "{}");

            JsonNode reply = http.get("/xingqiao/list_tasks?task_status=failed&job_id=" + id);

            assertThat(reply).isEqualTo(Json.tree("{\"stat\":\"OK\",\"data\":{\"total\":0,\"list\":[]}}"));
        }

        @Test
        void are_shown_one_by_one() {
            long id = create("ping", "{}");
            JsonNode first = http.get("/xingqiao/list_tasks?job_id=" + id).at("/data/list/0");

            assertThat(http.get("/xingqiao/get_task?task_id=" + first.get("task_id"))
                            .get("data")
                            .get("task_label")
                            .asText())
                    .isEqualTo("task1");
            JsonNode unknown = http.get("/xingqiao/get_task?task_id=987654321");
            assertThat(unknown.get("stat").asText()).isEqualTo("ERR_TASK_NOT_EXIST");
            assertThat(unknown.get("data")).isEqualTo(Json.tree("{}"));
        }
    }

    @Nested
    class the_graph {
        @Test
        void is_a_png_unless_another_format_is_asked_for() {
            long id = create("hello", "{\"str_info\":\"a\"}");

            HttpResponse<String> png = http.send("/xingqiao/get_graph?job_id=" + id, null);
            HttpResponse<String> svg = http.send("/xingqiao/get_graph?format=svg&job_id=" + id, null);
            HttpResponse<String> dot = http.send("/xingqiao/get_graph?format=dot&job_id=" + id, null);

            assertThat(png.headers().firstValue("content-type")).contains("image/png");
            assertThat(png.headers().map()).containsKeys("x-reqid", "x-cost", "butterfly", "xingqiao");
            assertThat(svg.headers().firstValue("content-type")).contains("image/svg+xml");
            assertThat(svg.body()).contains(">task3</text>");
            assertThat(dot.body()).contains("n0 -> n2");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "get_graph | 400 | missing parameter 'job_id'",
                    "get_graph?job_id=1&x=1 | 400 | unknown parameter 'x'; known are format, job_id",
                    "get_graph?job_id=987654321 | 404 | there is no job with id 987654321",
                    "get_graph?job_id=%d&format=gif | 400 | format must be png, svg or dot, not gif",
                })
        void says_in_the_status_what_is_wrong(String path, int status, String reason) {
            long id = create("ping", "{}");

            HttpResponse<String> reply = http.send("/xingqiao/" + path.replace("%d", "" + id), null);

            assertThat(reply.statusCode()).isEqualTo(status);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.headers().firstValue("x-reason")).contains(reason);
        }
    }

    static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }
}

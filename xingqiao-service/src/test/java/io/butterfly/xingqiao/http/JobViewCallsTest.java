package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking at jobs. */
class JobViewCallsTest extends JobsOverHttp {
    @Nested
    class a_jobs_detail {
        @Test
        void has_every_column_with_the_result_as_a_value_and_the_input_as_text() {
            long id = http.post(
                            CREATE,
                            "{\"job_namespace\":\"ns\",\"job_type\":\"hello\",\"job_extra\":\"{\\\"str_info\\\": \\\"ceshi\\\"}\"}")
                    .get("job_id")
                    .asLong();

            JsonNode job = detail(id);

            assertThat(names(job))
                    .containsExactlyInAnyOrder(
                            "job_id",
                            "job_client",
                            "job_namespace",
                            "job_reqid",
                            "job_name",
                            "job_status",
                            "job_type",
                            "job_tags",
                            "ret_stat",
                            "ret_data",
                            "job_cost",
                            "job_extra",
                            "job_timeout",
                            "job_lock",
                            "exe_id",
                            "operator",
                            "is_valid",
                            "c_time",
                            "s_time",
                            "e_time",
                            "u_time");
            assertThat(job.get("ret_data")).isEqualTo(Json.tree("{}"));
            assertThat(Json.tree(job.get("job_extra").asText())).isEqualTo(Json.tree("{\"str_info\":\"ceshi\"}"));
            assertThat(job.get("is_valid").isBoolean()).isTrue();
            assertThat(job.get("job_timeout").asInt()).isEqualTo(3600);
            assertThat(job.get("job_status").asText()).isEqualTo("started");
            assertThat(job.get("ret_stat").asText()).isEqualTo("OK");
        }

        @Test
        void has_its_times_in_the_configured_zone() {
            long id = create("ping");

            String shanghai = database.ask("select date_format(utc_timestamp() + interval 8 hour, '%Y-%m-%d %H')");
            assertThat(detail(id).get("c_time").asText()).startsWith(shanghai).hasSize(19);
            assertThat(database.ask("select date_format(c_time, '%Y-%m-%d %H') from workflow_job where job_id = " + id))
                    .isEqualTo(shanghai);
        }

        @Test
        void is_found_by_id_as_number_or_text_and_by_name() {
            long id = http.post(CREATE, "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_name\":\"by-name\"}")
                    .get("job_id")
                    .asLong();

            assertThat(http.post("/xingqiao/get_job_detail", "{\"job_id\":\"" + id + "\"}")
                            .at("/data/job_id")
                            .asLong())
                    .isEqualTo(id);
            assertThat(http.get("/xingqiao/get_job_detail?job_name=by-name")
                            .at("/data/job_id")
                            .asLong())
                    .isEqualTo(id);
        }
    }

    @Nested
    class the_tasks_of_a_job {
        @Test
        void are_listed_with_every_column_in_the_order_of_the_plan() {
            long id = http.post(
                            CREATE,
                            "{\"job_namespace\":\"ns\",\"job_type\":\"hello\",\"job_extra\":{\"str_info\":\"a\"}}")
                    .get("job_id")
                    .asLong();

            JsonNode data = http.get("/xingqiao/list_tasks?job_id=" + id).get("data");

            assertThat(data.get("total").asInt()).isEqualTo(3);
            assertThat(texts(data.get("list"), "task_label")).containsExactly("task1", "task2", "task3");
            assertThat(texts(data.get("list"), "task_status")).containsExactly("pending", "waiting", "waiting");
            assertThat(data.at("/list/2/task_dependencies").asText()).isEqualTo("task1,task2");
            assertThat(data.at("/list/2/task_is_save").asBoolean()).isTrue();
            assertThat(data.at("/list/1/ret_data").isNull()).isTrue();
            assertThat(names(data.get("list").get(0)))
                    .containsExactlyInAnyOrder(
                            "task_id",
                            "job_id",
                            "task_label",
                            "task_reqid",
                            "task_cmd",
                            "task_params",
                            "task_requires",
                            "task_provides",
                            "task_dependencies",
                            "task_status",
                            "task_cost",
                            "task_extra",
                            "task_is_save",
                            "ret_stat",
                            "ret_data",
                            "task_retrymax",
                            "task_retrycount",
                            "task_timeout",
                            "c_time",
                            "s_time",
                            "u_time");
            assertThat(http.get("/xingqiao/get_tasklist_by_jobid?job_id=" + id).get("data"))
                    .isEqualTo(data);
        }

        @Test
        void can_be_picked_by_status() {
            long id = create("ping");

            assertThat(http.get("/xingqiao/list_tasks?task_status=waiting&job_id=" + id)
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "get_job_detail?job_id=987654 | ERR_JOB_NOT_EXIST | no job with id 987654",
                "get_job_detail?job_name=nobody | ERR_JOB_NOT_EXIST | no job with the name nobody",
                "list_tasks?job_id=987654 | ERR_JOB_NOT_EXIST | no job with id 987654",
                "get_tasklist_by_jobid?job_id=987654 | ERR_JOB_NOT_EXIST | no job",
                "get_job_detail | ERR_BAD_PARAMS | give job_id or job_name",
                "list_tasks | ERR_BAD_PARAMS | give job_id or job_name",
                "get_job_detail?job_id=abc | ERR_SERVER_EXCEPTION | 'job_id' must be a whole number",
                "get_job_detail?job_id=1&x=1 | ERR_BAD_PARAMS | unknown parameter 'x'",
                "list_tasks?job_id=1&x=1 | ERR_BAD_PARAMS | unknown parameter 'x'",
                "list_jobs?x=1 | ERR_BAD_PARAMS | unknown parameter 'x'",
                "list_jobs?page_index=a | ERR_SERVER_EXCEPTION | 'page_index' must be a whole number",
                "list_jobs?page_index=-1 | ERR_SERVER_EXCEPTION | must not be negative",
                "list_jobs?page_index=2147483647&page_size=1000 | ERR_BAD_PARAMS | is beyond every list",
                "list_jobs?c_time_from=2021-02-30 | ERR_BAD_PARAMS | c_time_from must be YYYY-MM-DD",
                "list_jobs?page_size=0 | ERR_BAD_PARAMS | page_size must be 1 to 1000",
                "list_jobs?page_size=1001 | ERR_BAD_PARAMS | page_size must be 1 to 1000",
                "list_jobs?orderBy=trace_id | ERR_BAD_PARAMS | orderBy must be a column of the job",
                "list_jobs?orderBy=job_id%3Bdrop | ERR_BAD_PARAMS | orderBy must be a column of the job",
            })
    void a_look_at_what_is_not_there_is_answered_with_its_code_and_a_reason(String path, String stat, String reason) {
        JsonNode reply = http.get("/xingqiao/" + path);

        assertThat(reply.get("stat").asText()).isEqualTo(stat);
        assertThat(reply.get("message").asText()).contains(reason);
        if (stat.equals("ERR_JOB_NOT_EXIST")) {
            assertThat(reply.get("data")).isEqualTo(Json.tree("{}"));
        }
    }

    @Nested
    class the_list_of_jobs {
        @Test
        void filters_exactly_pages_and_counts_all_matches_newest_first() {
            for (String name : List.of("list-a", "list-b", "list-c")) {
                http.post(CREATE, "{\"job_namespace\":\"list\",\"job_type\":\"ping\",\"job_name\":\"" + name + "\"}");
            }

            assertThat(jobs("job_namespace=list&page_size=2")).containsExactly("list-c", "list-b");
            assertThat(jobs("job_namespace=list&page_size=2&page_index=2")).containsExactly("list-a");
            assertThat(jobs("job_namespace=list&page_size=2&page_index=0")).containsExactly("list-c", "list-b");
            assertThat(http.get("/xingqiao/list_jobs?job_namespace=list&page_size=2")
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(3);
            assertThat(jobs("job_namespace=list&orderBy=job_name&orderDir=asc"))
                    .containsExactly("list-a", "list-b", "list-c");
            assertThat(jobs("job_namespace=list&orderBy=job_name")).containsExactly("list-a", "list-b", "list-c");
            assertThat(jobs("orderBy=c_time&orderDir=desc&job_namespace=list")).hasSize(3);
            assertThat(jobs("job_name=list-%25")).hasSize(3);
            assertThat(jobs("job_name=list-b")).containsExactly("list-b");
            assertThat(jobs("job_name=list")).isEmpty();
            assertThat(
                            jobs(
                                    "job_namespace=list&job_status=started&job_type=ping&ret_stat=OK&operator=-&job_client=127.0.0.1"))
                    .hasSize(3);
            assertThat(jobs("job_namespace=list&job_status=failed")).isEmpty();
        }

        @Test
        void shows_the_result_as_text_and_hides_jobs_that_were_never_created_completely() {
            long id = http.post(CREATE, "{\"job_namespace\":\"shown\",\"job_type\":\"ping\"}")
                    .get("job_id")
                    .asLong();
            database.execute("update workflow_job set ret_data = '{\"a\":1}' where job_id = " + id);

            assertThat(http.get("/xingqiao/list_jobs?job_namespace=shown")
                            .at("/data/list/0/ret_data")
                            .asText())
                    .isEqualTo("{\"a\":1}");
            assertThat(detail(id).get("ret_data")).isEqualTo(Json.tree("{\"a\":1}"));
            database.execute("update workflow_job set is_valid = 0 where job_id = " + id);
            assertThat(http.get("/xingqiao/list_jobs?job_namespace=shown")
                            .at("/data/total")
                            .asInt())
                    .isZero();
        }

        List<String> jobs(String query) {
            return texts(http.get("/xingqiao/list_jobs?" + query).at("/data/list"), "job_name");
        }
    }

    static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }
}

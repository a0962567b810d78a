package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual's own samples, member by member. */
class StatisticsCallsTest {
    static final String PIE = "\"legend\":{},\"tooltip\":{\"trigger\":\"item\",\"formatter\":\"{a} {b}:{c} ({d}%)\"}";
    static TestDatabase database;
    static EmbeddedServer server;
    static Http http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = database.server(Map.of());
        http = new Http(server);
        job("one", "finished", "OK", "2021-08-31 10:00:00", 1, "region=bj");
        job("m", "finished", "OK", "2020-12-31 10:00:00", 1, "region=bj");
        job("m", "failed", "ERR_JOB_EXE_TIMEOUT", "2021-01-03 23:59:59", 2, "region=bj2,flag=redis");
        job("m", "failed", "ERR_SERVER_EXCEPTION", "2021-01-04 00:00:00", 3, "flag=redis,region=nj");
        job("m", "finished", "OK", "2021-01-05 00:00:00", 4, "region=BJ");
        job("m", "finished", "OK", "2021-01-06 00:00:00", 100, "");
        job("m", "started", "OK", "2021-01-06 00:00:00", 0, "region=nj");
        database.execute("""
        insert into workflow_task (job_id, task_label, task_reqid, task_cmd, task_requires, task_provides, task_dependencies, task_status, task_cost,
          task_extra, task_is_save, ret_stat, task_retrymax, task_retrycount, task_timeout, c_time, s_time, u_time)
        with recursive numbers as (select 1 as i union all select i + 1 from numbers where i < 100)
        select job_id, if(i <= 2, 'b', 'a'), '', '/x', '', '', '', 'finished', i, '{}', 0, 'OK', 0, 0, 0, c_time, c_time, c_time
          from numbers, workflow_job where job_type = 'one'
        """);
    }

    static void job(String type, String status, String retStat, String at, double cost, String tags) {
        database.execute("""
        insert into workflow_job (job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, job_cost, job_extra,
          job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time)
        values ('c', 'n', uuid(), uuid(), '%s', '%s', '%s', '%s', %s, '{}', 1, '', 0, '-', 1, '%s', now(), now(), now())
        """.formatted(status, type, tags, retStat, cost, at));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_success_rate_has_one_point_a_week_of_the_iso_year() {
        assertThat(data("statistics_success_rate?job_type=one")).isEqualTo(Json.tree("""
        {"title":{"text":"success rate"},"series":[{"data":[100],"type":"line","name":"rate","smooth":true}],"yAxis":{},"tooltip":{},
         "xAxis":{"data":[35]},"legend":{}}"""));
        JsonNode many = data("statistics_success_rate?job_type=m&exclude_retstat=ERR_JOB_EXE_TIMEOUT");
        assertThat(many.at("/xAxis/data")).isEqualTo(Json.tree("[53,1]"));
        assertThat(many.at("/series/0/data")).isEqualTo(Json.tree("[50,66.67]"));
        assertThat(many.at("/series/1/data")).isEqualTo(Json.tree("[100,66.67]"));
        assertThat(data("statistics_success_rate?job_type=none").at("/series/0/data"))
                .isEmpty();
        assertThat(data("statistics_success_rate?job_type=m&job_tag=flag%3Dredis")
                        .at("/series/0/data"))
                .isEqualTo(Json.tree("[0,0]"));
    }

    @Test
    void the_ratio_of_a_tag_counts_exact_values_in_the_order_asked_for() {
        assertThat(data("statistics_jobtag_ratio?job_type=m&jobtag_name=region&jobtag_values=bj,nj,gz"))
                .isEqualTo(Json.tree("""
        {"series":[{"data":[{"name":"bj","value":1},{"name":"nj","value":2},{"name":"gz","value":0}],"type":"pie","name":"region"}],
         "title":{"text":"region ratio"},""" + PIE + "}"));
        assertThat(data("statistics_jobtag_ratio?job_type=none&jobtag_name=region&jobtag_values=bj")
                        .at("/series/0/data/0/value")
                        .asInt())
                .isZero();
    }

    @Test
    void the_ratio_of_codes_has_a_slice_for_each_code_of_ended_jobs() {
        assertThat(data("statistics_retstat_ratio?job_type=m")).isEqualTo(Json.tree("""
        {"series":[{"data":[{"name":"ERR_JOB_EXE_TIMEOUT","value":1},{"name":"ERR_SERVER_EXCEPTION","value":1},{"name":"OK","value":3}],
          "type":"pie","name":"retstat"}],"title":{"text":"retstat ratio"},""" + PIE + "}"));
    }

    @Test
    void costs_are_percentiles_by_nearest_rank() {
        assertThat(data("statistics_cost?job_type=m").get("job"))
                .isEqualTo(Json.tree(
                        "{\"name\":\"m\",\"count\":5,\"p50\":3.0,\"p95\":100.0,\"p99\":100.0,\"max\":100.0}"));
        assertThat(data("statistics_cost?job_type=one").get("tasks")).isEqualTo(Json.tree("""
        [{"name":"a","count":98,"p50":51.0,"p95":96.0,"p99":100.0,"max":100.0},{"name":"b","count":2,"p50":1.0,"p95":2.0,"p99":2.0,"max":2.0}]"""));
        assertThat(data("statistics_cost?job_type=none")).isEqualTo(Json.tree("{\"job\":null,\"tasks\":[]}"));
        assertThat(data("statistics_cost?job_type=m&c_time_to=2021-01-04")
                        .at("/job/count")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statistics_success_rate",
                "statistics_jobtag_ratio?job_type=m",
                "statistics_retstat_ratio?job_type=m&job_tag=x",
                "statistics_jobtag_ratio?job_type=m&jobtag_name=a&jobtag_values=,",
                "statistics_cost?job_type=m&c_time_from=2021-13-01"
            })
    void bad_parameters_are_refused(String path) {
        assertThat(http.get("/xingqiao/" + path).get("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
    }

    static JsonNode data(String path) {
        JsonNode reply = http.get("/xingqiao/" + path);
        assertThat(reply.path("stat").asText()).as(reply.toString()).isEqualTo("OK");
        return reply.get("data");
    }
}

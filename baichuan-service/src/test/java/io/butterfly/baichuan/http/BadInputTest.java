package io.butterfly.baichuan.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call refuses what it cannot mean: the contract's code, a message that says what is wrong, nothing of our
 * inside, nothing written.
 */
class BadInputTest {
    private static final String HANDLER = RunningBaiChuan.newHandler();
    private static final RunningBaiChuan baiChuan = Life.baiChuan;

    private static JsonNode refused(String path, String body) {
        HttpResponse<String> response = baiChuan.send(path, body).join();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).doesNotContain("Exception:", "io.butterfly", "\tat ");
        assertThat(response.headers().firstValue("x-reason")).isPresent();
        return Json.tree(response.body());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "task_create | {`handler`:`H`,`params`:{},`colour`:1}               | unknown parameter 'colour'",
                "task_create | {`handler`:`H`}                                       | missing parameter 'params'",
                "task_create | {`params`:{}}                                         | missing parameter 'handler'",
                "task_create | {`handler`:null,`params`:{}}                          | 'handler' must not be null",
                "task_create | {`handler`:`H`,`params`:null}                         | 'params' must not be null",
                "task_create | {`handler`:`H`,`params`:[1]}                          | params must be an object",
                "task_create | {`handler`:`H`,`params`:`{}`}                         | params must be an object",
                "task_create | {`handler`:1,`params`:{}}                             | parameter 'handler' must be text",
                "task_create | {`handler`:`nowhere`,`params`:{}}                     | handler must begin with '/'",
                "task_create | {`handler`:`/a{b}`,`params`:{}}                       | handler must begin with '/'",
                "task_create | {`handler`:`/a b`,`params`:{}}                        | handler must begin with '/'",
                "task_create | {`handler`:`/`,`params`:{}}                           | handler must begin with '/'",
                "task_create | {`handler`:`H`,`params`:{},`task_id`:``}              | task_id must have",
                "task_create | {`handler`:`H`,`params`:{},`task_id`:`a b`}           | task_id must have",
                "task_create | {`handler`:`H`,`params`:{},`task_id`:`a{b}`}          | task_id must have",
                "task_create | {`handler`:`H`,`params`:{},`task_id`:`a\\nb`}         | task_id must have",
                "task_create | {`handler`:`H`,`params`:{},`timeout`:0}               | timeout must be seconds",
                "task_create | {`handler`:`H`,`params`:{},`timeout`:-2}              | timeout must be seconds",
                "task_create | {`handler`:`H`,`params`:{},`result_ttl`:-2}           | result_ttl must be seconds",
                "task_create | {`handler`:`H`,`params`:{},`result_ttl`:2000000000}   | result_ttl must be seconds",
                "task_create | {`handler`:`H`,`params`:{},`max_attempts`:0}          | max_attempts must be from 1",
                "task_create | {`handler`:`H`,`params`:{},`on_finish`:`done`}        | on_finish must be a handler",
                "task_create | {`handler`:`H`,`params`:{},`trace_id`:`a\\u0000b`}    | trace_id must have",
                "task_create | [1]                                                   | the body must be one JSON object",
                "task_create | {`handler`:                                           | the body is not JSON",
                "task_create | {`handler`:`H`,`params`:{`a`:}}                       | the body is not JSON",
                "task_create_batch | {}                                              | missing parameter 'tasks'",
                "task_create_batch | {`tasks`:[]}                                    | tasks must be a list of 1 to 1000",
                "task_create_batch | {`tasks`:null}                                  | 'tasks' must not be null",
                "task_create_batch | {`tasks`:{}}                                    | parameter 'tasks' must be a list",
                "task_get    | {}                                                    | missing parameter 'task_id'",
                "task_get    | {`task_id`:``}                                        | task_id must not be empty",
                "task_get    | {`task_id`:`x`,`wat`:1}                               | unknown parameter 'wat'",
                "worker_claim | {`handlers`:[`H`]}                                   | missing parameter 'worker'",
                "worker_claim | {`worker`:`w`}                                       | missing parameter 'handlers'",
                "worker_claim | {`worker`:`w w`,`handlers`:[`H`]}                    | worker must have",
                "worker_claim | {`worker`:`w`,`handlers`:[]}                         | handlers must be a list of 1 to 1000",
                "worker_claim | {`worker`:`w`,`handlers`:[null]}                     | each of handlers must",
                "worker_claim | {`worker`:`w`,`handlers`:[`x`]}                      | each of handlers must",
                "worker_claim | {`worker`:`w`,`handlers`:`H`}                        | parameter 'handlers' must be a list",
                "worker_claim | {`worker`:`w`,`handlers`:[`H`],`limit`:0}            | limit must be from 1 to 1000",
                "worker_claim | {`worker`:`w`,`handlers`:[`H`],`limit`:1001}         | limit must be from 1 to 1000",
                "worker_claim | {`worker`:`w`,`handlers`:[`H`],`wait`:31}            | wait must be seconds from 0 to 30",
                "worker_claim | {`worker`:`w`,`handlers`:[`H`],`wait`:-1}            | wait must be seconds from 0 to 30",
                "worker_claim | {`worker`:`w`,`handlers`:[`H`],`results`:[null]}     | results[0] must not be null",
                "worker_finish | {`worker`:`w`}                                      | missing parameter 'results'",
                "worker_finish | {`worker`:`w`,`results`:null}                       | 'results' must not be null",
                "worker_finish | {`worker`:`w`,`results`:[{`task_id`:`x`}]}          | missing parameter",
                "worker_finish | {`worker`:`w`,`results`:[{`task_id`:`x`,`lease`:`y`}]} | results[0]: give either result or release",
                "worker_finish | {`worker`:`w`,`results`:[{`task_id`:`x`,`lease`:`y`,`result`:{},`release`:1}]} | results[0]: give either result or release",
                "worker_finish | {`worker`:`w`,`results`:[{`task_id`:`x`,`lease`:`y`,`release`:-1}]} | results[0]: release must be",
                "worker_finish | {`worker`:`w`,`results`:[{`task_id`:``,`lease`:`y`,`release`:1}]}   | results[0]: task_id and lease must not be empty",
                "worker_heartbeat | {`worker`:`w`}                                   | missing parameter 'leases'",
                "worker_heartbeat | {`worker`:`w`,`leases`:null}                     | 'leases' must not be null",
                "worker_heartbeat | {`worker`:`w`,`leases`:[null]}                   | leases[0] must not be null",
                "worker_heartbeat | {`worker`:``,`leases`:[]}                        | worker must have",
            })
    void a_call_says_what_is_wrong_with_it(String call, String body, String reason) {
        JsonNode reply =
                refused("/baichuan/" + call, body.strip().replace('`', '"').replace("\"H\"", "\"" + HANDLER + "\""));

        assertThat(reply.path("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
        assertThat(reply.path("message").asText()).contains(reason.strip());
        assertThat(baiChuan.claim(HANDLER, 0)).isEmpty();
    }

    @Test
    void text_where_a_number_belongs_has_the_originals_code() {
        JsonNode reply = refused(
                "/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{},\"timeout\":\"soon\"}".formatted(HANDLER));

        assertThat(reply.path("stat").asText()).isEqualTo("ERR_SERVER_EXCEPTION");
        assertThat(reply.path("message").asText()).contains("'timeout' must be a whole number");
    }

    @Test
    void params_may_have_a_megabyte_and_no_more() {
        String mebibyte = "{\"x\":\"" + "y".repeat((1 << 20) - 8) + "\"}";

        assertThat(baiChuan.post(
                                "/baichuan/task_create",
                                "{\"handler\":\"/test/large\",\"params\":%s}".formatted(mebibyte))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(refused(
                                "/baichuan/task_create",
                                "{\"handler\":\"/test/large\",\"params\":%s}"
                                        .formatted(mebibyte.replaceFirst("y", "yy")))
                        .path("message")
                        .asText())
                .contains("params must not be over 1 MB");
        assertThat(refused(
                                "/baichuan/task_create",
                                "{\"handler\":\"/test/large\",\"params\":{\"x\":\"%s\"}}"
                                        .formatted("你".repeat(400_000)))
                        .path("message")
                        .asText())
                .contains("params must not be over 1 MB");
    }

    @Test
    void a_batch_has_at_most_a_thousand_tasks_and_4_megabytes() {
        String task = "{\"handler\":\"%s\",\"params\":{}}".formatted(HANDLER);
        String large = "{\"handler\":\"%s\",\"params\":{\"x\":\"%s\"}}".formatted(HANDLER, "y".repeat(1_000_000));

        assertThat(refused("/baichuan/task_create_batch", "{\"tasks\":[" + (task + ",").repeat(1_000) + task + "]}")
                        .path("message")
                        .asText())
                .contains("1 to 1000");
        assertThat(refused("/baichuan/task_create_batch", "{\"tasks\":[" + (large + ",").repeat(4) + large + "]}")
                        .path("message")
                        .asText())
                .contains("4 MB");
        assertThat(baiChuan.claim(HANDLER, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-knows-it", "%E4%BD%A0", "a%20b", "%7Bx%7D"})
    void an_unknown_id_does_not_exist(String id) {
        JsonNode reply = baiChuan.get("/baichuan/task_get?task_id=" + id);

        assertThat(reply.path("stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
        assertThat(reply.path("message").asText()).contains("there is no message");
    }

    @Test
    void half_a_character_in_the_params_comes_and_goes_as_it_is() {
        String handler = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(handler, "{\"x\":\"\\ud800你\"}");

        assertThat(baiChuan.task(id).at("/task_info/data/x").asText()).isEqualTo("\ud800你");
        assertThat(baiChuan.get("/baichuan/task_list?state=queued&handler=" + handler)
                        .at("/data/tasks/0/data/x")
                        .asText())
                .isEqualTo("\ud800你");
        assertThat(baiChuan.claim(handler, 0).at("/0/params/x").asText()).isEqualTo("\ud800你");
    }

    @Test
    void what_workers_say_of_unknown_messages_is_answered_one_by_one() {
        JsonNode stats = baiChuan.post(
                "/baichuan/worker_finish",
                "{\"worker\":\"w\",\"results\":[{\"task_id\":\"x\",\"lease\":\"y\",\"result\":{}},{\"task_id\":\"x\",\"lease\":\"y\",\"release\":0}]}");

        assertThat(stats.at("/data/results/0/stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
        assertThat(stats.at("/data/results/1/stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
    }
}

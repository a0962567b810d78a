package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an operator may get wrong: the contract's code, a message that names the member and the limit, nothing changed.
 */
class OperatorsBadInputTest {
    private static final RunningBaiChuan baiChuan = Life.baiChuan;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "baichuan/task_list    | {`handler`:`/h`}                                       | ERR_BAD_PARAMS | missing parameter 'state'",
                "baichuan/task_list    | {`handler`:`h`,`state`:`queued`}                       | ERR_BAD_PARAMS | handler must begin with '/'",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`Queued`}                      | ERR_BAD_PARAMS | state must be queued, delayed",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`queued`,`page_index`:0}       | ERR_BAD_PARAMS | page_index must be from 1",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`queued`,`page_size`:201}      | ERR_BAD_PARAMS | page_size must be from 1 to 200",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`queued`,`page_size`:-1}       | ERR_BAD_PARAMS | page_size must be from 1 to 200",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`queued`,`page_size`:`many`}   | ERR_SERVER_EXCEPTION | 'page_size' must be a whole number",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`queued`,`order`:`up`}         | ERR_BAD_PARAMS | order must be newest or oldest",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`queued`,`group`:``}           | ERR_BAD_PARAMS | group must have",
                "baichuan/task_list    | {`handler`:`/h`,`state`:`failed`,`group`:`g`}          | ERR_BAD_PARAMS | group goes with state queued only",
                "baichuan/task_show    | {}                                                     | ERR_BAD_PARAMS | missing parameter 'task_id'",
                "baichuan/task_show    | {`task_id`:null}                                       | ERR_BAD_PARAMS | 'task_id' must not be null",
                "baichuan/task_show    | {`task_id`:``}                                         | ERR_BAD_PARAMS | task_id must not be empty",
                "baichuan/task_cancel  | {`task_id`:7}                                          | ERR_BAD_PARAMS | 'task_id' must be text",
                "baichuan/task_cancel  | {`task_id`:`nobody`}                                   | ERR_MSG_NOT_EXIST | there is no message nobody",
                "baichuan/task_delete  | {`task_id`:`nobody`,`force`:true}                      | ERR_BAD_PARAMS | unknown parameter 'force'",
                "baichuan/task_requeue | {}                                                     | ERR_BAD_PARAMS | give either task_id or handler",
                "baichuan/task_requeue | {`task_id`:`x`,`handler`:`/h`}                         | ERR_BAD_PARAMS | give either task_id or handler",
                "baichuan/task_requeue | {`handler`:`/a b`}                                     | ERR_BAD_PARAMS | handler must begin with '/'",
                "baichuan/queue_empty  | {`handler`:`/h`}                                       | ERR_BAD_PARAMS | missing parameter 'state'",
                "baichuan/queue_empty  | {`handler`:`/h`,`state`:`started`}                     | ERR_BAD_PARAMS | being executed cannot be deleted",
                "baichuan/queue_list   | {`handler`:`/h`}                                       | ERR_BAD_PARAMS | known are page_index, page_size",
                "baichuan/worker_show  | {}                                                     | ERR_BAD_PARAMS | missing parameter 'name'",
                "baichuan/worker_show  | {`name`:`nobody`}                                      | ERR | there is no worker nobody",
                "baichuan/worker_leave | {`worker`:`a b`}                                       | ERR_BAD_PARAMS | worker must have",
                "baichuan/fsck         | {`repair`:`perhaps`}                                   | ERR_BAD_PARAMS | 'repair' must be true or false",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`}                             | ERR_BAD_PARAMS | missing parameter 'url'",
                "baichuan/route_set    | {`name`:`a b`,`prefix`:`/a`,`url`:`http://o`}          | ERR_BAD_PARAMS | name must have 1 to 64",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`a/`,`url`:`http://o`}            | ERR_BAD_PARAMS | prefix must begin with '/'",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`o:80`}                | ERR_BAD_PARAMS | url must begin with http",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`ht tp://`}            | ERR_BAD_PARAMS | url",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`http://169.254.169.254`} | ERR_BAD_PARAMS | url: the address 169.254.169.254 may not be called",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`http://u:p@o`}        | ERR_BAD_PARAMS | no user, no query",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`http://o`,`paths`:[`/b/c`]} | ERR_BAD_PARAMS | each of paths must be below /a",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`http://o`,`paths`:[null]} | ERR_BAD_PARAMS | paths must not contain null",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`http://o`,`concurrency`:0} | ERR_BAD_PARAMS | concurrency must be from 1",
                "baichuan/route_set    | {`name`:`a`,`prefix`:`/a`,`url`:`http://o`,`deadline`:-1} | ERR_BAD_PARAMS | deadline must be seconds",
                "baichuan/route_remove | {`name`:`nobody`}                                      | ERR | there is no route nobody",
                "canghai/msg_list      | {`queue_name`:`/h`,`registry_name`:`wip`}              | ERR_BAD_PARAMS | state must be queued",
                "canghai/msg_show      | {`msg_id`:`nobody`}                                    | ERR_MSG_NOT_EXIST | there is no message nobody",
                "canghai/worker_show   | {`name`:`nobody`}                                      | ERR | there is no worker nobody",
            })
    void is_refused(String path, String body, String stat, String reason) {
        HttpResponse<String> response = baiChuan.send(
                        "/" + path.strip(), body.strip().replace('`', '"'))
                .join();

        JsonNode reply = Json.tree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reply.path("stat").asText()).isEqualTo(stat);
        assertThat(reply.path("message").asText()).contains(reason.strip());
        assertThat(response.headers().firstValue("x-reason")).isPresent();
        assertThat(response.body()).doesNotContain("Exception:", "io.butterfly", "\tat ");
    }
}

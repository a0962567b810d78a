package io.butterfly.baichuan.http;

import io.butterfly.baichuan.Life;
import io.butterfly.house.OpenApiRules;
import io.butterfly.house.RouteRules;
import io.butterfly.http.openapi.OpenApi;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** All paths of this service, in one place: a path that comes or goes is seen here. */
class RoutesTest {
    private static final String PATHS = """
        /baichuan/audit_list
        /baichuan/fsck
        /baichuan/handlers
        /baichuan/openapi.json
        /baichuan/queue_empty
        /baichuan/queue_limit
        /baichuan/queue_list
        /baichuan/queue_pause
        /baichuan/queue_resume
        /baichuan/route_list
        /baichuan/route_remove
        /baichuan/route_set
        /baichuan/task_cancel
        /baichuan/task_create
        /baichuan/task_create_batch
        /baichuan/task_delete
        /baichuan/task_get
        /baichuan/task_get_batch
        /baichuan/task_list
        /baichuan/task_requeue
        /baichuan/task_show
        /baichuan/worker_claim
        /baichuan/worker_finish
        /baichuan/worker_heartbeat
        /baichuan/worker_leave
        /baichuan/worker_list
        /baichuan/worker_show
        /canghai/delete_msg
        /canghai/empty_queue
        /canghai/list_msgs
        /canghai/list_queues
        /canghai/list_workers
        /canghai/msg_delete
        /canghai/msg_info
        /canghai/msg_list
        /canghai/msg_show
        /canghai/queue_empty
        /canghai/queue_list
        /canghai/worker_info
        /canghai/worker_list
        /canghai/worker_show
        /demo_api/collect
        /demo_api/hello
        /demo_api/ping
        /openapi.json
        /test_cron
        /test_date
        /test_interval
        """;

    @Test
    void are_all_that_the_router_knows() {
        RouteRules.check(Life.baiChuan.bean(Router.class), PATHS);
    }

    @Test
    void are_described_as_the_committed_copy_says() throws IOException {
        OpenApiRules.checkCopy(Life.baiChuan.bean(OpenApi.class), "baichuan");
    }

    @Test
    void refuse_what_is_beyond_the_described_ranges() {
        OpenApiRules.checkRanges(Life.baiChuan.bean(OpenApi.class), Life.baiChuan.bean(EmbeddedServer.class));
    }
}

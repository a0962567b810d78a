package io.butterfly.xingqiao.http;

import io.butterfly.house.OpenApiRules;
import io.butterfly.house.RouteRules;
import io.butterfly.http.openapi.OpenApi;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All paths of this service, in one place: a path that comes or goes is seen here. */
class RoutesTest {
    private static final String PATHS = """
        /openapi.json
        /xingqiao/audit_list
        /xingqiao/cancel_job
        /xingqiao/create_job
        /xingqiao/delete_job
        /xingqiao/get_graph
        /xingqiao/get_job_detail
        /xingqiao/get_task
        /xingqiao/get_tasklist_by_jobid
        /xingqiao/handlers
        /xingqiao/job_action
        /xingqiao/list_jobs
        /xingqiao/list_tasks
        /xingqiao/list_workflows
        /xingqiao/notice_list
        /xingqiao/notice_test
        /xingqiao/openapi.json
        /xingqiao/pause_job
        /xingqiao/resume_job
        /xingqiao/retry_job
        /xingqiao/retry_jobs
        /xingqiao/retry_task
        /xingqiao/show_workflow
        /xingqiao/signal
        /xingqiao/statistics_cost
        /xingqiao/statistics_jobtag_ratio
        /xingqiao/statistics_retstat_ratio
        /xingqiao/statistics_success_rate
        /xingqiao/why
        /xingqiao/workflow_schema
        """;

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = TestDatabase.create().server(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void are_all_that_the_router_knows() {
        RouteRules.check(server.getApplicationContext().getBean(Router.class), PATHS);
    }

    @Test
    void are_described_as_the_committed_copy_says() throws IOException {
        OpenApiRules.checkCopy(server.getApplicationContext().getBean(OpenApi.class), "xingqiao");
    }

    @Test
    void refuse_what_is_beyond_the_described_ranges() {
        OpenApiRules.checkRanges(server.getApplicationContext().getBean(OpenApi.class), server);
    }
}

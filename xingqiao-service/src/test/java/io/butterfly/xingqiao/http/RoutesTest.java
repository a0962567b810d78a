package io.butterfly.xingqiao.http;

import io.butterfly.house.RouteRules;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All paths of this service, in one place: a path that comes or goes is seen here. */
class RoutesTest {
    private static final String PATHS = """
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

    @Test
    void are_all_that_the_router_knows() {
        try (EmbeddedServer server = TestDatabase.create().server(Map.of())) {
            RouteRules.check(server.getApplicationContext().getBean(Router.class), PATHS);
        }
    }
}

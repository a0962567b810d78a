package io.butterfly.ruqi.http;

import io.butterfly.house.OpenApiRules;
import io.butterfly.house.RouteRules;
import io.butterfly.http.openapi.OpenApi;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All paths of this service, in one place: a path that comes or goes is seen here. */
@ExtendWith(SharedService.class)
class RoutesTest {
    private static final String PATHS = """
        /openapi.json
        /ruqi/add_job
        /ruqi/audit_list
        /ruqi/calendar_list
        /ruqi/calendar_set
        /ruqi/firing_output
        /ruqi/firing_stop
        /ruqi/get_history
        /ruqi/get_job
        /ruqi/get_jobs
        /ruqi/handlers
        /ruqi/job_add
        /ruqi/job_add_by_line
        /ruqi/job_backfill
        /ruqi/job_history_clear
        /ruqi/job_history_list
        /ruqi/job_lis
        /ruqi/job_list
        /ruqi/job_modify
        /ruqi/job_pause
        /ruqi/job_remove
        /ruqi/job_resume
        /ruqi/job_run
        /ruqi/job_show
        /ruqi/modify_job
        /ruqi/notice_list
        /ruqi/notice_test
        /ruqi/openapi.json
        /ruqi/pause_job
        /ruqi/remove_job
        /ruqi/resume_job
        /ruqi/rule_preview
        /ruqi/scheduler_status
        /ruqi/scheduler_wakeup
        /ruqi/status
        /ruqi/wakeup
        """;

    @Test
    void are_all_that_the_router_knows() {
        RouteRules.check(SharedService.ruqi.bean(Router.class), PATHS);
    }

    @Test
    void are_described_as_the_committed_copy_says() throws IOException {
        OpenApiRules.checkCopy(SharedService.ruqi.bean(OpenApi.class), "ruqi");
    }

    @Test
    void refuse_what_is_beyond_the_described_ranges() {
        SharedService.ruqi.call(
                "/ruqi/job_add",
                "job_trigger",
                "date",
                "job_id",
                "probe",
                "job_name",
                "p",
                "rule",
                "2100-01-01",
                "cmd",
                "/probe/x#{}");

        OpenApiRules.checkRanges(SharedService.ruqi.bean(OpenApi.class), SharedService.ruqi.bean(EmbeddedServer.class));

        SharedService.ruqi.call("/ruqi/job_remove", "job_id", "probe");
    }
}

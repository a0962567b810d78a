package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No BaiChuan answers. */
class StillJobNoticesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void a_job_that_stood_still_and_is_deleted_is_over() {
        try (EmbeddedServer server = TestDatabase.create().server(Map.of("xingqiao.still-limit", "1s"))) {
            Http http = new Http(server);
            long job = create(http);
            Eventually.within(
                    SOON, () -> assertThat(notices(http, job)).singleElement().matches(notice -> !notice.path("is_over")
                            .asBoolean()));

            http.post("/xingqiao/delete_job", "{\"job_id\":" + job + "}");

            Eventually.within(
                    SOON, () -> assertThat(notices(http, job)).singleElement().matches(notice -> notice.path("is_over")
                            .asBoolean()));
        }
    }

    private static JsonNode notices(Http http, long job) {
        return http.get("/xingqiao/notice_list?kind=workflow_still&object=" + job)
                .at("/data/list");
    }

    private static long create(Http http) {
        return http.post(
                        "/xingqiao/create_job",
                        "{\"job_namespace\":\"ns\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":"
                                + "[{\"label\":\"ask\",\"wait\":true}]}}")
                .get("job_id")
                .asLong();
    }
}

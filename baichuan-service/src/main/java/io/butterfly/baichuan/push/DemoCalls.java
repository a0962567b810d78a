package io.butterfly.baichuan.push;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import io.butterfly.api.Reply;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manual's example handlers, as calls. */
@Singleton
final class DemoCalls {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCalls.class);
    private static final int FEWEST = 64;
    private static final int MOST = 127;

    private final SecureRandom random = new SecureRandom();

    record Hello(
            @Param("Anything; the reply has it again")
            @JsonProperty(required = true)
            @JsonDeserialize(using = RawJson.Reader.class)
            Object strInfo) {}

    record Collect(
            @Param("Anything; the reply has it again")
            @JsonProperty(required = true)
            @JsonDeserialize(using = RawJson.Reader.class)
            Object allTaskdata) {}

    /** What a run of a task that is kept in a table is called with. */
    record TaskRun(
            @Param("The task's key") @JsonProperty(required = true)
            String taskKey,

            @Param("The task's arguments; the reply has them again")
            @JsonProperty(required = true)
            @JsonDeserialize(using = RawJson.Reader.class)
            Object args,

            @Param("The run's id") @JsonProperty(required = true)
            Long subTaskId,

            @Param("The run's trace id") @JsonProperty(value = "__unique_trace_id__", required = true)
            String traceId) {}

    /** 64 to 127 random bytes in base64, its two odd characters replaced by brackets, unpadded. */
    @Api(value = "/demo_api/ping", role = Role.PUBLISHER, reads = true, summary = "Answers a random text")
    Reply ping(NoParameters none) {
        byte[] bytes = new byte[random.nextInt(FEWEST, MOST + 1)];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return Reply.ok().with("randstr", text.replace('+', '(').replace('/', ')'));
    }

    @Api(value = "/demo_api/hello", role = Role.PUBLISHER, reads = true, summary = "Answers what it gets")
    Reply hello(Hello call) {
        return Reply.ok().with("str_info", call.strInfo());
    }

    @Api(value = "/demo_api/collect", role = Role.PUBLISHER, reads = true, summary = "Answers what it gets, as data")
    Reply collect(Collect call) {
        return Reply.data(call.allTaskdata());
    }

    /** The functions of the manual's three sample tasks: they say what they were called with. */
    @Api(
            value = {"/test_interval", "/test_date", "/test_cron"},
            role = Role.PUBLISHER,
            reads = true,
            summary = "Answers what it was called with, as the functions of the manual's sample tasks")
    Reply task(TaskRun call) {
        LOG.info("{} runs with {}, run {}, trace {}", call.taskKey(), call.args(), call.subTaskId(), call.traceId());
        return Reply.ok().with("task_key", call.taskKey()).with("args", call.args());
    }
}

package io.butterfly.xingqiao.workflow.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.JobPlan;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.Workflow;
import io.butterfly.xingqiao.workflow.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the manual's examples is there twice: as Java and as a file in docs/workflows. */
class ManualExamplesTest {
    static Stream<Workflow> in_java() {
        return Stream.of(new Ping(), new Hello(), new HelloParams(), new PingNotifier(), new HelloLock());
    }

    @ParameterizedTest
    @MethodSource("in_java")
    void both_forms_plan_the_same_job(Workflow java) throws IOException {
        Registration ofJava = Registration.of(java, "java", "built in");
        Registration ofYaml = Registration.of(
                YamlFile.read(Files.readString(Path.of("../docs/workflows/" + java.name() + ".yaml"))), "yaml", "file");

        for (String extra :
                List.of("{\"str_info\":\"ceshi\"}", "{\"str_info\":\"a\",\"job_timeout\":5,\"job_locks\":\"x,y\"}")) {
            JobPlan java1 = JobPlan.of(ofJava, extra(extra));
            JobPlan yaml1 = JobPlan.of(ofYaml, extra(extra));
            assertThat(yaml1.dag().tasks()).isEqualTo(java1.dag().tasks());
            assertThat(yaml1.timeout()).isEqualTo(java1.timeout());
            assertThat(yaml1.locks()).isEqualTo(java1.locks());
        }
        assertThat(ofYaml.name()).isEqualTo(java.name());
        assertThat(ofYaml.workflow().notifier().isPresent())
                .isEqualTo(java.notifier().isPresent());
    }

    @Test
    void hello_lock_takes_its_timeout_and_its_locks_from_the_input() {
        Registration lock = Registration.of(new HelloLock(), "java", "built in");

        assertThat(JobPlan.of(lock, extra("{\"str_info\":\"a\"}")).timeout()).contains(Duration.ofSeconds(1800));
        assertThat(JobPlan.of(lock, extra("{\"str_info\":\"a\"}")).locks()).containsExactly("ceshi");
        assertThat(JobPlan.of(lock, extra("{\"str_info\":\"a\",\"job_locks\":\"lock2, lock1,lock2\"}"))
                        .locks())
                .containsExactly("lock1", "lock2");
        assertThatThrownBy(() -> JobPlan.of(lock, extra("{}")))
                .hasMessageContaining("required property 'str_info' not found");
        assertThatThrownBy(() -> JobPlan.of(lock, extra("{\"str_info\":\"1\"}")))
                .hasMessageContaining("str_info: does not match the regex pattern");
        assertThatThrownBy(() -> JobPlan.of(lock, extra("{\"str_info\":\"a\",\"job_timeout\":\"1\"}")))
                .hasMessageContaining("job_timeout: string found, number expected");
        assertThatThrownBy(() -> JobPlan.of(lock, extra("{\"str_info\":\"a\",\"job_timeout\":-1}")))
                .hasMessageContaining("must be 1 to");
        assertThatThrownBy(
                        () -> JobPlan.of(lock, extra("{\"str_info\":\"a\",\"job_locks\":\"" + "l".repeat(65) + "\"}")))
                .hasMessageContaining("65 characters, 64 are allowed");
    }

    @Test
    void tags_come_from_the_workflow_and_from_the_job() {
        Registration ping = Registration.of(new Ping(), "java", "built in");

        assertThat(JobPlan.of(ping, extra("{\"job_tags\":\"region=bj, flag=redis\"}"))
                        .tags())
                .isEqualTo("region=bj,flag=redis");
        assertThatThrownBy(() -> JobPlan.of(ping, extra("{\"job_tags\":\"region\"}")))
                .hasMessageContaining("'region' cannot be a tag");
        assertThatThrownBy(() -> JobPlan.of(ping, extra("{\"job_tags\":\"r=" + "t".repeat(127) + "\"}")))
                .hasMessageContaining("129 characters, 128 are allowed");
    }

    static ObjectNode extra(String json) {
        return (ObjectNode) Json.tree(json);
    }
}

package io.butterfly.xingqiao.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.TriggerRule;
import io.butterfly.xingqiao.workflow.Workflow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlFileTest {
    static final String TASKS = "tasks:\n  - {label: a, cmd: /x/a}\n";

    @Test
    void the_published_schema_is_the_one_in_the_docs() throws IOException {
        assertThat(Json.tree(Files.readString(Path.of("../docs/workflow.schema.json"))))
                .isEqualTo(Json.tree(YamlFile.schema()));
    }

    @Test
    void the_example_of_the_docs_is_a_workflow() throws IOException {
        String docs = Files.readString(Path.of("../docs/xingqiao.md"));

        Workflow example = YamlFile.read(
                docs.substring(docs.indexOf("```yaml\n") + 8, docs.indexOf("```\n", docs.indexOf("```yaml\n") + 8)));

        assertThat(example.tasks(extra("{\"str_info\":\"hi\"}")))
                .extracting(TaskPlan::label)
                .containsExactly("hello", "ping", "collect");
    }

    @Test
    void a_task_has_everything_that_a_task_in_java_has() {
        Workflow workflow = YamlFile.read("""
        name: orders
        tasks:
          - label: find
            cmd: /orders/find
            params: {region: "${region:-bj}", all: true, note: "of ${region:-bj}", price: '$${x}'}
            provides: [orders]
            retrymax: 3
            backoff: {seconds: 1.5, factor: 3, max: 60}
            timeout: 30
          - label: pay
            cmd: /orders/pay
            requires: [order]
            dependencies: [find]
            extra: {currency: CNY}
            foreach: {in: find.orders, as: order, parallel: 4}
            when: find.count > 0
            trigger_rule: all_done
            is_save: true
          - label: approve
            wait: true
            dependencies: [pay]
          - label: report
            workflow: hello
            run: finally
        """);

        assertThat(workflow.tasks(extra("{}")))
                .containsExactly(
                        TaskPlan.of("find", "/orders/find")
                                .params(Json.tree(
                                        "{\"region\":\"bj\",\"all\":true,\"note\":\"of bj\",\"price\":\"${x}\"}"))
                                .provides("orders")
                                .retryMax(3)
                                .timeout(30)
                                .options(YamlTask.plan(
                                                (ObjectNode) Json.tree(
                                                        "{\"backoff\":{\"seconds\":1.5,\"factor\":3,\"max\":60}}"),
                                                null)
                                        .options()),
                        TaskPlan.of("pay", "/orders/pay")
                                .requires("order")
                                .after("find")
                                .extra(Map.of("currency", "CNY"))
                                .options(YamlTask.plan(
                                                (ObjectNode)
                                                        Json.tree(
                                                                "{\"foreach\":{\"in\":\"find.orders\",\"as\":\"order\",\"parallel\":4}}"),
                                                null)
                                        .options())
                                .when("find.count > 0")
                                .rule(TriggerRule.ALL_DONE)
                                .saved(),
                        TaskPlan.signal("approve").after("pay"),
                        TaskPlan.subJob("report", "hello").atEnd());
    }

    @Test
    void a_workflow_has_everything_that_a_workflow_in_java_has() {
        Workflow workflow = YamlFile.read("""
        name: orders
        description: Pays orders
        params: {type: object, required: [region]}
        timeout: ${limit:-600}
        locks: ["orders-${region}", all]
        job_lock_wait: 60
        tags: {region: "${region}", urgent: true}
        notifier: {webhook: "http://127.0.0.1:9/x"}
        """ + TASKS);
        ObjectNode bj = extra("{\"region\":\"bj\"}");

        assertThat(workflow.name()).isEqualTo("orders");
        assertThat(workflow.description()).isEqualTo("Pays orders");
        assertThat(workflow.paramsSchema()).contains(Json.tree("{\"type\":\"object\",\"required\":[\"region\"]}"));
        assertThat(workflow.timeout(bj)).contains(Duration.ofSeconds(600));
        assertThat(workflow.timeout(extra("{\"limit\":5}"))).contains(Duration.ofSeconds(5));
        assertThat(workflow.locks(bj)).containsExactly("orders-bj", "all");
        assertThat(workflow.lockWait(bj)).contains(Duration.ofMinutes(1));
        assertThat(workflow.tags(bj)).isEqualTo(Map.of("region", "bj", "urgent", "true"));
        assertThat(workflow.notifier()).contains(new Notifier.Webhook(URI.create("http://127.0.0.1:9/x")));
        assertThatThrownBy(() -> workflow.locks(extra("{}")))
                .hasMessage("job_extra must have region, which locks needs");
        assertThatThrownBy(() -> workflow.timeout(extra("{\"limit\":\"soon\"}")))
                .hasMessage("timeout must be a number of seconds, not \"soon\"");
    }

    static Stream<Arguments> broken_files() {
        return Stream.of(
                Arguments.of("", 1, 1, "empty"),
                Arguments.of("just text", 1, 1, "object expected"),
                Arguments.of("name: a\ntasks: [", 2, 9, "expected the node content"),
                Arguments.of("name: a\n\ttasks: 1", 2, 1, "cannot start any token"),
                Arguments.of("name: a\nname: b\n" + TASKS, 2, 1, "'name' is there twice"),
                Arguments.of("name: a\n", 1, 1, "required property 'tasks' not found"),
                Arguments.of("name: a\ntasks: []\n", 2, 1, "at least 1 items"),
                Arguments.of("name: a\ntimeot: 5\n" + TASKS, 1, 1, "property 'timeot' is not defined"),
                Arguments.of("name: a\ntimeout: 0\n" + TASKS, 2, 1, "timeout: must be a whole number of seconds"),
                Arguments.of("name: " + "n".repeat(65) + "\n" + TASKS, 1, 1, "at most 64 characters"),
                Arguments.of("name: a\nparams: {type: objekt}\n" + TASKS, 2, 1, "no JSON Schema"),
                Arguments.of(
                        "name: a\nparams: {$ref: 'http://127.0.0.1:1/x'}\n" + TASKS,
                        2,
                        1,
                        "may not refer to http://127.0.0.1:1/x"),
                Arguments.of("name: a\nnotifier: {webhook: 'http:///x'}\n" + TASKS, 2, 1, "http or https address"),
                Arguments.of(
                        "name: a\nnotifier: {webhook: 'http://169.254.169.254/x'}\n" + TASKS,
                        2,
                        1,
                        "may not be called"),
                Arguments.of("name: a\nnotifier: {webhook: 'http://h/a b'}\n" + TASKS, 2, 1, "Illegal character"),
                Arguments.of(
                        "name: a\ntasks:\n  - label: a\n    cmd: x\n",
                        4,
                        5,
                        "tasks.0.cmd: must be the path of a handler"),
                Arguments.of(
                        "name: a\ntasks:\n  - label: a\n", 3, 5, "a task has exactly one of cmd, workflow and wait"),
                Arguments.of(
                        "name: a\ntasks:\n  - {label: a, cmd: /x}\n  - {label: b, cmd: /x, retrymax: -1}\n",
                        4,
                        25,
                        "must have a minimum value of 0"),
                Arguments.of("name: a\ntasks:\n  - {label: a, cmd: /x, when: 'a >'}\n", 3, 5, "cannot be read"),
                Arguments.of(
                        "name: a\ntasks:\n  - {label: a, cmd: /x}\n  - {label: a, cmd: /x}\n",
                        4,
                        5,
                        "two tasks have the label a"),
                Arguments.of(
                        "name: a\ntasks:\n  - {label: a, cmd: /x}\n  - {label: b, cmd: /x, dependencies: [z]}\n",
                        4,
                        5,
                        "b depends on z"),
                Arguments.of(
                        "name: a\ntasks:\n  - {label: a, cmd: /x, dependencies: [b]}\n  - {label: b, cmd: /x, dependencies: [a]}\n",
                        4,
                        5,
                        "cycle among a, b"),
                Arguments.of("a: &a [*a]", 1, 4, "nested more than 50 deep"),
                Arguments.of("name: a\n--- \nname: b\n", 2, 1, "but found another document"));
    }

    @ParameterizedTest
    @MethodSource("broken_files")
    void a_broken_file_says_what_is_wrong_and_where(String yaml, int line, int column, String reason) {
        assertThatThrownBy(() -> YamlFile.read(yaml)).isInstanceOfSatisfying(BrokenFile.class, broken -> {
            assertThat(broken).hasMessageContaining(reason);
            assertThat(broken.place()).isEqualTo(new BrokenFile.Place(line, column));
        });
    }

    @Test
    void words_are_values_by_the_rules_of_yaml_1_2() {
        assertThat(YamlTree.parse(
                                "[no, 'true', true, 1_000, 010, 09, 007, 1:30, 0xff, 0o17, 0o9, 0b1, 2.5, .5, +7, -0.10, ~, 2026-01-01, !!str 5, !!str 0x1, '0x1', =, <<]")
                        .root())
                .hasToString(
                        "[\"no\",\"true\",true,\"1_000\",10,9,7,\"1:30\",255,15,\"0o9\",\"0b1\",2.5,0.5,7,-0.10,null,\"2026-01-01\",\"5\",\"0x1\",\"0x1\",\"=\",\"<<\"]");
    }

    static ObjectNode extra(String json) {
        return (ObjectNode) Json.tree(json);
    }
}

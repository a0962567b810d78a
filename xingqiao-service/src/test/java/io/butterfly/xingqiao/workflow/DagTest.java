package io.butterfly.xingqiao.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DagTest {
    static final TaskPlan A = TaskPlan.of("a", "/x/a");
    static final TaskPlan B = TaskPlan.of("b", "/x/b");

    @Test
    void keeps_the_order_of_the_plan() {
        assertThat(dag(B.after("a"), A).tasks()).extracting(TaskPlan::label).containsExactly("b", "a");
    }

    @Test
    void refuses_a_cycle_and_names_its_tasks() {
        refused("cycle among a, b", A.after("b"), B.after("a"), TaskPlan.of("c", "/x/c"));
        refused("cycle among a", A.after("a"));
    }

    @Test
    void refuses_what_cannot_be_run() {
        refused("has no tasks");
        refused("a depends on z, which is no task", A.after("z"));
        refused("a has a dependency twice", A.after("b", "b"), B);
        refused("two tasks have the label a", A, A);
        refused("the label 'a b' must consist of", TaskPlan.of("a b", "/x"));
        refused("the label '' must consist of", TaskPlan.of("", "/x"));
        refused("cmd 'x' must be the path of a handler", TaskPlan.of("a", "x"));
        refused("retrymax and timeout must not be negative", A.retryMax(-1));
        refused("retrymax and timeout must not be negative", A.timeout(-1));
        refused("params and extra must be JSON objects", A.params(List.of()));
        refused("'x,y' cannot be a parameter's name", A.requires("x,y"));
    }

    @Test
    void refuses_what_the_columns_do_not_hold() {
        refused("has 65 characters, 64 are allowed", TaskPlan.of("l".repeat(65), "/x"));
        refused("cmd has 129 characters, 128 are allowed", TaskPlan.of("a", "/" + "x".repeat(128)));
        refused("requires, joined by commas, has 1025 characters", A.requires("x".repeat(1025)));
        refused("provides, joined by commas, has 1025 characters", A.provides("x".repeat(1025)));
    }

    @Test
    void refuses_a_required_parameter_that_no_source_can_provide() {
        refused("a requires x, which neither job_extra nor a dependency can provide", A.requires("x"));
        assertThat(dag(A, B.requires("x").after("a")).tasks()).hasSize(2);
        assertThat(dag(A.requires("all_taskdata", "given")).tasks()).hasSize(1);
        assertThat(dag(A.requires("x").extra(Map.of("x", 1))).tasks()).hasSize(1);
        assertThat(dag(A.requires("x").params(Map.of())).tasks()).hasSize(1);
    }

    @Test
    void refuses_what_the_options_of_its_tasks_make_impossible() {
        refused("a: when speaks of b, which is neither job nor a task before it", A.when("b.x"), B);
        refused("b: foreach speaks of c", A, B.after("a").forEach("c.list", "x"));
        refused("a depends on b, which runs later (finally)", A.after("b"), B.atEnd());
        refused("only tasks for its end", A.atEnd());
        refused("one_failed needs dependencies", A.rule(TriggerRule.ONE_FAILED));
        refused("neither retrymax nor foreach", TaskPlan.signal("a").retryMax(1));
        refused("workflow has 65 characters", TaskPlan.subJob("a", "x".repeat(65)));
        refused("a requires job_stat", A.requires("job_stat"));
    }

    @Test
    void takes_conditions_on_any_task_upstream_and_the_parameters_that_options_bring() {
        TaskPlan third = TaskPlan.of("c", "/x")
                .after("b")
                .when("a.x and job.given")
                .forEach("a.list", "one")
                .requires("one");

        assertThat(dag(A, B.after("a"), third, TaskPlan.of("end", "/x").atEnd().requires("job_stat"))
                        .tasks())
                .hasSize(4);
    }

    static Dag dag(TaskPlan... tasks) {
        ObjectNode extra = Json.mapper().createObjectNode().put("given", 1);
        return Dag.of(List.of(tasks), extra);
    }

    static void refused(String reason, TaskPlan... tasks) {
        assertThatThrownBy(() -> dag(tasks)).isInstanceOf(InvalidPlan.class).hasMessageContaining(reason);
    }
}

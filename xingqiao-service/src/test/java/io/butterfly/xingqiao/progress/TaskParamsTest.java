package io.butterfly.xingqiao.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskParamsTest {
    static final RawJson NOTHING = RawJson.EMPTY_OBJECT;

    @Test
    void preset_parameters_are_used_as_they_are() {
        TaskParams.Input input =
                new TaskParams.Input(Optional.of(new RawJson("{\"a\":1}")), List.of("b"), NOTHING, List.of(), Map.of());

        assertThat(TaskParams.of(input, NOTHING)).isEqualTo(complete("{\"a\":1}"));
    }

    @Test
    void a_task_that_requires_nothing_gets_an_empty_object() {
        assertThat(collect(List.of(), "{\"a\":1}", "{\"b\":2}", "{\"c\":3}")).isEqualTo(complete("{}"));
    }

    @Test
    void only_required_names_are_collected_from_all_three_sources() {
        assertThat(collect(List.of("a", "b", "c"), "{\"a\":1,\"x\":0}", "{\"b\":[2]}", "{\"c\":null,\"stat\":\"OK\"}"))
                .isEqualTo(complete("{\"a\":1,\"b\":[2],\"c\":null}"));
    }

    @Test
    void a_reply_wins_over_the_tasks_extra_and_that_over_the_jobs() {
        assertThat(collect(List.of("a"), "{\"a\":\"job\"}", "{\"a\":\"task\"}", "{\"a\":\"reply\"}"))
                .isEqualTo(complete("{\"a\":\"reply\"}"));
        assertThat(collect(List.of("a"), "{\"a\":\"job\"}", "{\"a\":\"task\"}"))
                .isEqualTo(complete("{\"a\":\"task\"}"));
    }

    @Test
    void members_under_data_do_not_count() {
        assertThat(collect(List.of("a", "b"), "{\"b\":1}", "{}", "{\"data\":{\"a\":1}}"))
                .isEqualTo(new TaskParams.Incomplete(List.of("a")));
    }

    @Test
    void all_taskdata_is_the_list_of_whole_replies_in_the_order_of_dependencies() {
        assertThat(collect(
                        List.of("all_taskdata"), "{}", "{}", "{\"stat\":\"OK\",\"n\":2}", "{\"stat\":\"OK\",\"n\":1}"))
                .isEqualTo(complete("{\"all_taskdata\":[{\"stat\":\"OK\",\"n\":2},{\"stat\":\"OK\",\"n\":1}]}"));
        assertThat(collect(List.of("all_taskdata"), "{}", "{}")).isEqualTo(complete("{\"all_taskdata\":[]}"));
    }

    @Test
    void values_keep_every_digit_and_half_a_character_is_an_escape() {
        assertThat(collect(
                        List.of("a", "b", "all_taskdata"),
                        "{\"a\":12345678901234567.89}",
                        "{}",
                        "{\"b\":-0.10,\"c\":1E+400,\"d\":\"cut \\ud83d\"}"))
                .isEqualTo(
                        complete(
                                "{\"a\":12345678901234567.89,\"b\":-0.10,\"all_taskdata\":[{\"b\":-0.10,\"c\":1E+400,\"d\":\"cut \\ud83d\"}]}"));
    }

    static TaskParams collect(List<String> requires, String jobExtra, String taskExtra, String... replies) {
        List<RawJson> given = List.of(replies).stream().map(RawJson::new).toList();
        return TaskParams.of(
                new TaskParams.Input(Optional.empty(), requires, new RawJson(taskExtra), given, Map.of()),
                new RawJson(jobExtra));
    }

    static TaskParams complete(String params) {
        return new TaskParams.Complete(new RawJson(params));
    }
}

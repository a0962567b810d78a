package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.expression.Expression;
import java.util.Optional;

/**
 * {@link TaskOptions} in JSON and YAML; every member may be absent.
 *
 * @param when a condition, such as {@code pay.amount > 100 and job.region == 'bj'}
 * @param triggerRule {@code all_success}, {@code all_done}, {@code one_failed}, {@code none_failed}
 * @param run {@code main}, {@code on_failure}, {@code finally}
 * @param forEach ({@code foreach}) {@code {"in": "find.orders", "as": "order", "parallel": 4}}
 * @param workflow the type of the job that this task is
 * @param isWait ({@code wait}) {@code true} for a task that a signal ends
 * @param backoff {@code {"seconds": 1, "factor": 2, "max": 60}}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OptionsForm(
        Expression when,
        TriggerRule triggerRule,
        Phase run,
        @JsonProperty("foreach") ForEach forEach,
        String workflow,
        @JsonProperty("wait") Boolean isWait,
        RetryBackoff backoff) {

    public OptionsForm {
        if (workflow != null && Boolean.TRUE.equals(isWait)) {
            throw new IllegalArgumentException("a task cannot be both a workflow and a wait");
        }
    }

    static OptionsForm of(TaskOptions options) {
        return new OptionsForm(
                options.when().orElse(null),
                options.rule() == TriggerRule.ALL_SUCCESS ? null : options.rule(),
                options.phase() == Phase.MAIN ? null : options.phase(),
                options.forEach().orElse(null),
                options.work() instanceof Work.SubJob(String type) ? type : null,
                options.work() instanceof Work.Wait ? Boolean.TRUE : null,
                options.backoff().equals(RetryBackoff.NONE) ? null : options.backoff());
    }

    public TaskOptions options() {
        Work work = workflow != null
                ? new Work.SubJob(workflow)
                : Boolean.TRUE.equals(isWait) ? new Work.Wait() : new Work.Call();
        return new TaskOptions(
                Optional.ofNullable(when),
                triggerRule == null ? TriggerRule.ALL_SUCCESS : triggerRule,
                run == null ? Phase.MAIN : run,
                Optional.ofNullable(forEach),
                work,
                backoff == null ? RetryBackoff.NONE : backoff);
    }

    /** Empty for a plain call. */
    public static Optional<String> text(TaskOptions options) {
        return options.equals(TaskOptions.NONE) ? Optional.empty() : Optional.of(Json.write(of(options)));
    }

    /** What {@link #text} wrote. */
    public static TaskOptions read(String text) {
        return Json.read(text, OptionsForm.class).options();
    }
}

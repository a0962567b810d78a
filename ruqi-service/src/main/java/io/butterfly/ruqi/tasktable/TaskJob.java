package io.butterfly.ruqi.tasktable;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.CutText;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The job of RuQi that a row of {@code task} becomes. Every refusal names the column. */
public final class TaskJob {
    private static final String PREFIX = "task:";
    private static final Pattern ID = Pattern.compile(PREFIX + "([1-9]\\d{0,9})");
    private static final String BEFORE_KEY = "#{\"task_key\":";
    private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,9}");
    /** Two runs of one task never overlap. */
    private static final Map<String, String> POLICIES = Map.of("overlap", "skip");

    private TaskJob() {}

    static String id(long taskId) {
        return PREFIX + taskId;
    }

    /** The id of the row whose job this is; empty for any other job. */
    public static OptionalLong taskId(String jobId) {
        Matcher id = ID.matcher(jobId);
        return id.matches() ? OptionalLong.of(Long.parseLong(id.group(1))) : OptionalLong.empty();
    }

    /** Whether a row of {@code task} is behind it; a job may have had such an id before rows were jobs. */
    public static boolean isRowOf(Firing firing) {
        return taskId(firing.jobId()).isPresent()
                && firing.cmd().contains(BEFORE_KEY)
                && firing.cmd().endsWith("}");
    }

    /** The row behind it. */
    public static long rowOf(Firing firing) {
        return taskId(firing.jobId()).orElseThrow();
    }

    /**
     * The firing with the command of its run: the manual's two named values stand behind the parameters.
     *
     * @param runId {@code execute_task.id}
     */
    public static Firing run(Firing firing, long runId) {
        String cmd = firing.cmd();
        return firing.withCmd(cmd.substring(0, cmd.length() - 1) + ",\"sub_task_id\":" + runId
                + ",\"__unique_trace_id__\":\"" + firing.traceId() + "\"}");
    }

    /** Throws {@link Refusal} when a row keeps this job, so that a call must not define it. */
    public static void requireNone(String jobId) {
        taskId(jobId).ifPresent(row -> {
            throw new Refusal(
                    Stat.ERR, "job_id '" + jobId + "' belongs to row " + row + " of the table task: change that row");
        });
    }

    /** Throws {@link Refusal} with what is wrong. */
    static Jobs.Wanted of(TaskRow row, Instant now, ZoneId zone) {
        TaskRow.Call call = row.call();
        return new Jobs.Wanted(
                row.when().trigger(),
                id(row.id()),
                name(call.key()),
                command(call),
                rule(row.when().trigger(), row.when().spec(), now, zone),
                POLICIES,
                Optional.of(call.description()));
    }

    private static String name(String key) {
        if (key.isBlank()) {
            throw bad("task_key must not be empty");
        }
        return CutText.to(key.replaceAll("\\p{Cntrl}", " ").strip(), Job.MAX_NAME);
    }

    private static String command(TaskRow.Call call) {
        if (call.function().isBlank()) {
            throw bad("execute_func must not be empty");
        }
        String handler = call.function().startsWith("/") ? call.function() : "/" + call.function();
        if (handler.indexOf('#') >= 0) {
            throw bad("execute_func must not contain #");
        }
        return handler + BEFORE_KEY + Json.write(call.key()) + ",\"args\":" + args(call.args()) + "}";
    }

    /** As text: numbers keep their digits. */
    private static String args(String list) {
        String json = "[" + list + "]";
        try {
            JsonNode read = Json.tree(json);
            if (read.isArray()) {
                return json;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw bad("args must be JSON values with commas between, such as 1,\"a\",true, not '" + list + "'");
    }

    /** The rule as RuQi writes it, read and found good. */
    static String rule(String trigger, String spec, Instant now, ZoneId zone) {
        String rule = unread(trigger, spec);
        Trigger read = read(trigger, rule, now, zone);
        if (read instanceof Trigger.Date date
                && (rule.equals("now") || date.at().isBefore(now))) {
            throw bad("spec: the date '" + spec + "' is past; a later one starts the task");
        }
        return rule;
    }

    /** The rule as RuQi writes it; whether it can be read is another question, which takes much longer. */
    static String unread(String trigger, String spec) {
        return switch (trigger) {
            case "cron" -> Crontab.toRule(spec);
            case "interval" -> seconds(spec);
            case "date" -> spec.strip();
            default -> throw bad("trigger must be cron, date or interval, not '" + trigger + "'");
        };
    }

    private static Trigger read(String trigger, String rule, Instant now, ZoneId zone) {
        try {
            return Rules.parse(trigger, rule, now, zone);
        } catch (Refusal e) {
            throw bad(e.getMessage().replaceFirst("^rule", "spec"));
        }
    }

    private static String seconds(String spec) {
        if (!SECONDS.matcher(spec.strip()).matches()) {
            throw bad("spec: an interval is a number of seconds such as 5, not '" + spec + "'");
        }
        return spec.strip() + "s";
    }

    private static Refusal bad(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}

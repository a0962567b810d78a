package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.schema.ValueSchema.Violation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a workflow says about one job: all of it checked, and nothing of it asked again later.
 *
 * @param locks in the order in which they are taken, without a name twice
 * @param tags comma-joined {@code key=value}
 */
public record JobPlan(
        Dag dag,
        Optional<Duration> timeout,
        List<String> locks,
        Optional<Duration> lockWait,
        String tags,
        Optional<Notifier> notifier) {
    private static final Pattern LOCK = Pattern.compile("[^,\\p{Cntrl}]+");
    private static final Pattern TAG = Pattern.compile("[^,=\\s]+=[^,=\\p{Cntrl}]*");

    /** Tasks alone. */
    public static JobPlan of(Dag dag) {
        return new JobPlan(dag, Optional.empty(), List.of(), Optional.empty(), "", Optional.empty());
    }

    /** Throws {@link IllegalArgumentException}, or whatever the workflow throws. */
    public static JobPlan of(Registration registration, ObjectNode jobExtra) {
        Workflow workflow = registration.workflow();
        registration
                .schema()
                .ifPresent(schema -> schema.check(jobExtra).stream().findFirst().ifPresent(JobPlan::refuse));
        workflow.paramsCheck(jobExtra);
        return new JobPlan(
                Dag.of(workflow.tasks(jobExtra), jobExtra),
                workflow.timeout(jobExtra).map(timeout -> atLeastOneSecond("the workflow's timeout", timeout)),
                locks(workflow.locks(jobExtra)),
                workflow.lockWait(jobExtra).map(wait -> atLeastOneSecond("the workflow's job_lock_wait", wait)),
                tags(workflow.tags(jobExtra), jobExtra.path("job_tags")),
                workflow.notifier());
    }

    private static void refuse(Violation violation) {
        throw new InvalidPlan("job_extra does not fit the workflow: " + violation);
    }

    private static Duration atLeastOneSecond(String what, Duration duration) {
        if (duration.toSeconds() < 1 || duration.toSeconds() > Integer.MAX_VALUE) {
            throw new InvalidPlan(
                    what + " must be 1 to " + Integer.MAX_VALUE + " seconds, not " + duration.toSeconds());
        }
        return duration;
    }

    private static List<String> locks(List<String> names) {
        List<String> locks = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
        locks.stream().filter(name -> !LOCK.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new InvalidPlan("'" + name + "' cannot be the name of a lock: it has a comma or a control character");
        });
        Limits.check("the list of locks", locks, Limits.LOCKS);
        return locks;
    }

    /** The workflow's, and those that the job itself brings; of two with one key the job's. */
    private static String tags(Map<String, String> ofWorkflow, JsonNode ofJob) {
        if (!ofJob.isMissingNode() && !ofJob.isTextual()) {
            throw new InvalidPlan("job_extra.job_tags must be text such as region=bj,flag=redis");
        }
        Map<String, String> all = new LinkedHashMap<>(ofWorkflow);
        for (String tag :
                ofJob.asText().isBlank() ? new String[0] : ofJob.asText().split(",")) {
            String[] parts = tag.strip().split("=", 2);
            all.put(parts[0], parts.length == 2 ? parts[1] : null);
        }
        List<String> tags = all.entrySet().stream()
                .map(tag -> tag.getValue() == null ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                .toList();
        tags.stream().filter(tag -> !TAG.matcher(tag).matches()).findFirst().ifPresent(tag -> {
            throw new InvalidPlan(
                    "'" + tag + "' cannot be a tag: tags are key=value, without commas and further equals signs");
        });
        Limits.check("job_tags", tags, Limits.TAGS);
        return String.join(",", tags);
    }
}

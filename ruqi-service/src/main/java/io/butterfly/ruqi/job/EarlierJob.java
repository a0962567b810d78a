package io.butterfly.ruqi.job;

import java.util.LinkedHashMap;
import java.util.Map;

/** A job before a call changed it, by the names of {@code job_add}, for the record of that call. */
record EarlierJob(JobEntry job) {

    /** All that a user can say about it: enough to add it again. */
    Map<String, String> definition() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("job_trigger", job.trigger());
        members.put("rule", job.rule());
        members.put("job_name", job.name());
        members.put("cmd", job.cmd());
        members.putAll(job.policies());
        job.note().ifPresent(note -> members.put("note", note));
        members.putAll(timing());
        return members;
    }

    /** What the call says otherwise. A policy that it had not is empty. */
    Map<String, String> differenceTo(Jobs.Wanted wanted) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("job_trigger", wanted.trigger());
        said.put("rule", wanted.rule());
        said.put("job_name", wanted.name());
        said.put("cmd", wanted.cmd());
        said.putAll(wanted.policies());
        wanted.note().ifPresent(note -> said.put("note", note));
        Map<String, String> present = definition();
        Map<String, String> difference = new LinkedHashMap<>();
        said.forEach((name, value) -> {
            String was = present.getOrDefault(name, "");
            if (!was.equals(value)) {
                difference.put(name, was);
            }
        });
        return difference;
    }

    /** When it was due next, in UTC. */
    Map<String, String> timing() {
        return Map.of("next_run_time", job.nextRunAt().map(Object::toString).orElse("paused"));
    }
}

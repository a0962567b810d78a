package io.butterfly.xingqiao.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One start of one task, and so the id of its message: {@code <job_reqid>-<task_id>-<start_no>}.
 *
 * @param jobReqid may contain {@code -} itself
 */
public record StartId(String jobReqid, TaskId task, int startNo) {
    private static final Pattern FORM = Pattern.compile("(.+)-([0-9]{1,18})-([0-9]{1,9})");

    /** Empty when the text is not the id of a start. */
    public static Optional<StartId> parse(String messageId) {
        Matcher form = FORM.matcher(messageId);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new StartId(form.group(1), new TaskId(Long.parseLong(form.group(2))), Integer.parseInt(form.group(3))));
    }

    @Override
    public String toString() {
        return jobReqid + "-" + task + "-" + startNo;
    }
}

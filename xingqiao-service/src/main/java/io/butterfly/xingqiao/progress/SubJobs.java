package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.turn.TaskMessage;

/** Jobs that are tasks of other jobs. They are known by the task's start, as messages are. */
public interface SubJobs {
    /** Creates it, unless it is there. */
    Messages.Published start(TaskMessage task);

    Messages.State state(StartId id);

    void cancel(StartId id);
}

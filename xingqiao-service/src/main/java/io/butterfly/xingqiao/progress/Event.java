package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.TaskId;
import java.util.List;

/** Something that happened to one task. Time passing is none: every decision is told the time. */
public sealed interface Event {
  TaskId task();

  /** The message of this start has ended. */
  record Ended(TaskId task, int startNo, Outcome outcome) implements Event {}

  /** BaiChuan is not known to have the message of this start: its acknowledgement is missing, or BaiChuan says that there is none. */
  record Unheard(TaskId task, int startNo) implements Event {}

  /** The task was to start, but these of its {@code requires} have no value. */
  record Unfit(TaskId task, List<String> missing) implements Event {}
}

package io.butterfly.api.xingqiao;

import java.util.List;

/** The tasks of a job in the order of their ids. */
public record TaskList(long total, List<TaskView> list) {}

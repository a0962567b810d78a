package io.butterfly.api.baichuan;

import java.util.List;

/** The answers to a {@link TaskCreateBatch}, in its order. */
public record TasksCreated(List<TaskCreated> tasks) {}

package io.butterfly.xingqiao.decision;

/** One thing to write or to do. */
public sealed interface Step permits TaskStep, JobStep {}

package io.butterfly.xingqiao;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may set under {@code xingqiao}.
 *
 * @param plugins the folder of workflow files and jars
 * @param jobDays jobs that ended longer ago are deleted; 0 keeps them
 * @param progressLoops how many loops take completions side by side
 * @param acknowledgeAfter how long a start that BaiChuan has acknowledged may stay pending in the table
 * @param stillLimit a job that has not moved for longer is logged and counted
 */
@ConfigurationProperties("xingqiao")
record Settings(
        @Bindable(defaultValue = "plugins") Path plugins,
        @Bindable(defaultValue = "0") int jobDays,
        @Bindable(defaultValue = "4") int progressLoops,
        @Bindable(defaultValue = "50ms") Duration acknowledgeAfter,
        @Bindable(defaultValue = "10m") Duration stillLimit) {}

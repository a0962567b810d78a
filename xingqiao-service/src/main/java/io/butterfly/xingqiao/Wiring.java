package io.butterfly.xingqiao;

import io.butterfly.access.Credential;
import io.butterfly.api.JsonHttp;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.ClockWatch;
import io.butterfly.notices.Events;
import io.butterfly.notices.Watch;
import io.butterfly.settings.Common;
import io.butterfly.worker.WorkerClient;
import io.butterfly.xingqiao.dispatch.ProgressLoops;
import io.butterfly.xingqiao.job.StoreId;
import io.butterfly.xingqiao.metrics.JobMeters;
import io.butterfly.xingqiao.mysql.OldJobs;
import io.butterfly.xingqiao.operate.RetentionLoop;
import io.butterfly.xingqiao.progress.RunningJobs;
import io.butterfly.xingqiao.progress.Starts;
import io.butterfly.xingqiao.progress.Turns;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.reconcile.StillJobs;
import io.butterfly.xingqiao.reconcile.StoreClock;
import io.butterfly.xingqiao.watch.JobEvents;
import io.butterfly.xingqiao.workflow.plugin.PluginFolder;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;

/** What is made from settings, or is not a class of ours. */
@Factory
final class Wiring {
    @Singleton
    JsonHttp baichuan(@Value("${butterfly.baichuan.url}") URI baichuan, Credential credential) {
        return new JsonHttp(baichuan, credential);
    }

    @Singleton
    ZoneId zone(@Value("${butterfly.zone:}") String zone) {
        return Common.zone(zone);
    }

    /** Raised after a commit that made a job due, so that the reconciler looks at it at once. */
    @Singleton
    @Named("job-due")
    Signal jobDue() {
        return new Signal();
    }

    @Bean(preDestroy = "close")
    @Singleton
    PluginFolder plugins(Settings settings) {
        return new PluginFolder(settings.plugins());
    }

    @Bean(preDestroy = "close")
    @Singleton
    Turns turns(RunningJobs jobs, Starts starts, Settings settings, JobMeters meters, JobEvents events) {
        return new Turns(jobs, starts, settings.acknowledgeAfter(), meters, events);
    }

    @Singleton
    ProgressLoops progressLoops(
            @Value("${butterfly.baichuan.url}") URI baichuan,
            Credential credential,
            Turns turns,
            Settings settings,
            StoreId store) {
        return new ProgressLoops(new WorkerClient(baichuan, credential), turns, settings.progressLoops(), store);
    }

    @Singleton
    StillJobs stillJobs(DueJobs jobs, StoreClock clock, Settings settings, JobEvents events) {
        return new StillJobs(jobs, clock, settings.stillLimit(), events);
    }

    @Singleton
    Watch clockWatch(Events events, StoreClock clock, SteadyClock machine) {
        return new ClockWatch(events, clock::steppedWithin, machine);
    }

    @Singleton
    RetentionLoop retention(OldJobs jobs, Settings settings) {
        return new RetentionLoop(jobs, Duration.ofDays(settings.jobDays()));
    }
}

package io.butterfly.ruqi;

import io.butterfly.access.Credential;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.ClockWatch;
import io.butterfly.notices.Events;
import io.butterfly.notices.Watch;
import io.butterfly.notices.delivery.NoticeStore;
import io.butterfly.notices.queues.QueueWatch;
import io.butterfly.notices.rules.RulesFile;
import io.butterfly.ruqi.adoption.Adoption;
import io.butterfly.ruqi.adoption.PythonJobs;
import io.butterfly.ruqi.command.Scripts;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.dispatch.DispatchContext;
import io.butterfly.ruqi.dispatch.HttpRunner;
import io.butterfly.ruqi.dispatch.MessageDispatcher;
import io.butterfly.ruqi.dispatch.ScriptRunner;
import io.butterfly.ruqi.dispatch.SingleDispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryCleanup;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.OutcomeWriter;
import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.history.ResumeSchedule;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.message.Awaited;
import io.butterfly.ruqi.message.CompletionLoop;
import io.butterfly.ruqi.message.Completions;
import io.butterfly.ruqi.message.Messages;
import io.butterfly.ruqi.message.ReconcileLoop;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.ruqi.replica.Replicas;
import io.butterfly.ruqi.replica.StoreClock;
import io.butterfly.ruqi.tasktable.TaskTable;
import io.butterfly.ruqi.tasktable.TaskTableLoop;
import io.butterfly.settings.Common;
import io.butterfly.worker.WorkerClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** Makes what needs settings, or is not a class of this service. All other beans are marked where they are declared. */
@Factory
final class Wiring {
    @Singleton
    ZoneId zone(@Value("${butterfly.zone:}") String zone) {
        return Common.zone(zone);
    }

    /** Wakes the firing loop. Made before it, so that those who raise the signal do not need the loop. */
    @Singleton
    Signal wakeup() {
        return new Signal();
    }

    @Singleton
    Replica replica(Replicas replicas, StoreClock clock, Settings.Scheduler settings) {
        return new Replica(replicas, clock, settings.lease());
    }

    @Singleton
    Scripts scripts(Settings.ScriptJobs settings) {
        Optional<Path> root = Optional.ofNullable(settings.scriptsRoot())
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return new Scripts(
                root.map(Path::toAbsolutePath), settings.scriptsPython(), Optional.ofNullable(settings.scriptsUser()));
    }

    @Singleton
    Messages messages(@Value("${micronaut.http.services.baichuan.url}") URI baiChuan, Credential credential) {
        return new Messages(baiChuan, credential);
    }

    @Singleton
    MessageDispatcher messageDispatcher(
            Messages messages, DispatchContext context, Settings.Scheduler settings, Signal wakeup) {
        return new MessageDispatcher(messages, new Slots(settings.messageSlots(), wakeup), context);
    }

    @Singleton
    @Named("http")
    SingleDispatcher httpDispatcher(
            DispatchContext context, OpenRuns runs, SteadyClock clock, Settings.HttpJobs settings, Signal wakeup) {
        return SingleDispatcher.of(
                new HttpRunner(settings.httpLimit(), settings.httpRedirects(), clock),
                new Slots(settings.httpSlots(), wakeup),
                context,
                runs);
    }

    @Singleton
    @Named("script")
    SingleDispatcher scriptDispatcher(
            Scripts scripts,
            DispatchContext context,
            OpenRuns runs,
            SteadyClock clock,
            Settings.ScriptJobs settings,
            Signal wakeup) {
        return SingleDispatcher.of(
                new ScriptRunner(scripts, settings.scriptLimit(), clock),
                new Slots(settings.scriptSlots(), wakeup),
                context,
                runs);
    }

    @Singleton
    Awaited awaited(
            PublishedFirings published,
            OutcomeWriter writer,
            ResumeSchedule schedule,
            Outputs outputs,
            Messages messages,
            StoreClock clock) {
        return new Awaited(published, writer, schedule, outputs, messages, clock);
    }

    @Singleton
    Completions completions(
            @Value("${micronaut.http.services.baichuan.url}") URI baiChuan,
            Credential credential,
            Replica replica,
            Awaited awaited,
            SteadyClock clock) {
        return new Completions(
                new CompletionLoop(replica, new WorkerClient(baiChuan, credential), awaited),
                new ReconcileLoop(replica, awaited, clock));
    }

    /** The replica that has lived longest cleans up. */
    @Singleton
    HistoryCleanup cleanup(History history, Replica replica, Replicas replicas, Settings.HistoryKept settings) {
        return new HistoryCleanup(history, settings.kept(), () -> isFirst(replica, replicas));
    }

    private static boolean isFirst(Replica replica, Replicas replicas) {
        return replica.held()
                .filter(held -> held.name().equals(replicas.list().getFirst().name()))
                .isPresent();
    }

    /** The replica that has lived longest does this, too. */
    @Singleton
    @Requires(property = "ruqi.task-table.enabled", value = "true")
    TaskTableLoop taskTable(
            TaskTable table, Jobs jobs, StoreClock clock, Replica replica, Replicas replicas, Events events) {
        return new TaskTableLoop(table, jobs, clock, () -> isFirst(replica, replicas), events);
    }

    @Singleton
    @Requires(beans = NoticeStore.class)
    Watch clockWatch(Events events, StoreClock clock) {
        return new ClockWatch(events, clock::steppedWithin, clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = NoticeStore.class)
    QueueWatch queueWatch(BaiChuanClient baiChuan, Events events, RulesFile rules, Replica replica, Replicas replicas) {
        return new QueueWatch(baiChuan, events, rules, () -> isFirst(replica, replicas));
    }

    @Singleton
    Adoption adoption(PythonJobs pythonJobs, Targets targets, StoreClock clock) {
        return new Adoption(pythonJobs, targets, clock, clock::isRead);
    }
}

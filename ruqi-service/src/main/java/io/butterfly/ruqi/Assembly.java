package io.butterfly.ruqi;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.adoption.Adoption;
import io.butterfly.ruqi.adoption.PythonJobs;
import io.butterfly.ruqi.command.Scripts;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.completion.Awaited;
import io.butterfly.ruqi.completion.CompletionLoop;
import io.butterfly.ruqi.completion.Completions;
import io.butterfly.ruqi.completion.ReconcileLoop;
import io.butterfly.ruqi.dispatch.DispatchContext;
import io.butterfly.ruqi.dispatch.HttpRunner;
import io.butterfly.ruqi.dispatch.MessageDispatcher;
import io.butterfly.ruqi.dispatch.ScriptRunner;
import io.butterfly.ruqi.dispatch.SingleDispatcher;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Dispatchers;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.Engine;
import io.butterfly.ruqi.firing.ExtraFirings;
import io.butterfly.ruqi.firing.ExtraRuns;
import io.butterfly.ruqi.firing.FiringLoop;
import io.butterfly.ruqi.firing.Resumption;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.firing.TakeOver;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryCleanup;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.history.ResumeSchedule;
import io.butterfly.ruqi.job.Calendars;
import io.butterfly.ruqi.job.JobStore;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.message.Messages;
import io.butterfly.ruqi.replica.Observer;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.ruqi.replica.Replicas;
import io.butterfly.ruqi.replica.StoreClock;
import io.butterfly.worker.WorkerClient;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Puts the parts together; they know nothing of the framework. */
@Factory
final class Assembly {
    @Singleton
    ZoneId zone(@Value("${butterfly.zone:}") String zone) {
        return zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    @Singleton
    StoreClock clock(ZoneId zone) {
        return new StoreClock(zone);
    }

    @Singleton
    Replica replica(Replicas replicas, StoreClock clock, Settings settings) {
        return new Replica(replicas, clock, settings.lease());
    }

    @Singleton
    Outcomes outcomes(Firings firings, ResumeSchedule waiting) {
        return new Outcomes(firings, waiting);
    }

    @Singleton
    ResumeSchedule waiting() {
        return new ResumeSchedule();
    }

    @Singleton
    Scripts scripts(Settings settings) {
        Optional<Path> root = Optional.ofNullable(settings.scriptsRoot())
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return new Scripts(root.map(Path::toAbsolutePath), settings.scriptsPython());
    }

    @Singleton
    OpenRuns runs(Outputs outputs) {
        return new OpenRuns(outputs);
    }

    @Singleton
    DispatchContext context(
            Replica replica, Firings firings, PublishedFirings published, Outcomes outcomes, StoreClock clock) {
        return new DispatchContext(replica, firings, published, outcomes, clock);
    }

    @Singleton
    Messages messages(@Value("${micronaut.http.services.baichuan.url}") URI baiChuan) {
        return new Messages(baiChuan);
    }

    @Singleton
    MessageDispatcher messageDispatcher(Messages messages, DispatchContext context, Settings settings) {
        return new MessageDispatcher(messages, new Slots(settings.messageSlots()), context);
    }

    @Singleton
    @Named("http")
    SingleDispatcher posts(DispatchContext context, OpenRuns runs, Settings settings) {
        return SingleDispatcher.of(
                new HttpRunner(settings.httpLimit(), settings.httpRedirects()),
                new Slots(settings.httpSlots()),
                context,
                runs);
    }

    @Singleton
    @Named("script")
    SingleDispatcher scripts(Scripts scripts, DispatchContext context, OpenRuns runs, Settings settings) {
        return SingleDispatcher.of(
                new ScriptRunner(scripts, settings.scriptLimit()), new Slots(settings.scriptSlots()), context, runs);
    }

    /** One dispatcher a kind; the benchmarks put one that does nothing in the place of messages. */
    @Singleton
    Dispatchers dispatchers(List<Dispatcher> dispatchers, Outcomes outcomes) {
        return new Dispatchers(dispatchers, outcomes);
    }

    @Singleton
    FiringLoop firingLoop(
            DueJobs dueJobs,
            Dispatchers dispatchers,
            Firings firings,
            Replica replica,
            ResumeSchedule waiting,
            StoreClock clock) {
        return new FiringLoop(
                dueJobs,
                dispatchers,
                replica,
                new TakeOver(firings, dispatchers, replica),
                new Resumption(firings, dispatchers, waiting),
                clock);
    }

    @Singleton
    Awaited awaited(
            PublishedFirings published,
            Firings firings,
            ResumeSchedule waiting,
            Outputs outputs,
            Messages messages,
            StoreClock clock) {
        return new Awaited(published, firings, waiting, outputs, messages, clock);
    }

    @Singleton
    Completions completions(
            @Value("${micronaut.http.services.baichuan.url}") URI baiChuan, Replica replica, Awaited awaited) {
        return new Completions(
                new CompletionLoop(replica, new WorkerClient(baiChuan), awaited),
                new ReconcileLoop(replica, awaited, SteadyClock.system()));
    }

    @Singleton
    Engine engine(Replica replica, FiringLoop loop, Dispatchers dispatchers, Outcomes outcomes) {
        return new Engine(replica, loop, dispatchers, outcomes);
    }

    /** The replica that has lived longest does it. */
    @Singleton
    HistoryCleanup cleanup(History history, Replica replica, Replicas replicas, Settings settings) {
        return new HistoryCleanup(history, settings.kept(), () -> replica.held()
                .filter(held -> held.name().equals(replicas.list().getFirst().name()))
                .isPresent());
    }

    @Singleton
    Adoption adoption(PythonJobs pythonJobs, Scripts scripts, StoreClock clock) {
        return new Adoption(pythonJobs, new Targets(scripts), clock, clock::isRead);
    }

    @Singleton
    Observer observer(Replicas replicas, StoreClock clock) {
        return new Observer(replicas, clock);
    }

    @Singleton
    ExtraRuns extraRuns(
            Jobs jobs,
            Calendars calendars,
            Scripts scripts,
            ExtraFirings firings,
            ResumeSchedule waiting,
            StoreClock clock) {
        return new ExtraRuns(jobs, calendars, new Targets(scripts), firings, waiting, clock);
    }

    @Singleton
    Jobs jobs(JobStore store, Calendars calendars, Scripts scripts, StoreClock clock, FiringLoop loop) {
        return new Jobs(store, calendars, new Targets(scripts), clock, loop::wake);
    }
}

package io.butterfly.ruqi;

import io.butterfly.ruqi.adoption.Adoption;
import io.butterfly.ruqi.adoption.OldJobs;
import io.butterfly.ruqi.command.Scripts;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.completion.Awaited;
import io.butterfly.ruqi.completion.CompletionLoop;
import io.butterfly.ruqi.completion.Completions;
import io.butterfly.ruqi.completion.ReconcileLoop;
import io.butterfly.ruqi.dispatch.Custody;
import io.butterfly.ruqi.dispatch.HttpPosts;
import io.butterfly.ruqi.dispatch.MessageDispatcher;
import io.butterfly.ruqi.dispatch.ScriptRuns;
import io.butterfly.ruqi.dispatch.SingleDispatcher;
import io.butterfly.ruqi.extra.ExtraFirings;
import io.butterfly.ruqi.extra.ExtraRuns;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.Engine;
import io.butterfly.ruqi.firing.FiringLoop;
import io.butterfly.ruqi.firing.Hands;
import io.butterfly.ruqi.firing.Resumption;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.firing.TakeOver;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.Published;
import io.butterfly.ruqi.history.Upkeep;
import io.butterfly.ruqi.history.Waiting;
import io.butterfly.ruqi.job.Calendars;
import io.butterfly.ruqi.job.JobStore;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.message.Messages;
import io.butterfly.ruqi.output.Outputs;
import io.butterfly.ruqi.output.Runs;
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
    Outcomes outcomes(Firings firings, Waiting waiting) {
        return new Outcomes(firings, waiting);
    }

    @Singleton
    Waiting waiting() {
        return new Waiting();
    }

    @Singleton
    Scripts scripts(Settings settings) {
        Optional<Path> root = Optional.ofNullable(settings.scriptsRoot())
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return new Scripts(root.map(Path::toAbsolutePath), settings.scriptsPython());
    }

    @Singleton
    Runs runs(Outputs outputs) {
        return new Runs(outputs);
    }

    @Singleton
    Custody custody(Replica replica, Firings firings, Published published, Outcomes outcomes, StoreClock clock) {
        return new Custody(replica, firings, published, outcomes, clock);
    }

    @Singleton
    Messages messages(@Value("${micronaut.http.services.baichuan.url}") URI baiChuan) {
        return new Messages(baiChuan);
    }

    @Singleton
    MessageDispatcher messageDispatcher(Messages messages, Custody custody, Settings settings) {
        return new MessageDispatcher(messages, new Slots(settings.messageSlots()), custody);
    }

    @Singleton
    @Named("http")
    SingleDispatcher posts(Custody custody, Runs runs, Settings settings) {
        return SingleDispatcher.of(
                new HttpPosts(settings.httpLimit(), settings.httpRedirects()),
                new Slots(settings.httpSlots()),
                custody,
                runs);
    }

    @Singleton
    @Named("script")
    SingleDispatcher scripts(Scripts scripts, Custody custody, Runs runs, Settings settings) {
        return SingleDispatcher.of(
                new ScriptRuns(scripts, settings.scriptLimit()), new Slots(settings.scriptSlots()), custody, runs);
    }

    /** One dispatcher a kind; the benchmarks put one that does nothing in the place of messages. */
    @Singleton
    Hands hands(List<Dispatcher> dispatchers, Outcomes outcomes) {
        return new Hands(dispatchers, outcomes);
    }

    @Singleton
    FiringLoop firingLoop(
            DueJobs dueJobs, Hands hands, Firings firings, Replica replica, Waiting waiting, StoreClock clock) {
        return new FiringLoop(
                dueJobs,
                hands,
                replica,
                new TakeOver(firings, hands, replica),
                new Resumption(firings, hands, waiting),
                clock);
    }

    @Singleton
    Awaited awaited(
            Published published,
            Firings firings,
            Waiting waiting,
            Outputs outputs,
            Messages messages,
            StoreClock clock) {
        return new Awaited(published, firings, waiting, outputs, messages, clock);
    }

    @Singleton
    Completions completions(
            @Value("${micronaut.http.services.baichuan.url}") URI baiChuan, Replica replica, Awaited awaited) {
        return new Completions(
                new CompletionLoop(replica, new WorkerClient(baiChuan), awaited), new ReconcileLoop(replica, awaited));
    }

    @Singleton
    Engine engine(Replica replica, FiringLoop loop, Hands hands, Outcomes outcomes) {
        return new Engine(replica, loop, hands, outcomes);
    }

    /** The replica that has lived longest does it. */
    @Singleton
    Upkeep upkeep(History history, Replica replica, Replicas replicas, Settings settings) {
        return new Upkeep(history, settings.kept(), () -> replica.held()
                .filter(held -> held.name().equals(replicas.list().getFirst().name()))
                .isPresent());
    }

    @Singleton
    Adoption adoption(OldJobs oldJobs, Scripts scripts, StoreClock clock) {
        return new Adoption(oldJobs, new Targets(scripts), clock, clock::isRead);
    }

    @Singleton
    Observer observer(Replicas replicas, StoreClock clock) {
        return new Observer(replicas, clock);
    }

    @Singleton
    ExtraRuns extraRuns(
            Jobs jobs, Calendars calendars, Scripts scripts, ExtraFirings firings, Waiting waiting, StoreClock clock) {
        return new ExtraRuns(jobs, calendars, new Targets(scripts), firings, waiting, clock);
    }

    @Singleton
    Jobs jobs(JobStore store, Calendars calendars, Scripts scripts, StoreClock clock, FiringLoop loop) {
        return new Jobs(store, calendars, new Targets(scripts), clock, loop::wake);
    }
}

package io.butterfly.ruqi.adoption;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.PollLoop;
import io.butterfly.ruqi.adoption.PythonJobs.AdoptionResult;
import io.butterfly.ruqi.adoption.PythonJobs.PythonJob;
import io.butterfly.ruqi.command.Command;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs of the Python service's rows when a replica starts. Only the command comes from the pickle; the rest
 * stands in columns. A job that was paused stays paused, an interval that was not keeps its phase, and what came due
 * while no scheduler ran does not fire.
 */
public final class Adoption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    private static final Duration DONE = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final List<String> FUNCTIONS = List.of("run_cmd", "run_http", "run_mq");

    private final PythonJobs pythonJobs;
    private final Targets targets;
    private final Clock clock;
    private final BooleanSupplier isReady;
    private PollLoop loop;

    /** @param isReady whether the store has its tables and its time is known */
    public Adoption(PythonJobs pythonJobs, Targets targets, Clock clock, BooleanSupplier isReady) {
        this.pythonJobs = pythonJobs;
        this.targets = targets;
        this.clock = clock;
        this.isReady = isReady;
    }

    public void start() {
        loop = PollLoop.start("ruqi-adoption", this::tick);
    }

    Duration tick() {
        if (!isReady.getAsBoolean()) {
            return SOON;
        }
        for (Optional<String> id = pythonJobs.next("", this::decide);
                id.isPresent();
                id = pythonJobs.next(id.get(), this::decide)) {
            LOG.debug("looked at the Python service's job {}", id.get());
        }
        return DONE;
    }

    /** Throws when the time is not known yet: that is no fault of the row. */
    AdoptionResult decide(PythonJob old) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            Job job = job(old, now);
            LOG.info(
                    "job {} of the Python service is taken over: {}",
                    old.id(),
                    job.nextRunAt().map(next -> "due next at " + next).orElse("paused"));
            return new AdoptionResult.Adopted(job);
        } catch (Refusal | IllegalArgumentException e) {
            LOG.warn("job {} of the Python service stays parked: {}", old.id(), e.getMessage());
            return new AdoptionResult.Parked("made by the Python service, not taken over: " + e.getMessage());
        }
    }

    private Job job(PythonJob old, Instant now) {
        String cmd = cmd(old);
        Trigger trigger = Rules.parse(old.trigger(), old.rule(), now, clock.getZone());
        Target target = targets.admit(cmd);
        if (target instanceof Target.Script) {
            Command.requireNoShell(cmd);
        }
        Instant anchor = old.nextRunAt().orElse(now);
        Optional<Instant> next = old.nextRunAt().flatMap(at -> trigger.notBefore(now, anchor));
        if (next.filter(at -> at.isBefore(now.minus(Policies.DEFAULT.lateness().grace())))
                .isPresent()) {
            throw new IllegalArgumentException("its date, " + old.rule() + ", passed while no scheduler ran");
        }
        if (old.nextRunAt().isPresent() && next.isEmpty()) {
            throw new IllegalArgumentException("its rule never comes due again");
        }
        return new Job(
                new Job.Identity(old.id(), old.uid(), old.name()),
                new Job.Timing(trigger, next, anchor),
                new Job.Action(cmd, target.kind()),
                Policies.DEFAULT,
                Optional.empty(),
                now);
    }

    private static String cmd(PythonJob old) {
        Object state = read(old.state());
        String cmd = PythonCommand.in(state)
                .orElseThrow(() -> new IllegalArgumentException("its job_state is a Python pickle without kwargs.cmd"));
        requireKnown(((Map<?, ?>) state).get("func"));
        return cmd;
    }

    private static Object read(byte[] state) {
        try {
            return Pickle.read(state);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its job_state is no Python pickle that can be read: " + e.getMessage());
        }
    }

    /** Anything but a text is not even shown: lists that hold themselves have no end. */
    private static void requireKnown(Object function) {
        if (!(function instanceof String name)) {
            throw new IllegalArgumentException("its job_state does not name the function that it runs");
        }
        if (FUNCTIONS.stream().noneMatch(name::endsWith)) {
            throw new IllegalArgumentException(
                    "its job_state runs '" + name + "', which is none of run_cmd, run_http and run_mq");
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }
}

package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.finish.Removal;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Status;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up what Python workers leave behind: they have no leases, and report what they end in Redis only. */
@Singleton
final class PythonRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(PythonRecovery.class);
    private static final int MOST_TAKEN = 10_000;
    private static final int MOST_KEEPS = 1_000;

    private final RecoverySteps steps;
    private final PythonSteps python;
    private final LeftMessages left;
    private final Removal removal;

    PythonRecovery(RecoverySteps steps, PythonSteps python, LeftMessages left, Removal removal) {
        this.steps = steps;
        this.python = python;
        this.left = left;
        this.removal = removal;
    }

    /** What Python workers had taken when they died. Of all queues at once, because a worker takes from many. */
    void takeUp(List<Survey> surveys) {
        List<Survey> some =
                surveys.stream().filter(survey -> !survey.taken().isEmpty()).toList();
        if (some.stream()
                .noneMatch(survey ->
                        PythonWorkers.isLongAgo(survey.taken().getFirst().at(), survey.now()))) {
            return;
        }
        List<Survey.Taken> taken = some.stream()
                .flatMap(survey -> survey.taken().stream())
                .limit(MOST_TAKEN)
                .toList();
        Map<String, MessageSnapshot> snapshots =
                steps.snapshots(taken.stream().map(Survey.Taken::id).toList());
        boolean isWhole = taken.size() < MOST_TAKEN
                && some.stream().allMatch(survey -> survey.ofPython().isWhole());
        PythonWorkers workers =
                new PythonWorkers(taken, snapshots, python.registrations(workersOf(snapshots)), isWhole);
        lookForEnds(workers, some, snapshots);
        some.forEach(survey -> takeUp(survey, snapshots, workers));
    }

    private static Set<String> workersOf(Map<String, MessageSnapshot> snapshots) {
        return snapshots.values().stream()
                .map(MessageSnapshot::worker)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** A worker that seems to be silent may have ended messages lately. */
    private void lookForEnds(PythonWorkers workers, List<Survey> surveys, Map<String, MessageSnapshot> snapshots) {
        Set<String> silent = workers.silent(surveys.getFirst().now());
        for (Survey survey : surveys) {
            List<MessageSnapshot> theirs = survey.taken().stream()
                    .map(one -> snapshots.get(one.id()))
                    .filter(message -> message != null && silent.contains(message.worker()))
                    .toList();
            if (!theirs.isEmpty()) {
                Set<Integer> keeps = theirs.stream()
                        .map(MessageSnapshot::keep)
                        .limit(MOST_KEEPS)
                        .collect(Collectors.toSet());
                python.ends(survey.handler(), keeps, survey.now() - PythonWorkers.SILENCE.toMillis(), survey.now())
                        .forEach(workers::sign);
            }
        }
    }

    private void takeUp(Survey survey, Map<String, MessageSnapshot> snapshots, PythonWorkers workers) {
        Map<String, Repair.Lapsed> repairs = new LinkedHashMap<>();
        for (Survey.Taken one : survey.taken()) {
            Optional<MessageSnapshot> message = Optional.ofNullable(snapshots.get(one.id()));
            boolean isLost = message.map(snapshot -> workers.haveLost(snapshot, one.at(), survey.now()))
                    .orElse(survey.now() - one.at() > Repair.PYTHON_MILLIS);
            if (isLost) {
                repairs.put(one.id(), Repair.ofPython(message));
            }
        }
        python.noteReturned(
                survey.handler(),
                survey.now(),
                repairs.keySet().stream()
                        .filter(id -> repairs.get(id).isReturn())
                        .toList());
        left.apply(survey, List.copyOf(repairs.keySet()), repairs::get);
    }

    /** Messages that were taken from a Python worker which has ended them after all: they are executed no more. */
    void takeUpReturned(Survey survey) {
        if (survey.ofPython().returned().isEmpty()) {
            return;
        }
        Map<String, MessageSnapshot> snapshots =
                steps.snapshots(survey.ofPython().returned());
        List<String> over = survey.ofPython().returned().stream()
                .filter(id ->
                        !snapshots.containsKey(id) || snapshots.get(id).status().isEnded())
                .toList();
        if (!over.isEmpty()) {
            LOG.info("{}: {} messages that were queued again have ended", survey.handler(), over.size());
            removal.unlistNearHead(survey.handler(), over);
            List<String> revived = steps.snapshots(over).values().stream()
                    .filter(message -> message.status() == Status.QUEUED)
                    .map(MessageSnapshot::id)
                    .toList();
            steps.announceAgain(survey.handler(), survey.now(), revived); // it may have been listed just before
            python.forgetReturned(survey.handler(), over);
        }
    }

    /**
     * Ids whose on_finish is not settled, some from a place on: those that a Python worker has ended are reported.
     * Returns how many there were.
     */
    int reportEnds(String handler, long from, int most) {
        List<String> unsettled = python.unsettled(handler, from, most);
        left.settle(steps.snapshots(unsettled).values().stream()
                .filter(message -> message.status().isEnded())
                .map(MessageSnapshot::id)
                .toList());
        return unsettled.size();
    }
}

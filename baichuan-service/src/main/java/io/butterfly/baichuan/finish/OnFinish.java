package io.butterfly.baichuan.finish;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.baichuan.waiting.EndSignals;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports that a message has ended to the handler that its publisher named: once, however often this is called. */
@Singleton
public final class OnFinish {
    private static final Logger LOG = LoggerFactory.getLogger(OnFinish.class);
    private static final int MAX_CARRIED = 64 * 1024;

    private final FinishSteps steps;
    private final Publishing publishing;
    private final EndSignals signals;

    OnFinish(FinishSteps steps, Publishing publishing, EndSignals signals) {
        this.steps = steps;
        this.publishing = publishing;
        this.signals = signals;
    }

    /**
     * Wakes calls that wait for these ends, publishes the reports on them, and then lets their ids leave
     * {@code mq:ending}. Messages that were kept only until the report on them had ended get their expiry, too. Throws
     * when some cannot be published now; the others are.
     */
    public void settle(List<Ended> ended) {
        signals.ended(ended.stream().map(Ended::id).toList());
        List<Ended> reports = ended.stream().filter(Ended::isReport).toList();
        finish(
                reports,
                reports.stream().map(message -> message.links().source()).toList());
        report(ended.stream().filter(Ended::needsReport).toList());
    }

    private void finish(List<Ended> settled, List<String> expiring) {
        if (!settled.isEmpty()) {
            steps.settle(settled, expiring);
        }
    }

    /** What Redis refuses for one listener must not keep the reports of others back. */
    private void report(List<Ended> ended) {
        try {
            publish(ended);
        } catch (IllegalStateException e) {
            if (ended.size() == 1) {
                throw e;
            }
            report(ended.subList(0, ended.size() / 2), ended.subList(ended.size() / 2, ended.size()));
        }
    }

    private void report(List<Ended> some, List<Ended> others) {
        try {
            report(some);
        } finally {
            report(others);
        }
    }

    private void publish(List<Ended> ended) {
        List<Draft> drafts =
                ended.stream().flatMap(message -> report(message).stream()).toList();
        if (!drafts.isEmpty()) {
            publishing.publish(drafts);
        }
        finish(ended, ended.stream().filter(OnFinish::isCarried).map(Ended::id).toList());
    }

    private static boolean isCarried(Ended message) {
        return message.verdict().result().length() <= MAX_CARRIED;
    }

    /** Nothing for what another producer wrote that no message can carry: trying again would not help. */
    private static Optional<Draft> report(Ended message) {
        try {
            return Optional.of(draft(message));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "the end of {} is not reported to {}: {}",
                    message.id(),
                    message.links().onFinish(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static Draft draft(Ended message) {
        Verdict verdict = message.verdict();
        boolean isUsable = !verdict.stat().isEmpty() && !verdict.result().isEmpty();
        RawJson result = isUsable && isCarried(message) ? new RawJson(verdict.result()) : null;
        Finished finished = new Finished(
                message.id(),
                message.handler(),
                verdict.status().word(),
                verdict.stat().isEmpty() ? Stat.ERR_MSG_RESULT_FAILED.name() : verdict.stat(),
                result,
                message.lastRun().cost(),
                message.lastRun().attempt(),
                message.links().traceId());
        return new Draft(
                message.reportId(),
                false,
                message.links().onFinish(),
                Json.write(finished),
                Options.DEFAULTS,
                Unique.NO,
                Draft.Origin.ofReport(message.links().traceId(), message.id(), !isCarried(message)));
    }
}

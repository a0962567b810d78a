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
import java.util.ArrayList;
import java.util.List;

/** Reports that a message has ended to the handler that its publisher named: once, however often this is called. */
@Singleton
public final class OnFinish {
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
     * {@code mq:ending}. Messages that were kept only until the report on them had ended get their expiry, too.
     */
    public void settle(List<Ended> ended) {
        signals.ended(ended.stream().map(Ended::id).toList());
        List<Ended> reported = ended.stream().filter(Ended::needsReport).toList();
        List<String> expiring = new ArrayList<>(ended.stream()
                .map(message -> message.links().source())
                .filter(source -> !source.isEmpty())
                .toList());
        if (reported.isEmpty() && expiring.isEmpty()) {
            return;
        }
        if (!reported.isEmpty()) {
            publishing.publish(reported.stream().map(OnFinish::report).toList());
            reported.stream().filter(OnFinish::isCarried).map(Ended::id).forEach(expiring::add);
        }
        steps.settle(reported, expiring);
    }

    private static boolean isCarried(Ended message) {
        return message.verdict().result().length() <= MAX_CARRIED;
    }

    private static Draft report(Ended message) {
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
                new Draft.Origin(message.links().traceId(), "127.0.0.1", message.id()));
    }
}

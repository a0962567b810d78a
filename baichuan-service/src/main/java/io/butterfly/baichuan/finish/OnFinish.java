package io.butterfly.baichuan.finish;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.baichuan.waiting.EndSignals;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Tells those who asked that a message has ended: once, however often it is done. */
@Singleton
public final class OnFinish {
    private static final int MAX_CARRIED = 64 * 1024;

    private final FinishStore store;
    private final Publishing publishing;
    private final EndSignals endings;

    OnFinish(FinishStore store, Publishing publishing, EndSignals endings) {
        this.store = store;
        this.publishing = publishing;
        this.endings = endings;
    }

    /** Also lets go of messages that were kept only until the report on them had ended. */
    public void settle(List<Ended> ended) {
        endings.ended(ended.stream().map(Ended::id).toList());
        List<Ended> owing =
                ended.stream().filter(message -> !message.onFinish().isEmpty()).toList();
        List<String> expiring = new ArrayList<>(ended.stream()
                .map(Ended::source)
                .filter(source -> !source.isEmpty())
                .toList());
        if (owing.isEmpty() && expiring.isEmpty()) {
            return;
        }
        if (!owing.isEmpty()) {
            publishing.publish(owing.stream().map(OnFinish::report).toList());
            owing.stream().filter(OnFinish::isCarried).map(Ended::id).forEach(expiring::add);
        }
        store.settle(owing, expiring);
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
                message.cost(),
                message.attempt(),
                message.traceId());
        return new Draft(
                message.reportId(),
                false,
                message.onFinish(),
                Json.write(finished),
                Options.DEFAULTS,
                Unique.NO,
                new Draft.Origin(message.traceId(), "127.0.0.1", message.id()));
    }
}

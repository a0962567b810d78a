package io.butterfly.baichuan.finish;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.http.adaptor.StatAdaptor;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * The results that BaiChuan makes itself (lost, cancelled, expired, …): whoever reads results finds in them the members
 * that handlers' replies have by {@code STAT_ADAPTOR}.
 */
@Singleton
public final class OwnResults {
    private final StatAdaptor adaptor;

    OwnResults(StatAdaptor adaptor) {
        this.adaptor = adaptor;
    }

    public Verdict adapted(Verdict verdict) {
        if (!verdict.isOurs() || !adaptor.isOn()) {
            return verdict;
        }
        JsonNode result = Json.tree(verdict.result());
        Reply reply = new Reply(verdict.stat(), result.path("message").asText(), Map.of());
        return verdict.withResult(Json.write(adaptor.adapt(reply)));
    }

    Outcome.End adapted(Outcome.End end) {
        return end.verdict().isOurs()
                ? new Outcome.End(end.id(), end.lease(), end.seen(), adapted(end.verdict()))
                : end;
    }
}

package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.claim.UnansweredClaims;
import io.butterfly.baichuan.finish.Expiry;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Removal;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.publish.PublishSteps;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides and acts on what a survey found. */
@Singleton
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RecoverySteps steps;
    private final PublishSteps publishing;
    private final Removal removal;
    private final LeftMessages left;
    private final Finishes finishes;
    private final UnansweredClaims unanswered;

    Recovery(
            RecoverySteps steps,
            PublishSteps publishing,
            Removal removal,
            LeftMessages left,
            Finishes finishes,
            UnansweredClaims unanswered) {
        this.steps = steps;
        this.publishing = publishing;
        this.removal = removal;
        this.left = left;
        this.finishes = finishes;
        this.unanswered = unanswered;
    }

    /** @param isJudging whether leases that ran out say that their workers are gone */
    void takeUp(Survey survey, boolean isJudging) {
        left.wake(survey.handler(), survey.entered());
        takeUpAnnounced(survey);
        if (isJudging) {
            takeUpLapsed(survey);
        }
        takeUpExpiring(survey);
        left.report(survey.handler(), survey.now(), survey.overdue().unreported());
    }

    private void takeUpAnnounced(Survey survey) {
        if (survey.overdue().announced().isEmpty()) {
            return;
        }
        Map<String, MessageSnapshot> snapshots =
                steps.snapshots(survey.overdue().announced());
        Map<String, Long> due = new LinkedHashMap<>();
        Map<String, Boolean> gone = new LinkedHashMap<>();
        for (String id : survey.overdue().announced()) {
            switch (Repair.ofAnnounced(Optional.ofNullable(snapshots.get(id)))) {
                case Repair.Announced.Enqueue(long when) -> due.put(id, when);
                case Repair.Announced.Forget(boolean isGone) -> gone.put(id, isGone);
            }
        }
        LOG.info(
                "{}: {} messages enqueued that their publisher left, {} ids forgotten",
                survey.handler(),
                due.size(),
                gone.size());
        publishing.enqueue(survey.handler(), due);
        steps.forget(survey.handler(), survey.now(), gone);
        left.wake(survey.handler(), due.size());
    }

    private void takeUpLapsed(Survey survey) {
        if (!survey.overdue().lapsed().isEmpty()) {
            unanswered.release(survey.handler()); // no worker has these: their leases say nothing about one
            Map<String, MessageSnapshot> snapshots =
                    steps.snapshots(survey.overdue().lapsed());
            left.apply(
                    survey,
                    survey.overdue().lapsed(),
                    id -> Repair.ofLapsed(Optional.ofNullable(snapshots.get(id)), survey.now()));
        }
    }

    private void takeUpExpiring(Survey survey) {
        List<String> ended = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        List<String> expired = new ArrayList<>();
        Map<String, Long> later = new LinkedHashMap<>();
        for (Expiry expiry : finishes.expire(survey.overdue().expiring(), survey.now())) {
            switch (expiry) {
                case Expiry.Expired(String id) -> expired.add(id);
                case Expiry.Ended(String id) -> ended.add(id);
                case Expiry.Gone(String id) -> gone.add(id);
                case Expiry.Later(String id, long at) -> later.put(id, at);
            }
        }
        removal.unlistNearHead(survey.handler(), expired);
        left.letGo(survey.handler(), ended, gone, survey.now());
        steps.lookLater(survey.handler(), later);
    }
}

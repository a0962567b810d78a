package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Published;
import io.butterfly.baichuan.publish.Publishing;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Publishes; a message begins anew under the id of one that has ended, when its publisher asks for that: for publishers
 * whose messages keep one id, such as a job that fires again and again.
 *
 * <p>The publisher names each restart. The name stays in the message's hash (field {@code restart}, the last few of
 * them). A repeated call finds its name there, and nothing happens; a message that is under way by another restart
 * stays as it is. One that has ended is settled first (its report is published), then its hash goes, then its id leaves
 * the index, and the new one is published like any other, by the same steps. A process that dies in between leaves an
 * id without a message: the repeated call publishes it.
 *
 * <p>Only a message that has ended and that no worker holds is deleted, and only the very life that was read
 * ({@code created_at}). So of two restarts at the same time one is the first, and the other one finds it under way.
 */
@Singleton
public final class Restarts {
    private final Publishing publishing;
    private final FinishSteps finishes;
    private final OnFinish onFinish;
    private final RestartSteps steps;

    Restarts(Publishing publishing, FinishSteps finishes, OnFinish onFinish, RestartSteps steps) {
        this.publishing = publishing;
        this.finishes = finishes;
        this.onFinish = onFinish;
        this.steps = steps;
    }

    /** As {@link Publishing#publish}. */
    public List<Published> publish(List<Draft> drafts) {
        List<Published> published = publishing.publish(drafts);
        List<Draft> over = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            if (isOver(published.get(i))) {
                over.add(drafts.get(i));
            }
        }
        if (over.isEmpty()) {
            return published;
        }
        Iterator<Published> anew = anew(over).iterator();
        return published.stream().map(one -> isOver(one) ? anew.next() : one).toList();
    }

    private static boolean isOver(Published published) {
        return published.kind() == Published.Kind.OVER;
    }

    private List<Published> anew(List<Draft> drafts) {
        Map<String, List<String>> earlier = new HashMap<>();
        for (List<String> ids :
                EndedMessages.pieces(drafts.stream().map(Draft::id).distinct().toList())) {
            List<Ended> ended = finishes.ended(ids);
            onFinish.settle(ended);
            earlier.putAll(steps.clear(ended));
        }
        return publishing.publish(drafts.stream()
                .map(draft -> draft.after(earlier.getOrDefault(draft.id(), List.of())))
                .toList());
    }
}

package io.butterfly.baichuan.restart;

import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.finish.OnFinish;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Published;
import io.butterfly.baichuan.publish.Publishing;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Publishes, and begins anew what was to begin anew and has ended. See the package's text. */
@Singleton
public final class Restarts {
    private final Publishing publishing;
    private final FinishStore finishes;
    private final OnFinish onFinish;
    private final RestartStore store;

    Restarts(Publishing publishing, FinishStore finishes, OnFinish onFinish, RestartStore store) {
        this.publishing = publishing;
        this.finishes = finishes;
        this.onFinish = onFinish;
        this.store = store;
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
        List<Ended> ended =
                finishes.ended(drafts.stream().map(Draft::id).distinct().toList());
        onFinish.settle(ended);
        Map<String, List<String>> earlier = store.clear(ended);
        return publishing.publish(drafts.stream()
                .map(draft -> draft.after(earlier.getOrDefault(draft.id(), List.of())))
                .toList());
    }
}

package io.butterfly.baichuan.queue;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Handlers that have messages, as far as this process has heard or seen: a bounded memory for when there are very many
 * handlers.
 */
@Singleton
public final class RecentQueues {
    private static final int MOST = Queues.MANY;

    private final Set<String> recent = new LinkedHashSet<>();
    private final Set<String> heard = new LinkedHashSet<>();

    /** A message was published. */
    public synchronized void heard(String handler) {
        seen(handler);
        if (heard.size() < MOST) {
            heard.add(handler);
        }
    }

    /** It was seen to have messages. */
    public synchronized void seen(String handler) {
        recent.remove(handler);
        recent.add(handler);
        if (recent.size() > MOST) {
            Iterator<String> oldest = recent.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** It was seen to have none. */
    public synchronized void quiet(String handler) {
        recent.remove(handler);
    }

    public synchronized List<String> handlers() {
        return List.copyOf(recent);
    }

    /** Those that were heard of since they were last asked for, some of them. */
    public synchronized List<String> takeHeard(int most) {
        List<String> some = new ArrayList<>();
        for (Iterator<String> each = heard.iterator(); each.hasNext() && some.size() < most; ) {
            some.add(each.next());
            each.remove();
        }
        return some;
    }
}

package io.butterfly.baichuan.audit;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/** What stands beside the indexes of ids: noted places, groups, and marks of equal messages. */
public interface SideAudit {
    /** Looks at noted places of some handlers; it reports what it finds, and repairs it at once when asked to. */
    void lookAtPlaces(Collection<String> handlers, boolean isRepairing, BiConsumer<Fault, List<String>> found);

    /** Looks at all groups and marks, in the same way. */
    void look(boolean isRepairing, BiConsumer<Fault, List<String>> found);
}

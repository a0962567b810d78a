package io.butterfly.changes;

import java.util.List;

/** Where changes are kept. */
public interface Changes {
    /** Throws when it cannot be kept now. */
    void record(Change change);

    /** The newest first. */
    List<Change> find(ChangeFilter filter);
}

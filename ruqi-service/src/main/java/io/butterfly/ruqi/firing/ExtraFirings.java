package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.history.Firing;
import java.util.List;

/** Where firings outside the rule are written. */
public interface ExtraFirings {

    /**
     * Writes firings of one job, oldest first, all or none; returns how many. An instant that has fired does not fire
     * again; one that was skipped keeps the row that says so, and fires now.
     *
     * @param isOneByOne each waits for the end of the one before; otherwise none does
     */
    int add(String jobUid, List<Firing> firings, boolean isOneByOne);
}

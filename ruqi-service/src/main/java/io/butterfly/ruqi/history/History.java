package io.butterfly.ruqi.history;

import io.butterfly.api.Page;
import io.butterfly.ruqi.job.Part;
import java.time.Duration;
import java.util.List;

/** The ledger, to be read and to be kept small. Running and waiting firings are never deleted. */
public interface History {

    /** The matching firings in the order asked for, those that are equal in it by age. */
    Page<HistoryEntry> list(FiringFilter filter, Part part);

    /** Whose rows may be deleted. */
    enum Whose {
        /** All rows. */
        ALL,
        /** What stands behind the last row of the Python service, whose history cannot be made again. */
        OURS
    }

    /** Deletes firings that ended longer ago than that, at most so many; returns how many. */
    int deleteOlder(Whose whose, Duration age, int limit);

    /** Jobs with more firings than that. */
    List<String> crowded(Whose whose, int keptPerJob);

    /** Deletes the oldest firings of a job that has more than the given number, at most so many; returns how many. */
    int deleteBeyond(Whose whose, String jobId, int keptPerJob, int limit);
}

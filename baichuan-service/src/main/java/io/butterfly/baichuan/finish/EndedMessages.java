package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Ended;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Ended messages to read, to conclude and to report. */
@Singleton
public final class EndedMessages {
    private static final int MOST_RESULTS = 20;

    private final FinishSteps steps;
    private final IndexSteps indexes;
    private final OnFinish onFinish;

    EndedMessages(FinishSteps steps, IndexSteps indexes, OnFinish onFinish) {
        this.steps = steps;
        this.indexes = indexes;
        this.onFinish = onFinish;
    }

    /** So many are read at a time: they come with their results, which may have a megabyte each. */
    public static List<List<String>> pieces(List<String> ids) {
        List<List<String>> pieces = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_RESULTS) {
            pieces.add(ids.subList(from, Math.min(ids.size(), from + MOST_RESULTS)));
        }
        return pieces;
    }

    /** As their hashes have them; those that are gone or have not ended are left out. */
    public List<Ended> read(List<String> ids) {
        return steps.ended(ids);
    }

    /** They are held by no worker, and their on_finish is published; they count for no worker. */
    public void settle(List<Ended> ended) {
        indexes.conclude(ended);
        onFinish.settle(ended);
    }

    /** Their on_finish is published, if that has not been done. */
    public void report(List<Ended> ended) {
        onFinish.settle(ended);
    }
}

package io.butterfly.baichuan.worker;

import java.util.List;

/** Where living workers are written down. */
public interface WorkerRegistry {
    /** The worker shows a sign of life; it is forgotten some minutes after the last one. */
    void seen(String worker, List<String> handlers);

    /**
     * As {@link #seen}, for one that is too busy to claim; false when it was forgotten already, and then it stays so.
     */
    boolean alive(String worker);

    /** The worker dies: it has no handlers any more, and can be looked at for some minutes. */
    void left(String worker);

    /** Those whose registration has expired go from the lists of workers. Returns their names. */
    List<String> clean();

    /**
     * What Python workers wrote into their registrations after those had expired is deleted, for a day after they were
     * last seen.
     *
     * @param registered those that are registered now
     * @return how many such rests there were
     */
    int clearRests(List<String> registered);
}

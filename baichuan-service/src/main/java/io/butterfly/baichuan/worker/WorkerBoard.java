package io.butterfly.baichuan.worker;

import java.util.List;
import java.util.Optional;

/** Looks at workers. */
public interface WorkerBoard {
    /** All that are registered, in the order of their names; those whose registration has expired are left out. */
    List<WorkerState> all();

    /** Also one that has said farewell, for as long as its registration lasts. */
    Optional<WorkerState> find(String name);
}

package io.butterfly.ruqi.job;

import java.util.List;
import java.util.Optional;

/** Where calendars are kept. */
public interface Calendars {

    /** Replaces a calendar's days; without any it is gone. */
    void set(Calendar calendar);

    /** Empty when there is none. */
    Optional<Calendar> find(String name);

    /** By name. */
    List<Calendar> list();
}

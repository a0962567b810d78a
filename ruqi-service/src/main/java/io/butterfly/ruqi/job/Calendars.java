package io.butterfly.ruqi.job;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Named days on which jobs do not fire. */
public interface Calendars {

    /** A calendar; its days are in order and different. */
    record Calendar(String name, List<LocalDate> days) {}

    /** Replaces a calendar's days; without any it is gone. */
    void set(Calendar calendar);

    /** Empty when there is none. */
    Optional<Calendar> find(String name);

    /** By name. */
    List<Calendar> list();
}

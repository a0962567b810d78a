package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.CalendarSet;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import io.butterfly.ruqi.job.Calendar;
import io.butterfly.ruqi.job.Calendars;
import jakarta.inject.Singleton;
import java.time.LocalDate;

@Singleton
class CalendarCalls {
    private final Calendars calendars;

    CalendarCalls(Calendars calendars) {
        this.calendars = calendars;
    }

    @Api(value = "/ruqi/calendar_set", role = Role.ADMIN, summary = "Sets the days of a calendar, or takes it away")
    Reply set(CalendarSet call) {
        calendars.set(Calendar.read(call.name(), call.days()));
        return Reply.ok();
    }

    @Api(value = "/ruqi/calendar_list", role = Role.VIEWER, reads = true, summary = "Lists the calendars")
    Reply list(NoParameters none) {
        return Reply.data(calendars.list().stream().map(CalendarCalls::listed).toList());
    }

    private static CalendarSet listed(Calendar calendar) {
        return new CalendarSet(
                calendar.name(),
                calendar.days().stream().map(LocalDate::toString).toList());
    }
}

package io.butterfly.ruqi.tasktable;

import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one turn makes known of rows that cannot be used: of a few each by itself, of many as one, because a single
 * statement can spoil thousands.
 */
final class RowReports {
    private static final Logger LOG = LoggerFactory.getLogger(RowReports.class);
    private static final int MOST_APART = 20;
    /** The object of what is said of many rows. */
    private static final String TABLE = "task";

    private final Events events;
    private final Clock clock;
    private final List<Report> reports = new ArrayList<>();

    private record Report(TaskRow row, String text) {
        String line() {
            return "row " + row.id() + " of the table task cannot be used: " + text;
        }
    }

    RowReports(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void unusable(TaskRow row, String text) {
        reports.add(new Report(row, text));
    }

    void usable(long id) {
        events.recovered(EventKind.TASK_ROW_UNUSABLE, TaskJob.id(id), clock::instant);
    }

    /** @param isAnyUnusable whether there is any row that cannot be used, from this turn or an earlier one */
    void end(boolean isAnyUnusable) {
        if (reports.size() > MOST_APART) {
            String first = reports.getFirst().line();
            say(TABLE, TABLE, reports.size() + " rows of the table task cannot be used, such as " + first, "");
        } else {
            reports.forEach(report -> {
                String key = report.row().call().key();
                say(TaskJob.id(report.row().id()), key, report.line(), "task_key " + key);
            });
        }
        if (!isAnyUnusable) {
            events.recovered(EventKind.TASK_ROW_UNUSABLE, TABLE, clock::instant);
        }
    }

    private void say(String object, String name, String text, String detail) {
        LOG.warn("{}", text);
        events.report(Event.of(EventKind.TASK_ROW_UNUSABLE, object, name, text, detail, clock.instant()));
    }
}

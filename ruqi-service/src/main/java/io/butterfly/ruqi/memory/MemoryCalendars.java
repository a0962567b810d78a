package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.job.Calendar;
import io.butterfly.ruqi.job.Calendars;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class MemoryCalendars implements Calendars {
    private final Tables tables;

    MemoryCalendars(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void set(Calendar calendar) {
        synchronized (tables) {
            if (calendar.days().isEmpty()) {
                tables.calendars.remove(calendar.name());
            } else {
                tables.calendars.put(calendar.name(), calendar);
            }
        }
    }

    @Override
    public Optional<Calendar> find(String name) {
        synchronized (tables) {
            return Optional.ofNullable(tables.calendars.get(name));
        }
    }

    @Override
    public List<Calendar> list() {
        synchronized (tables) {
            return List.copyOf(tables.calendars.values());
        }
    }
}

package io.butterfly.notices.delivery;

import io.butterfly.notices.Event;
import io.butterfly.notices.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a batch of events says of one subject.
 *
 * @param latest the last that is no recovery; empty when there is none
 * @param count how often it has happened
 * @param isOver whether the last of all is a recovery
 */
record Occurrence(Optional<Event> latest, long count, Instant first, Instant last, boolean isOver) {

    /** By their subjects, which keep their order. */
    static Map<Subject, Occurrence> of(List<Event> events) {
        Map<Subject, Occurrence> occurrences = new LinkedHashMap<>();
        events.forEach(event -> occurrences.merge(event.subject(), of(event), Occurrence::then));
        return occurrences;
    }

    private static Occurrence of(Event event) {
        return new Occurrence(
                event.isRecovery() ? Optional.empty() : Optional.of(event),
                event.isRecovery() ? 0 : 1,
                event.at(),
                event.at(),
                event.isRecovery());
    }

    private Occurrence then(Occurrence next) {
        return new Occurrence(
                next.latest.or(() -> latest),
                count + next.count,
                count == 0 ? next.first : first,
                next.count == 0 ? last : next.last,
                next.isOver);
    }
}

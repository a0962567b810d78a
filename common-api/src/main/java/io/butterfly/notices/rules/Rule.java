package io.butterfly.notices.rules;

import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sends what fits to its sinks.
 *
 * @param window within which the same of one object is one notice
 * @param text in place of the usual one, with names in braces
 */
public record Rule(
        String name,
        Filter filter,
        List<String> sinks,
        Duration window,
        Optional<QuietHours> quiet,
        Optional<String> text) {
    public static final Duration STANDARD_WINDOW = Duration.ofMinutes(10);

    /**
     * @param kinds empty for all
     * @param object that its id or its name must fit; empty for all
     * @param service empty for all
     */
    public record Filter(Set<EventKind> kinds, Optional<Pattern> object, Optional<String> service, Severity least) {
        static final Filter ALL = new Filter(Set.of(), Optional.empty(), Optional.empty(), Severity.INFO);

        boolean fits(Event event, String ofService) {
            return (kinds.isEmpty() || kinds.contains(event.subject().kind()))
                    && event.severity().compareTo(least) >= 0
                    && service.filter(wanted -> !wanted.equals(ofService)).isEmpty()
                    && object.filter(wanted -> !fits(wanted, event)).isEmpty();
        }

        private static boolean fits(Pattern wanted, Event event) {
            return wanted.matcher(event.subject().object()).matches()
                    || wanted.matcher(event.name()).matches();
        }
    }
}

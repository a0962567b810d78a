package io.butterfly.notices.rules;

import io.butterfly.notices.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the file says.
 *
 * @param link to an object in a console, with names in braces
 */
public record Rules(Map<String, SinkSettings> sinks, List<Rule> rules, Limits limits, Optional<String> link) {
    private static final String LOG = "log";

    /** Without a file everything goes to the log. */
    public static final Rules STANDARD = new Rules(
            Map.of(LOG, new SinkSettings.Log()),
            List.of(new Rule(
                    "all", Rule.Filter.ALL, List.of(LOG), Rule.STANDARD_WINDOW, Optional.empty(), Optional.empty())),
            Limits.STANDARD,
            Optional.empty());

    /** All rules that fit count. A sink gets an event once, by the first rule that names it: the rule by the sink. */
    public Map<String, Rule> routes(Event event, String service) {
        Map<String, Rule> routes = new LinkedHashMap<>();
        rules.stream().filter(rule -> rule.filter().fits(event, service)).forEach(rule -> rule.sinks()
                .forEach(sink -> routes.putIfAbsent(sink, rule)));
        return routes;
    }

    public Optional<Rule> rule(String name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }
}

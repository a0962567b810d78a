package io.butterfly.notices.rules;

import io.butterfly.api.Json;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Severity;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the file: YAML, of which JSON is a part. */
final class RulesReader {
    private static final int LONGEST_NAME = 64;

    private RulesReader() {}

    /** {@code 22:00} and {@code on} stay the texts that they are. */
    private static final class Texts extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }

    /** Throws {@link IllegalArgumentException} that names the place and shows no value. */
    static Rules read(String text) {
        FileNode file = new FileNode("", Json.mapper().valueToTree(parse(text)));
        Map<String, SinkSettings> sinks = sinks(file);
        List<Rule> rules = rules(file, sinks);
        Rules read = new Rules(sinks, rules, limits(file), file.text("link"));
        file.done();
        return read;
    }

    private static Object parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions none = new DumperOptions();
        try {
            Object read = new Yaml(new SafeConstructor(options), new Representer(none), none, options, new Texts())
                    .load(text);
            return read == null ? Map.of() : read;
        } catch (MarkedYAMLException e) { // its own text shows the line, which may hold a secret
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("line " + line + " cannot be understood as YAML");
        } catch (YAMLException e) {
            throw new IllegalArgumentException("it cannot be understood as YAML");
        }
    }

    private static Map<String, SinkSettings> sinks(FileNode file) {
        Map<String, SinkSettings> sinks = new LinkedHashMap<>();
        file.named("sinks").forEach((name, sink) -> {
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw new IllegalArgumentException("the name of a sink must have 1 to " + LONGEST_NAME + " characters");
            }
            sinks.put(name, SinkReader.read(sink));
        });
        return sinks;
    }

    private static List<Rule> rules(FileNode file, Map<String, SinkSettings> sinks) {
        List<Rule> rules = new ArrayList<>();
        for (FileNode node : file.objects("rules")) {
            Rule rule = rule(node, sinks.keySet());
            if (rules.stream().anyMatch(other -> other.name().equals(rule.name()))) {
                throw node.wrong("name", "stands there twice");
            }
            rules.add(rule);
            node.done();
        }
        return rules;
    }

    private static Rule rule(FileNode node, Set<String> sinks) {
        String name = node.required("name");
        List<String> to = node.texts("sinks");
        if (name.length() > LONGEST_NAME) {
            throw node.wrong("name", "must have at most " + LONGEST_NAME + " characters");
        }
        if (to.isEmpty() || !sinks.containsAll(to)) {
            throw node.wrong("sinks", "must name sinks of this file");
        }
        return new Rule(
                name,
                new Rule.Filter(
                        kinds(node),
                        node.text("object").map(RulesReader::pattern),
                        node.text("service"),
                        word(node, "least", Severity.class, Severity.INFO)),
                to,
                node.duration("window", Rule.STANDARD_WINDOW),
                node.object("quiet").map(RulesReader::quiet),
                node.text("text"));
    }

    private static Set<EventKind> kinds(FileNode node) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String word : node.texts("kinds")) {
            kinds.add(
                    EventKind.of(word).orElseThrow(() -> node.wrong("kinds", "must be of " + words(EventKind.class))));
        }
        return kinds;
    }

    /** {@code *} stands for any text. */
    private static Pattern pattern(String text) {
        return Pattern.compile(
                Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static QuietHours quiet(FileNode node) {
        QuietHours quiet = new QuietHours(time(node, "from"), time(node, "to"), zone(node));
        if (quiet.from().equals(quiet.to())) {
            throw node.wrong("to", "must be another time than from");
        }
        node.done();
        return quiet;
    }

    private static LocalTime time(FileNode node, String name) {
        try {
            return LocalTime.parse(node.required(name));
        } catch (DateTimeException e) {
            throw node.wrong(name, "must be a time such as 22:00");
        }
    }

    private static ZoneId zone(FileNode node) {
        try {
            return ZoneId.of(node.required("zone"));
        } catch (DateTimeException e) {
            throw node.wrong("zone", "must be a time zone such as Europe/Berlin or UTC");
        }
    }

    private static Limits limits(FileNode file) {
        Limits standard = Limits.STANDARD;
        return file.object("limits")
                .map(node -> {
                    Limits limits = new Limits(
                            node.duration("late", standard.late()),
                            node.duration("queue_age", standard.queueAge()),
                            node.duration("loop", standard.loop()));
                    node.done();
                    return limits;
                })
                .orElse(standard);
    }

    /** One of an enum's words. */
    static <E extends Enum<E>> E word(FileNode node, String name, Class<E> type, E standard) {
        Optional<String> given = node.text(name);
        return given.isEmpty()
                ? standard
                : Stream.of(type.getEnumConstants())
                        .filter(value -> value.name().equalsIgnoreCase(given.get()))
                        .findFirst()
                        .orElseThrow(() -> node.wrong(name, "must be one of " + words(type)));
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}

package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service shows at {@code /prometheus} after some work, against the table in docs/operations/metrics.md, and
 * against what alert rules and dashboard ask for.
 */
public final class MetricRules {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\w+) \\| ([^|]*) \\|");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)\\})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern ASKED = Pattern.compile(
            "\\b((?:butterfly|http_server|hikaricp|jvm)_[a-z_]+)(?:\\{((?:[a-z_]+=~?\"[^\"]*\",?)*)\\})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)=~?\"([^\"]*)\"");
    private static final List<String> SERVICES = List.of("ruqi", "baichuan", "xingqiao");

    private final String service;
    private final boolean hasPool;
    private final Map<String, List<Map<String, String>>> samples;

    private MetricRules(String service, boolean hasPool, String scraped) {
        this.service = service;
        this.hasPool = hasPool;
        this.samples = SAMPLE.matcher(scraped)
                .results()
                .collect(Collectors.groupingBy(
                        sample -> sample.group(1),
                        TreeMap::new,
                        Collectors.mapping(sample -> labels(sample.group(2)), Collectors.toList())));
    }

    private static Map<String, String> labels(String text) {
        return LABEL.matcher(text == null ? "" : text)
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    }

    /** @param hasPool whether the service has a pool of connections to MySQL */
    public static void check(String service, boolean hasPool, String scraped, Path root) throws IOException {
        MetricRules rules = new MetricRules(service, hasPool, scraped);
        List<MatchResult> rows = ROW.matcher(Files.readString(root.resolve("docs/operations/metrics.md")))
                .results()
                .toList();
        rules.everyRowIsShown(rows);
        rules.everythingOfOursHasRow(rows);
        for (String asking : List.of("alerts.yaml", "dashboard.json")) {
            rules.whatIsAskedForIsShown(Files.readString(root.resolve("deploy/observability/" + asking))
                    .replace("\\\"", "\""));
        }
    }

    private void everyRowIsShown(List<MatchResult> rows) {
        for (MatchResult row : rows) {
            if (isMine(row.group(1))) {
                for (String sample : samplesOf(row.group(1), row.group(2))) {
                    assertThat(samples).as("the table has " + row.group(1)).containsKey(sample);
                    Set<String> documented = Stream.of(row.group(3).split(","))
                            .map(String::strip)
                            .filter(label -> !label.isEmpty())
                            .collect(Collectors.toSet());
                    assertThat(samples.get(sample).getFirst().keySet())
                            .as("labels of " + sample)
                            .containsAll(documented);
                    if (sample.startsWith("butterfly")) {
                        assertThat(documented)
                                .as("labels of " + sample)
                                .containsAll(
                                        without(samples.get(sample).getFirst().keySet(), "le"));
                    }
                }
            }
        }
    }

    private static Set<String> without(Set<String> labels, String one) {
        Set<String> others = new TreeSet<>(labels);
        others.remove(one);
        return others;
    }

    private boolean isMine(String metric) {
        return SERVICES.stream().noneMatch(other -> !other.equals(service) && metric.contains("_" + other + "_"))
                && (hasPool || !metric.startsWith("hikaricp"));
    }

    private static List<String> samplesOf(String name, String type) {
        return switch (type) {
            case "timer" -> List.of(name + "_count", name + "_sum", name + "_max");
            case "histogram" -> List.of(name + "_count", name + "_sum", name + "_max", name + "_bucket");
            default -> List.of(name);
        };
    }

    private void everythingOfOursHasRow(List<MatchResult> rows) {
        List<String> documented = new ArrayList<>();
        rows.forEach(row -> documented.addAll(samplesOf(row.group(1), row.group(2))));

        assertThat(documented)
                .containsAll(samples.keySet().stream()
                        .filter(name -> name.startsWith("butterfly_") || name.startsWith("http_"))
                        .toList());
    }

    /** Of alternatives only one need be shown: an outcome may not have happened yet. */
    private void whatIsAskedForIsShown(String queries) {
        ASKED.matcher(queries).results().filter(asked -> isMine(asked.group(1))).forEach(asked -> {
            assertThat(samples).as(asked.group()).containsKey(asked.group(1));
            MATCHER.matcher(asked.group(2) == null ? "" : asked.group(2))
                    .results()
                    .filter(matcher -> !Set.of("job", "status").contains(matcher.group(1)))
                    .forEach(matcher -> assertThat(samples.get(asked.group(1)))
                            .as(asked.group())
                            .anyMatch(labels ->
                                    labels.getOrDefault(matcher.group(1), "").matches(matcher.group(2))));
        });
    }
}

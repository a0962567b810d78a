package io.butterfly.standalone;

import static io.butterfly.standalone.Repository.ROOT;
import static io.butterfly.standalone.Repository.list;
import static io.butterfly.standalone.Repository.map;
import static io.butterfly.standalone.Repository.read;
import static io.butterfly.standalone.Repository.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alert rules, runbooks and the dashboard against each other and against the table of metrics. */
class ObservabilityTest {
    private static final Pattern METRIC = Pattern.compile("\\b(?:butterfly|http_server|hikaricp|jvm)_[a-z_]+\\b");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\w+) \\|");
    private static final Pattern DURATION = Pattern.compile("[1-9][0-9]*[smh]");

    @Test
    void rules_and_dashboard_read_only_metrics_of_the_table() throws IOException {
        Set<String> known = new TreeSet<>();
        ROW.matcher(read("docs/operations/metrics.md")).results().forEach(row -> {
            String name = row.group(1);
            known.add(name);
            if (row.group(2).matches("timer|histogram")) {
                known.addAll(List.of(name + "_count", name + "_sum"));
            }
            if (row.group(2).equals("histogram")) {
                known.add(name + "_bucket");
            }
        });

        List<String> read = new ArrayList<>();
        for (Map<String, Object> rule : rules()) {
            read.addAll(metrics(rule.get("expr").toString()));
        }
        read.addAll(metrics(queries()));
        assertThat(read).isNotEmpty();
        assertThat(known).containsAll(read);
    }

    @Test
    void every_alert_has_a_runbook_and_every_runbook_an_alert() throws IOException {
        Set<String> alerts = new TreeSet<>();
        for (Map<String, Object> rule : rules()) {
            String alert = rule.get("alert").toString();
            String runbook = map(rule, "annotations").get("runbook_url").toString();

            assertThat(alerts.add(alert)).as("one rule for %s", alert).isTrue();
            assertThat(rule.get("for").toString()).matches(DURATION);
            assertThat(map(rule, "labels").get("severity")).isIn("critical", "warning");
            assertThat(runbook).isEqualTo("docs/operations/alerts/" + alert + ".md");
            assertThat(read(runbook))
                    .contains("# " + alert, rule.get("expr").toString().split(" and max ")[0]);
        }
        assertThat(Repository.files("docs/operations/alerts"))
                .extracting(file -> file.getFileName().toString().replace(".md", ""))
                .filteredOn(name -> !name.equals("README"))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void an_expression_closes_what_it_opens() throws IOException {
        List<String> expressions = new ArrayList<>(queryList());
        for (Map<String, Object> rule : rules()) {
            expressions.add(rule.get("expr").toString());
        }
        assertThat(expressions).allSatisfy(expression -> {
            for (String pair : List.of("()", "[]", "{}")) {
                assertThat(expression.chars().filter(c -> c == pair.charAt(0)).count())
                        .isEqualTo(expression
                                .chars()
                                .filter(c -> c == pair.charAt(1))
                                .count());
            }
        });
    }

    @Test
    void the_rules_of_kubernetes_are_the_same() throws IOException {
        Map<String, Object> rule = yaml("deploy/kubernetes/components/monitoring/prometheus-rule.yaml")
                .getFirst();

        assertThat(list(map(rule, "spec"), "groups"))
                .isEqualTo(list(yaml("deploy/observability/alerts.yaml").getFirst(), "groups"));
    }

    @Test
    void panels_of_the_dashboard_have_ids_and_places_of_their_own() throws IOException {
        List<Map<String, Object>> panels = list(dashboard(), "panels");

        assertThat(panels).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
        assertThat(panels)
                .extracting(panel -> map(panel, "gridPos").get("x") + ","
                        + map(panel, "gridPos").get("y"))
                .doesNotHaveDuplicates();
        assertThat(ROOT.resolve("deploy/observability/prometheus.yaml")).exists();
    }

    private static List<Map<String, Object>> rules() throws IOException {
        return list(yaml("deploy/observability/alerts.yaml").getFirst(), "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .toList();
    }

    /** JSON is YAML. */
    private static Map<String, Object> dashboard() throws IOException {
        return yaml("deploy/observability/dashboard.json").getFirst();
    }

    private static List<String> queryList() throws IOException {
        return list(dashboard(), "panels").stream()
                .flatMap(panel -> list(panel, "targets").stream())
                .map(target -> target.get("expr").toString())
                .toList();
    }

    private static String queries() throws IOException {
        return String.join("\n", queryList());
    }

    private static Set<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}

package io.butterfly.standalone.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.service.ServiceProcess;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Each process gets SIGTERM in turn, and starts again, while all of them have work. With
 * {@code -Dbutterfly.test.before=<folder of a built version>} that version starts first, is replaced by the one under
 * test process by process, and then comes back in the reverse order: an upgrade, and the way back.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the whole system")
@Order(2)
class RollingRestartTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]");
    private static final int PAGE = 200;

    private final WholeSystem system = WholeSystem.get();

    @Test
    void loses_nothing_doubles_nothing_and_leaves_nothing_stuck() throws Exception {
        try (Load load = new Load(system)) {
            awaitProgress(load);

            for (ServiceProcess service : inTurn()) {
                service.stop();
                service.startAgain(ServiceProcess.OWN_BUILD);
                awaitProgress(load);
            }
            if (WholeSystem.BEFORE.isPresent()) {
                for (ServiceProcess service : inTurn().reversed()) {
                    service.stop();
                    service.startAgain(WholeSystem.BEFORE.get());
                    awaitProgress(load);
                }
            }
            load.stop();

            assertThat(load.failures()).isEmpty();
            Eventually.within(SOON, () -> assertThat(unfinished(load)).isEmpty());
            assertThat(load.executed())
                    .allSatisfy((message, times) ->
                            assertThat(times).as("executions of %s", message).hasValue(1));
            assertThat(load.executed()).containsKeys(load.messages().toArray(String[]::new));
            everyInstantHasOneFiring(load);
            everyWorkflowWasCreatedOnce(load);
        }
    }

    /** In the order in which they are to be upgraded. */
    private List<ServiceProcess> inTurn() {
        return Stream.of(List.of(system.baiChuan()), system.xingQiaos(), system.ruqis())
                .flatMap(List::stream)
                .toList();
    }

    private static void awaitProgress(Load load) {
        int acknowledged = load.acknowledged();
        int executed = load.executed().size();
        Eventually.until(
                SOON,
                () -> load.acknowledged() > acknowledged + 20 && load.executed().size() > executed + 20);
    }

    /** Firings, workflows and messages that have not ended well. */
    private List<String> unfinished(Load load) throws Exception {
        List<String> unfinished = new ArrayList<>();
        Set<String> created = workflows("fired").stream()
                .map(job -> job.path("job_reqid").asText())
                .collect(Collectors.toSet());
        for (JsonNode firing : firings()) {
            String id = firing.path("firing_id").asText();
            Set<String> executed =
                    isWorkflow(firing) ? created : load.executed().keySet();
            if (!firing.path("status").asText().equals("succeeded") || !executed.contains(id)) {
                unfinished.add(firing.toString());
            }
        }
        for (JsonNode job : workflows("created", "fired")) {
            if (!job.path("job_status").asText().equals("finished")) {
                unfinished.add(job.toString());
            }
        }
        load.messages().stream()
                .filter(id -> !load.executed().containsKey(id))
                .forEach(id -> unfinished.add("message " + id));
        return unfinished;
    }

    private void everyInstantHasOneFiring(Load load) throws Exception {
        Map<String, List<LocalDateTime>> due = new HashMap<>();
        for (JsonNode firing : firings()) {
            due.computeIfAbsent(firing.path("job_id").asText(), job -> new ArrayList<>())
                    .add(LocalDateTime.parse(firing.path("due_time").asText(), TIME));
        }
        assertThat(due.keySet()).containsAll(load.jobs());
        due.forEach((job, times) -> {
            List<LocalDateTime> sorted = times.stream().sorted().toList();
            int expected = job.startsWith(Load.ADDED) ? 1 : (int) seconds(sorted) + 1;
            assertThat(sorted)
                    .as("due times of %s", job)
                    .doesNotHaveDuplicates()
                    .hasSize(expected);
        });
    }

    private static long seconds(List<LocalDateTime> sorted) {
        return Duration.between(sorted.getFirst(), sorted.getLast()).toSeconds();
    }

    private void everyWorkflowWasCreatedOnce(Load load) throws Exception {
        assertThat(workflows("created"))
                .extracting(job -> job.path("job_name").asText())
                .doesNotHaveDuplicates()
                .containsAll(load.workflows());
        List<String> fired = firings().stream()
                .filter(RollingRestartTest::isWorkflow)
                .map(firing -> firing.path("firing_id").asText())
                .toList();
        assertThat(workflows("fired"))
                .extracting(job -> job.path("job_reqid").asText())
                .containsExactlyInAnyOrderElementsOf(fired);
        int steps = 3 * workflows("created", "fired").size();
        assertThat(load.executed().keySet())
                .hasSize(steps + load.messages().size() + firings().size() - fired.size());
    }

    private static boolean isWorkflow(JsonNode firing) {
        return firing.path("job_id").asText().equals(Load.WORKFLOW_JOB);
    }

    private List<JsonNode> firings() throws Exception {
        return pages(system.ruqis().getFirst(), "/ruqi/get_history", Map.of("job_name", "rolled"));
    }

    private List<JsonNode> workflows(String... namespaces) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (String namespace : namespaces) {
            all.addAll(pages(system.xingQiaos().getFirst(), "/xingqiao/list_jobs", Map.of("job_namespace", namespace)));
        }
        return all;
    }

    private List<JsonNode> pages(ServiceProcess service, String path, Map<String, ?> filter) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            Map<String, Object> parameters = new HashMap<>(filter);
            parameters.put("page_index", page);
            parameters.put("page_size", PAGE);
            JsonNode data = system.call(service, path, parameters).path("data");
            data.path("list").forEach(all::add);
            if (data.path("list").size() < PAGE) {
                return all;
            }
        }
    }
}

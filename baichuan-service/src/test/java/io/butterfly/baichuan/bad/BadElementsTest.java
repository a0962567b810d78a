package io.butterfly.baichuan.bad;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.worker.Claimed;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.OutcomeStat;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.worker.WorkerClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A thousand batches, each with one bad element among a hundred: the others end as if they were alone. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class BadElementsTest {
    private static final long SEED = 20_261_128;
    private static final int ROUNDS = 200; // a batch each to publish, claim, finish, claim the reports, finish those
    private static final int BATCH = 100;
    private static final String WORKER = "bad:0:1";

    private final Random random = new Random(SEED);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WorkerClient worker = new WorkerClient(URI.create(Life.baiChuan.url()));
    private final String handler = RunningBaiChuan.newHandler();
    private final String listener = RunningBaiChuan.newHandler();

    @Test
    void end_alone() throws Exception {
        System.out.println("the seed is " + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> ids = published(round);
            List<ClaimedMessage> messages = claimed(ids);
            Map<String, String> ended = finished(messages);
            reported(ended);
        }
    }

    private List<String> published(int round) throws Exception {
        List<String> ids = IntStream.range(0, BATCH)
                .mapToObj(i -> handler.substring(6) + "-" + round + "-" + i)
                .toList();
        int bad = random.nextInt(BATCH);
        List<String> tasks = new ArrayList<>(ids.stream().map(this::task).toList());
        tasks.set(
                bad, quoted(any(BadSamples.TASKS)).replace("@", ids.get(bad)).replace("\"H\"", "\"" + handler + "\""));

        List<JsonNode> answers = apart("/baichuan/task_create_batch", "{\"tasks\":[", tasks, "/data/tasks");

        List<String> good = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            assertThat(answers.get(i).path("stat").asText().equals("OK"))
                    .as("%s: %s", cut(tasks.get(i)), answers.get(i))
                    .isEqualTo(i != bad);
            if (i != bad) {
                good.add(ids.get(i));
            }
        }
        return good;
    }

    private String task(String id) {
        return "{\"handler\":\"%s\",\"params\":{\"n\":0.1234567890123456789,\"s\":\"cut \\ud83d\"},\"task_id\":\"%s\",\"on_finish\":\"%s\"}"
                .formatted(handler, id, listener);
    }

    /**
     * All that was published, though a message of another producer, before them in the queue, is one that no worker can
     * read.
     */
    private List<ClaimedMessage> claimed(List<String> ids) throws Exception {
        String foreign = "foreign-" + ids.getFirst();
        Life.redis.hset(
                "mq:msg:" + foreign,
                Map.of(
                        "origin",
                        BadSamples.bytes(handler),
                        "status",
                        BadSamples.bytes("queued"),
                        "data",
                        any(BadSamples.DATA),
                        "timeout",
                        BadSamples.bytes("180")));
        Life.redis.lpush("mq:queue:{" + handler + "}", BadSamples.bytes(foreign));

        List<ClaimedMessage> messages = claimAll(handler, ids.size());

        assertThat(messages).extracting(ClaimedMessage::taskId).containsExactlyElementsOf(ids);
        assertThat(messages).allSatisfy(message -> assertThat(message.params().text())
                .isEqualTo("{\"n\":0.1234567890123456789,\"s\":\"cut \\ud83d\"}"));
        assertThat(Life.baiChuan.task(foreign).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
        return messages;
    }

    private List<ClaimedMessage> claimAll(String of, int count) throws Exception {
        List<ClaimedMessage> all = new ArrayList<>();
        for (int tries = 0; all.size() < count && tries < 60; tries++) {
            Claimed claimed = worker.claim(new WorkerClaim(WORKER, List.of(of), count - all.size(), 1, null));
            all.addAll(claimed.messages());
        }
        return all;
    }

    /** The stat that each message ended with. */
    private Map<String, String> finished(List<ClaimedMessage> messages) throws Exception {
        int bad = random.nextInt(messages.size());
        List<String> results = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String reply = i % 10 == 0 ? any(BadSamples.ODD_REPLIES) : "{'stat':'OK','n':" + i + "}";
            String result = i == bad ? any(BadSamples.RESULTS) : "{'task_id':'@','lease':'$','result':" + reply + "}";
            results.add(quoted(result)
                    .replace("@", messages.get(i).taskId())
                    .replace("$", messages.get(i).lease()));
        }

        List<JsonNode> answers = apart(
                "/baichuan/worker_finish", "{\"worker\":\"" + WORKER + "\",\"results\":[", results, "/data/results");

        Map<String, String> ended = new HashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            String stat = answers.get(i).path("stat").asText();
            assertThat(i == bad || stat.equals("OK"))
                    .as("%s: %s", cut(results.get(i)), answers.get(i))
                    .isTrue();
            ended.put(messages.get(i).taskId(), i == bad ? endOfBad(messages.get(i), stat) : "OK");
        }
        return ended;
    }

    /** One that was refused still belongs to its worker; one that was taken has ended without a usable reply. */
    private String endOfBad(ClaimedMessage message, String stat) throws Exception {
        if (stat.equals("OK")) {
            return "ERR_MSG_RESULT_FAILED";
        }
        WorkerOutcome outcome = WorkerOutcome.finished(message, new RawJson("{\"stat\":\"ERR_AFTER_ALL\"}"));
        assertThat(worker.finish(new WorkerFinish(WORKER, List.of(outcome))).results())
                .extracting(OutcomeStat::stat)
                .containsExactly("OK");
        return "ERR_AFTER_ALL";
    }

    private void reported(Map<String, String> ended) throws Exception {
        List<ClaimedMessage> reports = claimAll(listener, ended.size());
        Map<String, String> seen = new TreeMap<>();
        for (ClaimedMessage report : reports) {
            Finished finished =
                    Json.read(report.params().text().getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
            seen.put(finished.taskId(), finished.stat());
        }
        assertThat(seen).isEqualTo(new TreeMap<>(ended));
        List<WorkerOutcome> outcomes = reports.stream()
                .map(report -> WorkerOutcome.finished(report, new RawJson("{\"stat\":\"OK\"}")))
                .toList();
        assertThat(worker.finish(new WorkerFinish(WORKER, outcomes)).results())
                .extracting(OutcomeStat::stat)
                .containsOnly("OK");
    }

    /**
     * What became of each element. A call that is refused as a whole is repeated in halves, as publishers and workers
     * do.
     */
    private List<JsonNode> apart(String path, String head, List<String> elements, String answers) throws Exception {
        byte[] body = (head + String.join(",", elements) + "]}").getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest request = HttpRequest.newBuilder(URI.create(Life.baiChuan.url() + path))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        JsonNode reply = Json.tree(http.send(request, BodyHandlers.ofString()).body());
        if (reply.path("stat").asText().equals("OK")) {
            List<JsonNode> all = new ArrayList<>();
            reply.at(answers).forEach(all::add);
            assertThat(all).hasSameSizeAs(elements);
            return all;
        }
        if (elements.size() == 1) {
            return List.of(reply);
        }
        List<JsonNode> all = new ArrayList<>(apart(path, head, elements.subList(0, elements.size() / 2), answers));
        all.addAll(apart(path, head, elements.subList(elements.size() / 2, elements.size()), answers));
        return all;
    }

    private <T> T any(List<T> kinds) {
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }
}

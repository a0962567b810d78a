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

    /** {@code @} is where a message's id stands. */
    private static final List<String> BAD_TASKS = List.of(
            "null",
            "5",
            "{}",
            "{'handler':'H','params':{},'task_id':'@','colour':1}",
            "{'handler':'nowhere','params':{},'task_id':'@'}",
            "{'handler':null,'params':{},'task_id':'@'}",
            "{'handler':['H'],'params':{},'task_id':'@'}",
            "{'handler':'H','params':[1],'task_id':'@'}",
            "{'handler':'H','params':'text','task_id':'@'}",
            "{'handler':'H','params':null,'task_id':'@'}",
            "{'handler':'H','task_id':'@'}",
            "{'handler':'H','params':{'a':" + deep(950) + "},'task_id':'@'}",
            "{'handler':'H','params':{'a':" + deep(2_000) + "},'task_id':'@'}",
            "{'handler':'H','params':{'a':'" + "x".repeat(1 << 20) + "'},'task_id':'@'}",
            "{'handler':'H','params':{},'task_id':'cut \\ud83d'}",
            "{'handler':'H','params':{},'task_id':'@','trace_id':'\\udc00'}",
            "{'handler':'H','params':{'\\udc00':1},'task_id':'@'}",
            "{'handler':'H','params':{'a':'\u00f4\u0090\u0080\u0080'},'task_id':'@'}",
            "{'handler':'H','params':{'a':'\u00c0\u0080'},'task_id':'@'}",
            "{'handler':'H','params':{'a':01},'task_id':'@'}",
            "{'handler':'H','params':{},'task_id':'@','timeout':1e400}",
            "{'handler':'H','params':{},'task_id':'@','timeout':99999999999999999999}",
            "{'handler':'H','params':{'a':1e99999999999},'task_id':'a b'}",
            "{'handler':'H','params':{},'task_id':'~@'}",
            "{'handler':'H','params':{} 'task_id':'@'}");

    /** Data of another producer's message. */
    private static final List<byte[]> BAD_DATA = List.of(
            bytes("[1]"),
            bytes("no JSON"),
            bytes(""),
            bytes("{\"a\":1}{\"b\":2}"),
            bytes("{\"a\":1},\"attempt\":7"),
            bytes("{\"a\":" + deep(950) + "}"),
            bytes("{\"a\":" + deep(2_000) + "}"),
            bytes("{\"\\udc00\":1}"),
            bytes("{\"a\":1e99999999999}"),
            "{\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"a\":\"\u00f4\u0090\u0080\u0080\"}".getBytes(StandardCharsets.ISO_8859_1));

    /** {@code @} is where the message's id stands, {@code $} where its lease stands. */
    private static final List<String> BAD_RESULTS = List.of(
            "null",
            "5",
            "[]",
            "{}",
            "{'task_id':'@','lease':'$'}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK'},'colour':1}",
            "{'task_id':'@','lease':'','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'another','result':{'stat':'OK'}}",
            "{'task_id':null,'lease':'$','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'@','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK'},'release':1}",
            "{'task_id':'@','lease':'$','release':-1}",
            "{'task_id':'@','lease':'$','release':'soon'}",
            "{'task_id':'@','lease':'$','result':'text'}",
            "{'task_id':'@','lease':'$','result':[]}",
            "{'task_id':'@','lease':'$','result':{'stat':5}}",
            "{'task_id':'@','lease':'$','result':{}}",
            "{'task_id':'@','lease':'$','result':{'stat':'cut \\ud83d'}}",
            "{'task_id':'@','lease':'cut \\ud83d','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':" + deep(950) + "}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':" + deep(2_000) + "}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':1e99999999999}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','\\udc00':1}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':'\u00f4\u0090\u0080\u0080'}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK',}}");

    /** Odd, but good: they end like all others. */
    private static final List<String> ODD_REPLIES = List.of(
            "{'stat':'OK','a':'cut \\ud83d'}",
            "{'stat':'OK','a':NaN,'b':[-Infinity]}",
            "{'stat':'ERR','stat':'OK'}",
            "{'stat':'OK','a':1e400,'b':-0.10}",
            "{'stat':'OK','task_id':'another','trace_id':null}",
            "{'stat':'OK','a':" + deep(890) + "}",
            "{'stat':'OK','\u00f0\u009f\u0098\u0080':'\u00c3\u00a9'}");

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
        tasks.set(bad, quoted(any(BAD_TASKS)).replace("@", ids.get(bad)).replace("\"H\"", "\"" + handler + "\""));

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
                        bytes(handler),
                        "status",
                        bytes("queued"),
                        "data",
                        any(BAD_DATA),
                        "timeout",
                        bytes("180")));
        Life.redis.lpush("mq:queue:{" + handler + "}", bytes(foreign));

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
            String reply = i % 10 == 0 ? any(ODD_REPLIES) : "{'stat':'OK','n':" + i + "}";
            String result = i == bad ? any(BAD_RESULTS) : "{'task_id':'@','lease':'$','result':" + reply + "}";
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
        Map<String, String> told = new TreeMap<>();
        for (ClaimedMessage report : reports) {
            Finished finished =
                    Json.read(report.params().text().getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
            told.put(finished.taskId(), finished.stat());
        }
        assertThat(told).isEqualTo(new TreeMap<>(ended));
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

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

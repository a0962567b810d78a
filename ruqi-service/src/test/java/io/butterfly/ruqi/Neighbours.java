package io.butterfly.ruqi;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A RuQi of the test's own, with a real BaiChuan beside it. */
public final class Neighbours implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceProcess baiChuan;
    private final Ledger ledger;
    private final TestService ruqi;

    private Neighbours(ServiceProcess baiChuan, Map<String, Object> settings) {
        this.baiChuan = baiChuan;
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", baiChuan.url());
        properties.putAll(settings);
        ruqi = TestService.start(properties).awaitReady();
    }

    public static Neighbours start(ServiceProcess baiChuan, Map<String, Object> settings) {
        return new Neighbours(baiChuan, settings);
    }

    public TestService ruqi() {
        return ruqi;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The zone of dates that have none. */
    public ZoneId zone() {
        return ruqi.bean(ZoneId.class);
    }

    public JsonNode baiChuan(String path, Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baiChuan.url() + path))
                    .POST(BodyPublishers.ofString(Json.write(body)))
                    .build();
            return Json.tree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a job that fires now, or every so often. */
    public void add(String id, String cmd, String rule, String... policies) {
        List<String> parameters = new ArrayList<>(List.of(
                "job_trigger",
                rule.matches("\\d+s") ? "interval" : "date",
                "job_id",
                id,
                "job_name",
                "test",
                "cmd",
                cmd,
                "rule",
                rule));
        parameters.addAll(List.of(policies));
        JsonNode reply = ruqi.call("/ruqi/job_add", parameters.toArray(String[]::new));
        if (!reply.path("stat").asText().equals("OK")) {
            throw new AssertionError(reply.toString());
        }
    }

    public void remove(String id) {
        ruqi.call("/ruqi/job_remove", "job_id", id);
    }

    public List<String> statuses(String job) throws SQLException {
        return ledger.rows(job).stream().map(Ledger.Row::status).toList();
    }

    /** Waits until the job's firings have these statuses, in the order in which they were due. */
    public void awaitStatuses(String job, String... statuses) {
        Eventually.within(PATIENCE, () -> {
            if (!statuses(job).equals(List.of(statuses))) {
                throw new AssertionError(
                        job + " has " + statuses(job) + ", not " + List.of(statuses) + ": " + ruqi.history(job));
            }
        });
    }

    /** Why the newest ended firing did not succeed. */
    public String reason(String job) {
        return ruqi.history(job).at("/0/reason").asText();
    }

    @Override
    public void close() {
        ruqi.close();
    }
}

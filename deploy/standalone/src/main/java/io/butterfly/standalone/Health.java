package io.butterfly.standalone;

import io.butterfly.api.Json;
import io.butterfly.kernel.PollLoop;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the gateway, which asks every service, until all are healthy. */
final class Health {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final BodyLimit MOST_READ = BodyLimit.refuseAbove(1 << 20);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest question;
    /** Empty when all are healthy, else the reason why they will not be. */
    private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();

    private volatile String lastReport = "{}";

    Health(String gateway) {
        this.question =
                HttpRequest.newBuilder(URI.create(gateway + "/health/services")).build();
    }

    /** Ends the waiting: the set-up will not become healthy. */
    void giveUp(String why) {
        end.complete(Optional.of(why));
    }

    /** Throws {@link IllegalStateException} with one line that names who is down when that takes too long. */
    void awaitGreen(Duration limit, Path logs) throws InterruptedException {
        PollLoop loop = PollLoop.start("health", this::tick);
        try {
            Optional<String> why = end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            why.ifPresent(text -> {
                throw new IllegalStateException(text);
            });
        } catch (TimeoutException e) {
            throw new IllegalStateException("after " + limit.toSeconds() + " s not everything is well: "
                    + whoIsDown(lastReport) + "; see the logs in " + logs);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            loop.close();
        }
    }

    private Duration tick() throws InterruptedException {
        try {
            WholeReply answer = WholeExchange.send(client, question, ANSWER_LIMIT, MOST_READ);
            lastReport = answer.text();
            if (answer.status() == OK) {
                end.complete(Optional.empty());
            }
        } catch (IOException e) {
            lastReport = "{}";
        }
        return PAUSE;
    }

    static String whoIsDown(String report) {
        List<String> down = new ArrayList<>();
        Json.tree(report).path("services").properties().forEach(service -> {
            if (service.getValue().has("error")) {
                down.add(service.getKey() + " ("
                        + service.getValue().path("error").asText() + ")");
            }
        });
        return down.isEmpty() ? "the gateway does not answer" : String.join(", ", down);
    }
}

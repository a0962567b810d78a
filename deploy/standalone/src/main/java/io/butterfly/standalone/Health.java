package io.butterfly.standalone;

import io.butterfly.kernel.PollLoop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the gateway, which asks everybody, until all are well. */
final class Health {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest question;
  private final CountDownLatch green = new CountDownLatch(1);
  private volatile String lastReport = "none";

  Health(String gateway) {
    this.question = HttpRequest.newBuilder(URI.create(gateway + "/health/services")).timeout(ANSWER_LIMIT).build();
  }

  /** Throws {@link IllegalStateException} with the last report when that takes too long. */
  void awaitGreen(Duration limit) throws InterruptedException {
    PollLoop loop = PollLoop.start("health", this::tick);
    boolean isGreen = green.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    loop.close();
    if (!isGreen) {
      throw new IllegalStateException("not healthy after " + limit.toSeconds() + " s; the logs say why. The last report: " + lastReport);
    }
  }

  private Duration tick() throws InterruptedException {
    try {
      HttpResponse<String> answer = client.send(question, BodyHandlers.ofString());
      lastReport = answer.body();
      if (answer.statusCode() == OK) {
        green.countDown();
      }
    } catch (IOException e) {
      lastReport = e.toString();
    }
    return PAUSE;
  }
}

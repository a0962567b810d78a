package io.butterfly.xingqiao.notifier;

import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.Workflows;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings one notice to whom it is for. */
@Singleton
final class Messenger {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<String> OVER = Set.of("finished", "failed");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final BaiChuanClient baichuan;
  private final Workflows workflows;

  Messenger(BaiChuanClient baichuan, Workflows workflows) {
    this.baichuan = baichuan;
    this.workflows = workflows;
  }

  Telling tell(Notice notice) {
    try {
      return switch (notice.to()) {
        case Optional<Notifier> to when to.isEmpty() -> callHook(notice.job());
        case Optional<Notifier> to -> switch (to.get()) {
          case Notifier.Webhook(URI url) -> post(notice, url);
          case Notifier.Handler(String path) -> publish(notice, path);
          case Notifier.Hook(var call) -> {
            call.accept(notice.job());
            yield new Telling.Told();
          }
        };
      };
    } catch (Exception | LinkageError e) { // a hook is foreign code, and so is whatever answers
      return new Telling.Failed(e.toString());
    }
  }

  private Telling callHook(JobView job) {
    Optional<Notifier> notifier = workflows.find(job.jobType()).map(Registration::workflow).flatMap(it -> it.notifier());
    if (notifier.isPresent() && notifier.get() instanceof Notifier.Hook(var call)) {
      call.accept(job);
      return new Telling.Told();
    }
    return new Telling.Failed("the workflow " + job.jobType() + " has no hook, or is not there any more");
  }

  private Telling post(Notice notice, URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url)
        .timeout(PATIENCE)
        .header("content-type", "application/json")
        .header("idempotency-key", id(notice))
        .POST(BodyPublishers.ofByteArray(Json.bytes(notice.job())))
        .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    return status / 100 == 2 ? new Telling.Told() : new Telling.Failed(url + " answered " + status);
  }

  /** Publishing the same id again changes nothing and says how far the message is. */
  private Telling publish(Notice notice, String path) {
    RawJson params = RawJson.of(Map.of("job", notice.job()));
    Answer<TaskCreated> answer = baichuan.taskCreate(TaskCreate.of(path, params).withTaskId(id(notice)));
    if (!answer.isOk()) {
      return new Telling.Failed("BaiChuan answered " + answer.stat() + ", " + answer.message());
    }
    return OVER.contains(answer.data().status()) ? new Telling.Told() : new Telling.UnderWay();
  }

  /** The same at every attempt. */
  private static String id(Notice notice) {
    return notice.job().jobReqid() + "-notice-" + notice.id();
  }
}

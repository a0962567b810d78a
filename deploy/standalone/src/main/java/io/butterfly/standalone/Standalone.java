package io.butterfly.standalone;

import io.butterfly.embedded.process.Ports;
import io.butterfly.gateway.Gateway;
import io.butterfly.http.Service;
import io.butterfly.kernel.AtExit;
import io.butterfly.standalone.supervise.LogFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The launcher. {@code run.sh} starts it with the root of the sources as the system property {@code butterfly.home}. */
public final class Standalone {
  private static final int WRONG_USE = 2;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private Standalone() {}

  public static void main(String... args) throws InterruptedException {
    Path home = Path.of(System.getProperty("butterfly.home", "")).toAbsolutePath();
    if (List.of(args).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      start(Options.parse(List.of(args), home.resolve("data"), System.getenv()), home);
    } catch (IllegalArgumentException e) {
      fail(WRONG_USE, e.getMessage());
    } catch (IllegalStateException | IOException e) {
      fail(1, e.getMessage());
    }
    new CountDownLatch(1).await(); // until a signal
  }

  private static void fail(int code, String why) {
    System.err.println("run.sh: " + why);
    System.exit(code);
  }

  private static void start(Options options, Path home) throws IOException, InterruptedException {
    DataFolder folder = DataFolder.open(options.data());
    if (!Ports.isFree(options.port())) {
      throw new IllegalStateException("port " + options.port() + " is in use; choose another one with --port");
    }
    folder.endLeftBehind();
    Plan plan = Plan.of(options);
    Map<String, Path> logs = new LinkedHashMap<>();
    plan.children().forEach(name -> logs.put(name, folder.freshLog(name)));
    LogFollower follower = new LogFollower(logs, System.out);
    SetUp setUp = new SetUp(options, plan, folder, home);
    AtExit.run(() -> stop(setUp, follower));
    setUp.start();
    startGateway(plan);
    new Health(plan.url(Plan.GATEWAY)).awaitGreen(START_LIMIT);
    if (options.isDemo()) {
      new DemoJobs(plan.url(Plan.GATEWAY)).add();
    }
    System.out.println("ready " + plan.url(Plan.GATEWAY));
  }

  private static void startGateway(Plan plan) {
    Service.run(Gateway.class,
        "--micronaut.server.host=127.0.0.1",
        "--micronaut.server.port=" + plan.port(Plan.GATEWAY),
        "--butterfly.baichuan.url=" + plan.url(Plan.BAICHUAN),
        "--butterfly.xingqiao.url=" + plan.url(Plan.XINGQIAO),
        "--butterfly.ruqi.urls=" + plan.ruqiUrls());
  }

  private static void stop(SetUp setUp, LogFollower follower) {
    System.out.println("stopping");
    setUp.close();
    follower.close();
    System.out.println("stopped");
  }
}

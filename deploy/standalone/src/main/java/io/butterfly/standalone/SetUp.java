package io.butterfly.standalone;

import io.butterfly.embedded.MariaDb;
import io.butterfly.embedded.Place;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.mysql.DatabaseUrl;
import io.butterfly.standalone.supervise.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of one set-up, from start to stop. */
final class SetUp implements AutoCloseable {
  private static final String DATABASE = "butterfly";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Options options;
  private final Plan plan;
  private final DataFolder folder;
  private final Path home;
  private final List<Member> databases = new ArrayList<>();
  private final List<Member> services = new ArrayList<>();

  /**
   * @param home the root of the sources, where the built jars are
   */
  SetUp(Options options, Plan plan, DataFolder folder, Path home) {
    this.options = options;
    this.plan = plan;
    this.folder = folder;
    this.home = home;
  }

  /** Returns at once; everything comes up in the background, side by side. */
  void start() throws IOException {
    folder.writePorts(plan.ports());
    Map<String, String> environment = environment();
    if (options.mySql().isEmpty()) {
      databases.add(Member.start(Plan.MARIADB, this::launchMariaDb));
    }
    if (options.redisUrl().isEmpty()) {
      databases.add(Member.start(Plan.REDIS, this::launchRedis));
    }
    startService(Plan.BAICHUAN, "baichuan-service", environment);
    startService(Plan.XINGQIAO, "xingqiao-service", environment);
    plan.ruqis().forEach(name -> startService(name, "ruqi-service", environment));
  }

  private ChildProcess launchMariaDb() {
    MariaDb server = MariaDb.start(mariaDbSettings());
    server.createDatabase(DATABASE);
    return server.process();
  }

  private MariaDb.Settings mariaDbSettings() {
    return new MariaDb.Settings(place(Plan.MARIADB), "256M", true);
  }

  private ChildProcess launchRedis() {
    return Redis.start(redisSettings()).process();
  }

  private Redis.Settings redisSettings() {
    return new Redis.Settings(place(Plan.REDIS), Redis.Persistence.EVERY_SECOND).guardedBy(folder.path("run/redis.conf"));
  }

  /** Not leashed: what a killed launcher leaves behind goes on working, and the next start ends it in order. */
  private Place place(String name) {
    return new Place(name, folder.path(name), plan.port(name), folder.pidFile(name), folder.log(name), false);
  }

  private void startService(String name, String module, Map<String, String> shared) {
    Map<String, String> environment = new HashMap<>(shared);
    environment.put("BUTTERFLY_PORT", Integer.toString(plan.port(name)));
    Path jar = home.resolve(module).resolve("target").resolve(module + ".jar");
    ChildProcess.Command command = JavaService.command(name, jar, environment, folder);
    services.add(Member.start(name, () -> ChildProcess.start(command)));
  }

  /** What every service is told; see each service's application.yml. */
  private Map<String, String> environment() throws IOException {
    Options.MySql mySql = mySql();
    writeClientFile(mySql);
    Map<String, String> environment = new HashMap<>(Map.of(
        "BUTTERFLY_HOST", "127.0.0.1",
        "BUTTERFLY_MYSQL_URL", mySql.url(),
        "BUTTERFLY_REDIS_URL", options.redisUrl().orElseGet(() -> redisSettings().url()),
        "BUTTERFLY_BAICHUAN_URL", plan.url(Plan.BAICHUAN),
        "BUTTERFLY_XINGQIAO_URL", plan.url(Plan.XINGQIAO),
        "BUTTERFLY_URL", plan.url(Plan.GATEWAY),
        "BUTTERFLY_RUQI_URL", plan.url(Plan.GATEWAY), // it knows which replica lives
        "RUQI_SCRIPTS_ROOT", Scripts.install(folder.path("scripts")),
        "XINGQIAO_PLUGINS", Files.createDirectories(folder.path("plugins")).toString()));
    mySql.user().ifPresent(user -> environment.put("BUTTERFLY_MYSQL_USER", user));
    mySql.password().ifPresent(password -> environment.put("BUTTERFLY_MYSQL_PASSWORD", password));
    return environment;
  }

  private Options.MySql mySql() {
    return options.mySql().orElseGet(() -> new Options.MySql(
        "mysql+retrypool://127.0.0.1:" + plan.port(Plan.MARIADB) + "/" + DATABASE,
        Optional.of(MariaDb.USER),
        Optional.of(MariaDb.passwordOf(mariaDbSettings()))));
  }

  private void writeClientFile(Options.MySql mySql) throws IOException {
    DatabaseUrl url = DatabaseUrl.parse(mySql.url());
    folder.writeSecret(MySqlClientFile.NAME, MySqlClientFile.text(url, mySql.user().or(url::user), mySql.password().or(url::password)));
  }

  /** Services first, so that none loses its database while it finishes what it holds. */
  @Override
  public void close() {
    closeAll(services);
    closeAll(databases);
  }

  private static void closeAll(List<Member> members) {
    try (VirtualThreads threads = new VirtualThreads("stop", PATIENCE)) {
      members.forEach(member -> threads.start(member::close));
    }
  }
}

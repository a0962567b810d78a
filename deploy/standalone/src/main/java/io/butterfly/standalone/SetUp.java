package io.butterfly.standalone;

import io.butterfly.embedded.MariaDb;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.ServerHome;
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
import java.util.function.Consumer;

/** The processes of one set-up, from start to stop. */
final class SetUp implements AutoCloseable {
    private static final String DATABASE = "butterfly";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> MODULES = List.of("baichuan-service", "xingqiao-service", "ruqi-service");
    private static final int MAX_FAILED_STARTS = 3;

    private final LauncherOptions options;
    private final Plan plan;
    private final DataFolder folder;
    private final Path home;
    private final Consumer<String> giveUp;
    private final List<Member> databases = new ArrayList<>();
    private final List<Member> queues = new ArrayList<>();
    private final List<Member> services = new ArrayList<>();
    private ClassArchives archives;
    private boolean isDatabaseThere;
    private boolean isClosed;
    private int failedStarts;

    /**
     * @param home the root of the sources, where the built jars are
     * @param giveUp gets the reason why the set-up will not become healthy
     */
    SetUp(LauncherOptions options, Plan plan, DataFolder folder, Path home, Consumer<String> giveUp) {
        this.options = options;
        this.plan = plan;
        this.folder = folder;
        this.home = home;
        this.giveUp = giveUp;
    }

    /** Returns at once; everything comes up in the background. RuQi and XingQiao start when their database is there. */
    synchronized void start() throws IOException {
        folder.writePorts(plan.ports());
        Map<String, String> environment = environment();
        if (options.redisUrl().isEmpty()) {
            databases.add(Member.start(Plan.REDIS, this::launchRedis));
        }
        queues.add(service(Plan.BAICHUAN, "baichuan-service", environment));
        if (options.mySql().isEmpty()) {
            databases.add(Member.start(Plan.MARIADB, () -> launchMariaDb(environment)));
        } else {
            databaseIsThere(environment);
        }
    }

    private ChildProcess launchMariaDb(Map<String, String> environment) {
        try {
            MariaDb server = MariaDb.start(mariaDbSettings());
            server.createDatabase(DATABASE);
            databaseIsThere(environment);
            return server.process();
        } catch (RuntimeException e) {
            if (!isDatabaseThere && ++failedStarts == MAX_FAILED_STARTS) {
                giveUp.accept("MariaDB failed to start " + failedStarts + " times: " + e.getMessage());
            }
            throw e;
        }
    }

    private synchronized void databaseIsThere(Map<String, String> environment) {
        if (isDatabaseThere || isClosed) {
            return;
        }
        isDatabaseThere = true;
        services.add(service(Plan.XINGQIAO, "xingqiao-service", environment));
        plan.ruqis().forEach(name -> services.add(service(name, "ruqi-service", environment)));
    }

    private MariaDb.Settings mariaDbSettings() {
        return new MariaDb.Settings(serverHome(Plan.MARIADB), "256M", true);
    }

    private ChildProcess launchRedis() {
        return Redis.start(redisSettings()).process();
    }

    private Redis.Settings redisSettings() {
        return new Redis.Settings(serverHome(Plan.REDIS), Redis.Persistence.EVERY_SECOND)
                .guardedBy(folder.path("run/redis.conf"));
    }

    /** Not bound to this JVM: what a killed launcher leaves running goes on, and the next start ends it in order. */
    private ServerHome serverHome(String name) {
        return new ServerHome(name, folder.path(name), plan.port(name), folder.pidFile(name), folder.log(name), false);
    }

    private Member service(String name, String module, Map<String, String> shared) {
        Map<String, String> environment = new HashMap<>(shared);
        environment.put("BUTTERFLY_PORT", Integer.toString(plan.port(name)));
        ChildProcess.Command command = JavaService.command(name, jar(module), environment, folder);
        return Member.start(name, () -> ChildProcess.start(command));
    }

    private Path jar(String module) {
        return home.resolve(module).resolve("target").resolve(module + ".jar");
    }

    /** In the background, for the next start. */
    synchronized void writeClassArchives() {
        List<ClassArchives.Target> targets = new ArrayList<>(MODULES.stream()
                .map(module -> ClassArchives.Target.of(folder, jar(module)))
                .toList());
        targets.add(ClassArchives.Target.ofLauncher(home.resolve("deploy/standalone/target/standalone.jar")));
        if (!isClosed) {
            archives = ClassArchives.write(folder.log("class-archives"), targets);
        }
    }

    /** The settings of every service; see each service's application.yml. */
    private Map<String, String> environment() throws IOException {
        LauncherOptions.MySql mySql = mySql();
        writeClientFile(mySql);
        Map<String, String> environment = new HashMap<>(Map.of(
                "BUTTERFLY_HOST", "127.0.0.1",
                "BUTTERFLY_MYSQL_URL", mySql.url(),
                "BUTTERFLY_REDIS_URL",
                        options.redisUrl().orElseGet(() -> redisSettings().url()),
                "BUTTERFLY_BAICHUAN_URL", plan.url(Plan.BAICHUAN),
                "BUTTERFLY_XINGQIAO_URL", plan.url(Plan.XINGQIAO),
                "BUTTERFLY_URL", plan.url(Plan.GATEWAY),
                "BUTTERFLY_RUQI_URL", plan.url(Plan.GATEWAY), // it knows which replicas answer
                "RUQI_SCRIPTS_ROOT", ScriptsFolder.install(folder.path("scripts")),
                "XINGQIAO_PLUGINS",
                        Files.createDirectories(folder.path("plugins")).toString()));
        if (options.isDemo()) {
            environment.put("RUQI_TASK_TABLE_ENABLED", "true");
            environment.put("RUQI_TASK_TABLE_SAMPLES", "true");
        }
        mySql.user().ifPresent(user -> environment.put("BUTTERFLY_MYSQL_USER", user));
        mySql.password().ifPresent(password -> environment.put("BUTTERFLY_MYSQL_PASSWORD", password));
        return environment;
    }

    private LauncherOptions.MySql mySql() {
        return options.mySql()
                .orElseGet(() -> new LauncherOptions.MySql(
                        "mysql+retrypool://127.0.0.1:" + plan.port(Plan.MARIADB) + "/" + DATABASE,
                        Optional.of(MariaDb.USER),
                        Optional.of(MariaDb.passwordOf(mariaDbSettings()))));
    }

    private void writeClientFile(LauncherOptions.MySql mySql) throws IOException {
        DatabaseUrl url = DatabaseUrl.parse(mySql.url());
        folder.writeSecret(
                MySqlClientFile.NAME,
                MySqlClientFile.text(
                        url, mySql.user().or(url::user), mySql.password().or(url::password)));
    }

    /** Users end before what they use: RuQi and XingQiao, then the queue, then the databases. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            Optional.ofNullable(archives).ifPresent(ClassArchives::close);
        }
        closeAll(services);
        closeAll(queues);
        closeAll(databases);
    }

    private static void closeAll(List<Member> members) {
        try (VirtualThreads threads = new VirtualThreads("stop", PATIENCE)) {
            members.forEach(member -> threads.start(member::close));
        }
    }
}

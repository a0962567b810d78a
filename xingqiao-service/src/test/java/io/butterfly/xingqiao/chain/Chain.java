package io.butterfly.xingqiao.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.MariaDb;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.SharedDatabase;
import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import io.butterfly.embedded.service.ServiceModule;
import io.butterfly.kernel.ReqId;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One BaiChuan and one XingQiao as processes of their own, on a database and a Redis that no other test uses. XingQiao
 * also has the workflows of the tests.
 */
final class Chain implements AutoCloseable {
    private static final Path DIR =
            Path.of(System.getProperty("butterfly.test.dir", "target")).toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Path folder = DIR.resolve("chain-" + ReqId.next());
    private final String database = "chain_" + ReqId.next().toLowerCase(Locale.ROOT);
    private final HttpClient http = HttpClient.newHttpClient();
    private final int baichuanPort = Ports.free();
    private final int xingqiaoPort = Ports.free();
    private final int replicaPort = Ports.free();
    private final Redis redis;
    private final SharedDatabase mariaDb;
    private ChildProcess baichuan;
    private ChildProcess xingqiao;
    private ChildProcess replica;
    private int asked = xingqiaoPort;

    Chain() {
        this(false);
    }

    /** Also its database may be killed, unless it is a given one. */
    static Chain onItsOwn() {
        return new Chain(true);
    }

    private Chain(boolean isAlone) {
        mariaDb = isAlone && System.getProperty("butterfly.test.mysql.url", "").isEmpty()
                ? MariaDb.start(folder.resolve("mariadb"), 0)
                : Servers.mariaDb();
        mariaDb.createDatabase(database);
        redis = Redis.start(Redis.Settings.in(folder.resolve("redis"), 0, Redis.Persistence.EVERY_SECOND));
        try {
            startBaiChuan();
            startXingQiao();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    void startBaiChuan() {
        baichuan = start("baichuan", baichuanPort, ServiceModule.BAICHUAN, ServiceModule.BAICHUAN.classPath());
    }

    void startXingQiao() {
        xingqiao = startXingQiao("xingqiao", xingqiaoPort);
        asked = xingqiaoPort;
    }

    /** A second XingQiao on the same database. */
    void startReplica() {
        replica = startXingQiao("xingqiao-2", replicaPort);
    }

    private ChildProcess startXingQiao(String name, int port) {
        Path workflowsOfTheTests = Path.of("target/test-classes").toAbsolutePath();
        return start(
                name,
                port,
                ServiceModule.XINGQIAO,
                ServiceModule.XINGQIAO.classPath() + File.pathSeparator + workflowsOfTheTests);
    }

    private ChildProcess start(String name, int port, ServiceModule service, String classPath) {
        PidFile pid = new PidFile(folder.resolve(name + ".pid"));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dbutterfly.pid-file=" + pid.path()));
        line.addAll(List.of("-cp", classPath, service.mainClass()));
        ChildProcess child = ChildProcess.start(
                new ChildProcess.Command(name, line, environment(port), pid, folder.resolve(name + ".log")));
        child.await(() -> isReady(port), START_LIMIT);
        return child;
    }

    private Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BUTTERFLY_PORT", Integer.toString(port));
        environment.put("BUTTERFLY_MYSQL_URL", mariaDb.jdbcUrl(database));
        environment.put("BUTTERFLY_MYSQL_USER", mariaDb.user());
        environment.put("BUTTERFLY_MYSQL_PASSWORD", mariaDb.password());
        environment.put("BUTTERFLY_REDIS_URL", redis.url());
        environment.put("BUTTERFLY_BAICHUAN_URL", "http://127.0.0.1:" + baichuanPort);
        environment.put("BUTTERFLY_XINGQIAO_URL", "http://127.0.0.1:" + xingqiaoPort);
        environment.put("BAICHUAN_LEASE", "3s"); // what a killed BaiChuan was executing is executed again after this
        return environment;
    }

    private boolean isReady(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/readiness"))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void killBaiChuan() {
        baichuan.kill();
    }

    /** From here on the replica is asked, if there is one. */
    void killXingQiao() {
        xingqiao.kill();
        asked = replica == null ? xingqiaoPort : replicaPort;
    }

    void killReplica() {
        replica.kill();
        replica = null;
    }

    void killRedis() {
        redis.kill();
    }

    void restartRedis() {
        redis.restart();
    }

    /** Does nothing to a given one, which is not ours. */
    void killAndRestartMySql() {
        if (mariaDb instanceof MariaDb own) {
            own.kill();
            own.restart();
        }
    }

    /** The first column of the first row. */
    String ask(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(mariaDb.jdbcUrl(database), mariaDb.user(), mariaDb.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String baichuanUrl() {
        return "http://127.0.0.1:" + baichuanPort;
    }

    /** The reply of the service; empty when it does not answer. */
    JsonNode tryXingQiao(String path, String body) {
        for (int port : new int[] {xingqiaoPort, replicaPort}) {
            try {
                JsonNode reply = post(port, path, body);
                if (!reply.path("stat").asText().equals("ERR_SERVER_EXCEPTION")) {
                    return reply;
                }
            } catch (IllegalStateException e) {
                // it was killed
            }
        }
        return MissingNode.getInstance();
    }

    Redis redis() {
        return redis;
    }

    JsonNode baichuan(String path, String body) {
        return post(baichuanPort, path, body);
    }

    JsonNode xingqiao(String path, String body) {
        return post(asked, path, body);
    }

    long createJob(String type, String extra) {
        JsonNode reply = xingqiao(
                "/xingqiao/create_job",
                "{\"job_namespace\":\"ns\",\"job_type\":\"" + type + "\",\"job_extra\":" + extra + "}");
        if (!reply.path("stat").asText().equals("OK")) {
            throw new AssertionError(reply.toString());
        }
        return reply.get("job_id").asLong();
    }

    JsonNode job(long id) {
        return xingqiao("/xingqiao/get_job_detail", "{\"job_id\":" + id + "}").path("data");
    }

    JsonNode tasks(long id) {
        return xingqiao("/xingqiao/list_tasks", "{\"job_id\":" + id + "}")
                .path("data")
                .path("list");
    }

    /** A worker that takes one message and is never heard of again. */
    void claimAndForget(String handler) {
        JsonNode reply = baichuan(
                "/baichuan/worker_claim",
                "{\"worker\":\"w:0:1\",\"handlers\":[\"" + handler + "\"],\"limit\":1,\"wait\":5}");
        if (reply.path("data").path("messages").size() != 1) {
            throw new AssertionError(reply.toString());
        }
    }

    private JsonNode post(int port, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return Json.tree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Stream.of(xingqiao, replica, baichuan).filter(Objects::nonNull).forEach(ChildProcess::kill);
        redis.kill();
        if (mariaDb instanceof MariaDb alone && alone != Servers.mariaDb()) {
            alone.kill();
        }
    }
}

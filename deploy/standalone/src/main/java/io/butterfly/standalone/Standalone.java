package io.butterfly.standalone;

import io.butterfly.embedded.process.Ports;
import io.butterfly.gateway.Gateway;
import io.butterfly.kernel.AtExit;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The launcher. {@code run.sh} starts it with the root of the sources as the system property {@code butterfly.home}.
 */
public final class Standalone {
    private static final int WRONG_USE = 2;
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private Standalone() {}

    public static void main(String... args) throws InterruptedException {
        System.setProperty("logback.configurationFile", "standalone-logback.xml");
        Path home = Path.of(System.getProperty("butterfly.home", "")).toAbsolutePath();
        try {
            start(LauncherOptions.parse(List.of(args), home.resolve("data"), System.getenv()), home);
        } catch (IllegalArgumentException e) {
            fail(WRONG_USE, e.getMessage());
        } catch (FileSystemException e) {
            fail(1, "cannot use " + e.getFile() + ": " + reason(e));
        } catch (IllegalStateException | IOException e) {
            fail(1, e.getMessage());
        }
        new CountDownLatch(1).await(); // until a signal
    }

    /** These exceptions say what happened by their type alone. */
    private static String reason(FileSystemException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission";
            case NoSuchFileException missing -> "it cannot be made there";
            case FileAlreadyExistsException taken -> "it is a file, not a folder";
            default -> e.getReason() == null ? e.toString() : e.getReason();
        };
    }

    private static void fail(int code, String why) {
        System.err.println("run.sh: " + why);
        System.exit(code);
    }

    private static void start(LauncherOptions options, Path home) throws IOException, InterruptedException {
        DataFolder folder = DataFolder.open(options.data());
        if (!Ports.isFree(options.port())) {
            throw new IllegalStateException("port " + options.port() + " is in use; choose another one with --port");
        }
        folder.endLeftBehind();
        if (options.mySql().isEmpty() || options.redisUrl().isEmpty()) {
            folder.requireSpace();
        }
        Plan plan = Plan.of(options);
        Logs logs = new Logs(folder, plan);
        Health health = new Health(plan.url(Plan.GATEWAY));
        SetUp setUp = new SetUp(options, plan, folder, home, health::giveUp);
        AtExit.run(() -> stop(setUp, logs));
        setUp.start();
        startGateway(plan);
        health.awaitGreen(START_LIMIT, folder.path("logs"));
        if (options.isDemo()) {
            new DemoJobs(plan.url(Plan.GATEWAY)).add();
        }
        logs.ready();
        System.out.println("ready " + plan.url(Plan.GATEWAY));
        setUp.writeClassArchives();
    }

    private static void startGateway(Plan plan) {
        Gateway.run(
                "--micronaut.server.host=127.0.0.1",
                "--micronaut.server.port=" + plan.port(Plan.GATEWAY),
                "--butterfly.baichuan.urls=" + plan.url(Plan.BAICHUAN),
                "--butterfly.xingqiao.urls=" + plan.url(Plan.XINGQIAO),
                "--butterfly.ruqi.urls=" + plan.ruqiUrls());
    }

    private static void stop(SetUp setUp, Logs logs) {
        System.out.println("stopping");
        setUp.close();
        logs.close();
        System.out.println("stopped");
    }
}

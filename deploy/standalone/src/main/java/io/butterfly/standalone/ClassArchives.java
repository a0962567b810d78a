package io.butterfly.standalone;

import io.butterfly.kernel.PollLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parsed classes of the services' jars; with them a start takes a third of its time. They are written during a run, at
 * low priority, from the list of classes that a service has loaded in it. A service that wrote them at its stop would
 * exceed the time that it is given to stop.
 */
final class ClassArchives implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);
    private static final Duration AFTER_START = Duration.ofSeconds(30);
    private static final Duration DONE = Duration.ofDays(1);
    private static final long LIMIT_MINUTES = 10;

    private final Path log;
    private final Queue<Target> targets;
    private final PollLoop loop;
    private boolean isEarly = true;

    /**
     * What an archive is made of.
     *
     * @param archive where it is, or will be
     * @param classes where a process lists the classes that it loads
     */
    record Target(Path jar, Path archive, Path classes) {

        /** Of a service; another Java needs another archive. */
        static Target of(DataFolder folder, Path jar) {
            return new Target(
                    jar,
                    folder.path("cache/" + jar.getFileName() + "-" + Runtime.version() + ".jsa"),
                    folder.path("cache/" + jar.getFileName() + ".classes"));
        }

        /** Of this launcher, as {@code run.sh} expects it. */
        static Target ofLauncher(Path jar) {
            return new Target(jar, jar.resolveSibling("standalone.jsa"), jar.resolveSibling("standalone.classes"));
        }

        /** How a process is started to have the archive, or else to list its classes for one. */
        List<String> options(boolean listsClasses) {
            if (isFresh(archive, jar)) {
                return List.of(
                        "-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
            }
            return listsClasses ? List.of("-XX:DumpLoadedClassList=" + classes) : List.of();
        }
    }

    private ClassArchives(Path log, List<Target> targets) {
        this.log = log;
        this.targets = new ArrayDeque<>(targets);
        this.loop = PollLoop.start("class-archives", this::tick);
    }

    /** Writes those that are missing or older than their jars, some time after the start. */
    static ClassArchives write(Path log, List<Target> targets) {
        return new ClassArchives(log, targets);
    }

    /** Also the libraries beside the jar must be older. */
    private static boolean isFresh(Path archive, Path jar) {
        try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
            FileTime written = Files.getLastModifiedTime(archive);
            for (Path one : Stream.concat(Stream.of(jar), libraries).toList()) {
                if (Files.getLastModifiedTime(one).compareTo(written) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Duration tick() throws IOException, InterruptedException {
        if (isEarly) {
            isEarly = false;
            return AFTER_START;
        }
        Target target = targets.poll();
        if (target == null) {
            return DONE;
        }
        if (!isFresh(target.archive(), target.jar()) && Files.exists(target.classes())) {
            write(target);
        }
        return Duration.ZERO;
    }

    private void write(Target target) throws IOException, InterruptedException {
        Path fresh = target.archive().resolveSibling(target.archive().getFileName() + ".new");
        Process dump = new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        JavaService.JAVA.toString(),
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + target.classes(),
                        "-XX:SharedArchiveFile=" + fresh,
                        "-cp",
                        target.jar().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (dump.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) && dump.exitValue() == 0) {
                Files.move(fresh, target.archive(), StandardCopyOption.ATOMIC_MOVE);
            } else {
                LOG.info(
                        "no class archive for {}: it starts more slowly",
                        target.jar().getFileName());
            }
        } finally {
            dump.destroyForcibly();
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(target.classes());
        }
    }

    @Override
    public void close() {
        loop.close(Duration.ZERO);
    }
}

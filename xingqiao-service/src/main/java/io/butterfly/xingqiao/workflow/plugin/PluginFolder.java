package io.butterfly.xingqiao.workflow.plugin;

import io.butterfly.kernel.PollLoop;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.WorkflowSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the workflows of a folder up to date. See the package's text. */
public final class PluginFolder implements WorkflowSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Path folder;
    private final PollLoop loop;
    private final Map<Path, URLClassLoader> retired = new HashMap<>();
    private volatile Map<Path, PluginFile> files = Map.of();
    private volatile Taken taken = new Taken(List.of(), List.of());

    /** What is in use of all files together. */
    private record Taken(List<Registration> registrations, List<Problem> problems) {}

    public PluginFolder(Path folder) {
        this.folder = folder;
        refresh();
        this.loop = PollLoop.start("xingqiao-plugins", () -> {
            refresh();
            return BETWEEN_LOOKS;
        });
    }

    @Override
    public void close() {
        loop.close();
    }

    @Override
    public synchronized void refresh() {
        Map<Path, PluginFile> seen = new TreeMap<>();
        for (Path path : list()) {
            Optional<PluginFile> before = Optional.ofNullable(files.get(path));
            look(path, before).ifPresent(file -> seen.put(path, file));
        }
        if (!seen.equals(files)) {
            Map<Path, PluginFile> before = files;
            files = seen;
            taken = take(seen.values().stream().toList());
            before.forEach(this::retire);
        }
    }

    /** A job may just be planned by the version before this one; the version before that is closed. */
    private void retire(Path path, PluginFile before) {
        List<Registration> now = Optional.ofNullable(files.get(path))
                .map(PluginFile::registrations)
                .orElse(List.of());
        if (!now.equals(before.registrations())) {
            Optional<URLClassLoader> old = PluginJar.loader(before.registrations());
            PluginJar.close(
                    old.isEmpty()
                            ? Optional.ofNullable(retired.remove(path))
                            : Optional.ofNullable(retired.put(path, old.get())));
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(PluginFolder::isPlugin).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPlugin(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".jar"));
    }

    /** Empty when it went away this moment. */
    private static Optional<PluginFile> look(Path path, Optional<PluginFile> before) {
        try {
            PluginFile.Version version = PluginFile.Version.of(path);
            if (before.filter(file -> file.version().equals(version)).isPresent()) {
                return before;
            }
            PluginFile file = PluginFile.read(path, version, before);
            file.problem()
                    .ifPresentOrElse(
                            problem -> LOG.error(
                                    "{}{}", problem, problem.isStale() ? "; its last good version stays in use" : ""),
                            () -> LOG.info(
                                    "read {}: {}",
                                    path,
                                    file.registrations().stream()
                                            .map(Registration::name)
                                            .toList()));
            return Optional.of(file);
        } catch (IOException e) {
            LOG.warn("cannot look at {}: {}", path, e.toString());
            return Files.exists(path) ? before : Optional.empty();
        }
    }

    /** Of two files with one name the first in the alphabet wins; the other becomes a problem. */
    private static Taken take(List<PluginFile> files) {
        Map<String, Registration> byName = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (PluginFile file : files) {
            file.problem().ifPresent(problems::add);
            for (Registration registration : file.registrations()) {
                Registration first = byName.putIfAbsent(registration.name(), registration);
                if (first != null) {
                    String message = "the workflow " + registration.name() + " is in " + first.source() + " already";
                    LOG.error("{}: {}", registration.source(), message);
                    problems.add(new Problem(registration.source(), message, 0, 0, false));
                }
            }
        }
        return new Taken(List.copyOf(byName.values()), List.copyOf(problems));
    }

    @Override
    public List<Registration> registrations() {
        return taken.registrations();
    }

    @Override
    public List<Problem> problems() {
        return taken.problems();
    }
}

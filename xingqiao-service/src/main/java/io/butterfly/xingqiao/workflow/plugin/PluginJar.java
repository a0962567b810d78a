package io.butterfly.xingqiao.workflow.plugin;

import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.Workflow;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A jar whose {@code META-INF/services/io.butterfly.xingqiao.workflow.Workflow} names its workflows. */
final class PluginJar {
    private static final Logger LOG = LoggerFactory.getLogger(PluginJar.class);

    private PluginJar() {}

    /** The copy is needed only until it has been opened; this system keeps an open file that has been deleted. */
    static List<Registration> read(Path jar) throws IOException {
        Path copy = Files.createTempFile("xingqiao-plugin", ".jar");
        URLClassLoader loader = null;
        try {
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            loader = new URLClassLoader(new URL[] {copy.toUri().toURL()}, Workflow.class.getClassLoader());
            List<Registration> found = registrations(loader, jar.getFileName().toString());
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "it is no jar, or has no META-INF/services/" + Workflow.class.getName());
            }
            return found;
        } catch (IOException | RuntimeException | Error e) {
            close(Optional.ofNullable(loader));
            throw e;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Of the jar that these came from, if it was one. */
    static Optional<URLClassLoader> loader(List<Registration> registrations) {
        return registrations.stream()
                .map(it -> it.workflow().getClass().getClassLoader())
                .filter(URLClassLoader.class::isInstance)
                .map(URLClassLoader.class::cast)
                .filter(it -> it != Workflow.class.getClassLoader())
                .findFirst();
    }

    static void close(Optional<URLClassLoader> loader) {
        try {
            if (loader.isPresent()) {
                loader.get().close();
            }
        } catch (IOException e) {
            LOG.warn("a jar that is in use no more cannot be closed: {}", e.toString());
        }
    }

    private static List<Registration> registrations(ClassLoader loader, String file) {
        List<Registration> found = new ArrayList<>();
        try {
            for (Workflow workflow : ServiceLoader.load(Workflow.class, loader)) {
                if (workflow.getClass().getClassLoader() == loader) {
                    found.add(Registration.of(workflow, "jar", file));
                }
            }
            return found;
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}

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
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** A jar whose {@code META-INF/services/io.butterfly.xingqiao.workflow.Workflow} names its workflows. */
final class PluginJar {
  private PluginJar() {}

  static List<Registration> read(Path jar) throws IOException {
    Path copy = Files.createTempFile("xingqiao-plugin", ".jar");
    copy.toFile().deleteOnExit();
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    // Left open for as long as anything of it is in use; the collector closes it.
    URLClassLoader loader = new URLClassLoader(new URL[] {copy.toUri().toURL()}, Workflow.class.getClassLoader());
    try {
      List<Registration> found = registrations(loader, jar.getFileName().toString());
      if (found.isEmpty()) {
        throw new IllegalArgumentException("it is no jar, or has no META-INF/services/" + Workflow.class.getName());
      }
      return found;
    } catch (RuntimeException | Error e) {
      loader.close();
      throw e;
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

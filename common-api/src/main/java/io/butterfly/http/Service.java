package io.butterfly.http;

import io.butterfly.http.outbound.Outbound;
import io.butterfly.http.stop.GracefulStop;
import io.butterfly.kernel.AtExit;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a service. {@code APP_ENV} ({@code local}, {@code test} or {@code online}) picks its configuration file.
 */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private Service() {}

  public static ApplicationContext run(Class<?> main, String... args) {
    try {
      Outbound.configure();
    } catch (IllegalArgumentException e) {
      LOG.error("cannot start: {}", e.getMessage());
      System.exit(1);
    }
    return new Startup()
        .args(args)
        .mainClass(main)
        .deduceEnvironment(false)
        .environments(environment(System.getenv("APP_ENV")))
        .environmentVariableExcludes(empty(System.getenv()))
        .banner(false)
        .start();
  }

  private static String environment(String given) {
    return given == null || given.isBlank() ? "local" : given.strip();
  }

  /** A variable that is set but empty counts as not set: an environment file has {@code NAME=} for "nothing". */
  static String[] empty(Map<String, String> env) {
    return env.keySet().stream().filter(name -> env.get(name).isBlank()).toArray(String[]::new);
  }

  /** A setting that cannot be understood ends the process with one line that names it; anything else with its stack. */
  private static final class Startup extends Micronaut {
    /** As the framework does it, but for the end: the framework's own closes connections first, and everything that needs them afterwards. */
    @Override
    public ApplicationContext start() {
      long start = System.nanoTime();
      ApplicationContext context = build();
      try {
        context.start();
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        server.start();
        AtExit.run(() -> GracefulStop.stop(context, server));
        LOG.info("started in {} ms, listening on {}", Duration.ofNanos(System.nanoTime() - start).toMillis(), server.getURI());
      } catch (RuntimeException e) {
        handleStartupException(context.getEnvironment(), e);
      }
      return context;
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
      Optional<String> setting = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
          .filter(ConfigurationException.class::isInstance)
          .map(Throwable::getMessage)
          .findFirst();
      setting.ifPresentOrElse(message -> LOG.error("cannot start: {}", message), () -> LOG.error("cannot start", failure));
      System.exit(1);
    }
  }
}

package io.butterfly.http;

import io.butterfly.http.outbound.Outbound;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.runtime.Micronaut;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a service. {@code APP_ENV} ({@code local}, {@code test} or {@code online}) picks its configuration file. As there is no
 * authentication, it listens on loopback, unless {@code BUTTERFLY_HOST} names another address and {@code BUTTERFLY_ALLOW_ANONYMOUS=true}
 * says that the network around it is closed.
 */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final String LOOPBACK = "127.0.0.1";

  private Service() {}

  public static ApplicationContext run(Class<?> main, String... args) {
    Map<String, String> env = System.getenv();
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
        .environments(env.getOrDefault("APP_ENV", "local"))
        .properties(Map.of("micronaut.server.host", address(env)))
        .banner(false)
        .start();
  }

  /** A setting that cannot be understood ends the process with one line that names it; anything else with its stack. */
  private static final class Startup extends Micronaut {
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

  static String address(Map<String, String> env) {
    String host = env.getOrDefault("BUTTERFLY_HOST", LOOPBACK);
    if (isLoopback(host) || Boolean.parseBoolean(env.get("BUTTERFLY_ALLOW_ANONYMOUS"))) {
      return host;
    }
    LOG.warn("listening on {} instead of {}: there is no authentication; BUTTERFLY_ALLOW_ANONYMOUS=true accepts that", LOOPBACK, host);
    return LOOPBACK;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

package io.butterfly.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
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
    return Micronaut.build(args)
        .mainClass(main)
        .deduceEnvironment(false)
        .environments(env.getOrDefault("APP_ENV", "local"))
        .properties(Map.of("micronaut.server.host", address(env)))
        .banner(false)
        .start();
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

package io.butterfly.embedded;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mysql.MySQLContainer;

/**
 * The servers of the Maven profile {@code containers}: Docker images instead of embedded programs. Testcontainers ends
 * them.
 */
final class Containers {
    private static final String MYSQL_IMAGE = "mysql:8.4";
    private static final String REDIS_IMAGE = "redis:7.4";
    private static final int REDIS_PORT = 6379;

    private Containers() {}

    static SharedDatabase mySql() {
        try {
            MySQLContainer server =
                    new MySQLContainer(MYSQL_IMAGE).withUsername("root").withPassword("root");
            server.start();
            return new GivenDatabase(
                    "jdbc:mysql://" + server.getHost() + ":" + server.getMappedPort(MySQLContainer.MYSQL_PORT),
                    "root",
                    "root");
        } catch (Throwable e) { // without a Docker engine Testcontainers throws errors, too
            throw unavailable(e);
        }
    }

    static SharedRedis redis() {
        try {
            GenericContainer<?> server = new GenericContainer<>(REDIS_IMAGE)
                    .withExposedPorts(REDIS_PORT)
                    .withCommand("redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction");
            server.start();
            String url = "redis://" + server.getHost() + ":" + server.getMappedPort(REDIS_PORT) + "/0";
            return () -> url;
        } catch (Throwable e) {
            throw unavailable(e);
        }
    }

    private static IllegalStateException unavailable(Throwable cause) {
        return new IllegalStateException(
                "the profile \"containers\" needs a Docker engine that can run " + MYSQL_IMAGE + " and " + REDIS_IMAGE
                        + "; without it the tests use the embedded servers: " + cause,
                cause);
    }
}

package io.butterfly.mysql;

import io.butterfly.settings.Setting;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Points the connection pool at the configured database. A service's own address ({@code ruqi.mysql.url}) wins over the
 * common one ({@code butterfly.mysql.url}); {@code redirect://file:name} means "the address is the setting
 * {@code file.name}" (manual, RuQi §2.2.1). User and password beside the address win over those inside it.
 */
@Singleton
final class DatabaseSettings implements BeanCreatedEventListener<DatasourceConfiguration> {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSettings.class);
    private static final int MAX_REDIRECTS = 5;
    /**
     * For a start under load, whose first connection may spend seconds on TLS alone; {@link Schema} shortens the wait
     * once there was one.
     */
    private static final long LOG_IN_TIMEOUT_MS = 15_000;

    private static final long VALIDATION_TIMEOUT_MS = 1_000;

    /** Names that the driver takes beside those that it lists. */
    private static final Set<String> OTHER_NAMES =
            Set.of("user", "password", "enabledtlsprotocols", "enabledsslciphersuites");

    private final Environment environment;

    DatabaseSettings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        DatasourceConfiguration pool = event.getBean();
        String service = environment.getRequiredProperty("micronaut.application.name", String.class);
        String prefix = List.of(service, "butterfly").stream()
                .filter(name -> environment
                        .getProperty(name + ".mysql.url", String.class)
                        .filter(url -> !url.isBlank())
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("no database: set BUTTERFLY_MYSQL_URL"));
        DatabaseUrl url = read(prefix + ".mysql.url", pool);
        pool.setDriverClassName("com.mysql.cj.jdbc.Driver");
        credential(prefix + ".mysql.user").or(url::user).ifPresent(pool::setUsername);
        credential(prefix + ".mysql.password").or(url::password).ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(url.maxConnections());
        pool.setMinimumIdle(Math.min(2, url.maxConnections()));
        pool.setIdleTimeout(url.staleTimeoutSeconds() * 1000L);
        pool.setAutoCommit(
                false); // everything runs in a transaction: turning it off and on again costs two round trips each
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setConnectionTimeout(LOG_IN_TIMEOUT_MS);
        pool.setValidationTimeout(VALIDATION_TIMEOUT_MS);
        pool.setInitializationFailTimeout(-1); // a service starts without its database
        pool.setExceptionOverrideClassName(SqlErrors.Demoted.class.getName());
        return pool;
    }

    /** The address for the driver; what it says that does not count is said once. */
    private static String jdbcUrl(DatabaseUrl url) {
        if (!url.overruled().isEmpty()) {
            LOG.warn(
                    "{} of the database's address does not count: the services keep their sessions in UTC and rely on"
                            + " some of the driver's options (BUTTERFLY_ZONE says in which zone times are shown)",
                    String.join(", ", url.overruled()));
        }
        if (url.authority().isEmpty()) {
            return url.jdbcUrl();
        }
        return url.jdbcUrl() + "&trustCertificateKeyStoreType=" + TrustedAuthority.TYPE
                + "&trustCertificateKeyStorePassword=" + TrustedAuthority.PASSWORD + "&trustCertificateKeyStoreUrl="
                + TrustedAuthority.keyStore(Path.of(url.authority())).toUri();
    }

    /** The driver itself ignores what it does not know, so that a misspelt option would do nothing. */
    private static void requireKnown(DatabaseUrl url) {
        try {
            Driver driver = DriverManager.getDriver(url.jdbcUrl());
            Set<String> known = Arrays.stream(driver.getPropertyInfo("jdbc:mysql://host/database", new Properties()))
                    .map(option -> option.name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            List<String> unknown = url.options().keySet().stream()
                    .filter(name -> !known.contains(name.toLowerCase(Locale.ROOT))
                            && !OTHER_NAMES.contains(name.toLowerCase(Locale.ROOT)))
                    .toList();
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("the driver knows no option " + String.join(", ", unknown));
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("the driver does not take it");
        }
    }

    private DatabaseUrl read(String setting, DatasourceConfiguration pool) {
        String name = setting;
        String text = environment.getRequiredProperty(name, String.class);
        for (int i = 0; text.startsWith("redirect://"); i++) {
            name = text.substring("redirect://".length()).replace(':', '.');
            if (i == MAX_REDIRECTS || !environment.containsProperty(name)) {
                throw new ConfigurationException(
                        Setting.variable(setting) + " redirects to " + name + ", which is not configured");
            }
            text = environment.getRequiredProperty(name, String.class);
        }
        try {
            DatabaseUrl url = DatabaseUrl.parse(text);
            requireKnown(url);
            pool.setUrl(jdbcUrl(url));
            return url;
        } catch (IllegalArgumentException e) {
            String shown = name.equals(setting) ? Setting.variable(name) : "the setting " + name;
            throw new ConfigurationException(shown + " is no database address: " + e.getMessage());
        }
    }

    private Optional<String> credential(String setting) {
        return environment.getProperty(setting, String.class).filter(value -> !value.isEmpty());
    }
}

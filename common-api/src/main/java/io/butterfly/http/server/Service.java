package io.butterfly.http.server;

import io.butterfly.http.stop.GracefulStop;
import io.butterfly.kernel.AtExit;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.outbound.Outbound;
import io.butterfly.settings.Setting;
import io.butterfly.settings.SettingFiles;
import io.butterfly.settings.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a service. {@code APP_ENV} ({@code local}, {@code test} or {@code online}) picks its configuration file. With
 * {@code --migrate-only} it brings the service's tables up to date instead, and ends: for a job that may change tables,
 * before processes that may not.
 */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final String MIGRATE_ONLY = "--migrate-only";
    private static final Duration MIGRATION_LIMIT = Duration.ofMinutes(5);

    private Service() {}

    /** @param settings what this service reads: all are looked at before anything starts */
    public static ApplicationContext run(Class<?> main, List<Setting> settings, String... args) {
        try {
            Outbound.configure();
        } catch (IllegalArgumentException e) {
            LOG.error("cannot start: {}", e.getMessage());
            System.exit(1);
        }
        Startup startup = new Startup(settings);
        startup.args(args)
                .mainClass(main)
                .deduceEnvironment(false)
                .environments(environment(System.getenv("APP_ENV")))
                .environmentVariableExcludes(empty(System.getenv()))
                .banner(false);
        return List.of(args).contains(MIGRATE_ONLY) ? migrated(startup) : startup.start();
    }

    private static ApplicationContext migrated(Startup startup) {
        Optional<String> problem;
        try (ApplicationContext context = startup.checked()) {
            Tables tables = context.start()
                    .findBean(Tables.class)
                    .orElseThrow(() -> new ConfigurationException(MIGRATE_ONLY + ": this service has no tables"));
            problem = tables.whyNotReady(MIGRATION_LIMIT);
        } catch (InterruptedException e) {
            problem = Optional.of("interrupted");
        } catch (RuntimeException e) {
            startup.fail(e);
            throw e;
        }
        problem.ifPresentOrElse(
                why -> LOG.error("the tables are not up to date: {}", why),
                () -> LOG.info("the tables are up to date"));
        System.exit(problem.isPresent() ? 1 : 0);
        throw new IllegalStateException("the process has ended");
    }

    private static String environment(String given) {
        return given == null || given.isBlank() ? "local" : given.strip();
    }

    /** A variable that is set but empty counts as not set: an environment file has {@code NAME=} for "nothing". */
    static String[] empty(Map<String, String> env) {
        return env.keySet().stream().filter(name -> env.get(name).isBlank()).toArray(String[]::new);
    }

    /**
     * A setting that cannot be understood ends the process with one line that names it; anything else with its stack.
     */
    private static final class Startup extends Micronaut {
        private final List<Setting> settings;

        private Startup(List<Setting> settings) {
            this.settings = settings;
        }

        /** Not started yet, with settings that are right. */
        private ApplicationContext checked() {
            Map<String, String> variables = new HashMap<>(System.getenv());
            variables.values().removeIf(String::isBlank);
            try {
                properties(SettingFiles.read(settings, variables));
                ApplicationContext context = build();
                new Settings(settings, context.getEnvironment().start()).check(variables);
                return context;
            } catch (RuntimeException e) {
                fail(e);
                throw e;
            }
        }

        /**
         * As the framework does it, but for the end: the framework's own closes connections first, and everything that
         * needs them afterwards.
         */
        @Override
        public ApplicationContext start() {
            SteadyClock clock = SteadyClock.start();
            long start = clock.nanos();
            ApplicationContext context = checked();
            try {
                context.start();
                EmbeddedServer server = context.getBean(EmbeddedServer.class);
                server.start();
                AtExit.run(() -> GracefulStop.stop(context, server));
                LOG.info("started in {} ms, listening on {}", clock.since(start).toMillis(), server.getURI());
            } catch (RuntimeException e) {
                handleStartupException(context.getEnvironment(), e);
            }
            return context;
        }

        @Override
        protected void handleStartupException(Environment environment, Throwable failure) {
            fail(failure);
        }

        private void fail(Throwable failure) {
            Optional<String> setting = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .filter(ConfigurationException.class::isInstance)
                    .map(Throwable::getMessage)
                    .findFirst();
            setting.ifPresentOrElse(
                    message -> LOG.error("cannot start: {}", message), () -> LOG.error("cannot start", failure));
            System.exit(1);
        }
    }
}

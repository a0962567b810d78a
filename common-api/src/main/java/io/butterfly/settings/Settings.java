package io.butterfly.settings;

import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of this process, looked at once, before anything starts. */
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    /** What Docker and Kubernetes put into the environment for a service called as ours are. */
    private static final String LINKS = ".*_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_\\d+_.*)";

    private final List<Setting> known;
    private final Environment environment;

    public Settings(List<Setting> known, Environment environment) {
        this.known = known;
        this.environment = environment;
    }

    /**
     * Refuses what cannot be understood, warns about unknown names, and logs the values in use.
     *
     * @param variables those of this process that are not empty
     * @throws ConfigurationException with one line that names each wrong setting, its value and what is allowed
     */
    public void check(Map<String, String> variables) {
        String wrong = known.stream()
                .flatMap(setting -> value(setting).flatMap(setting::objection).stream())
                .collect(Collectors.joining("; "));
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(wrong);
        }
        unknown(variables).forEach(name -> LOG.warn("nothing reads the setting {}: is it misspelt?", name));
        LOG.info(
                "settings: {}",
                known.stream()
                        .filter(setting -> !setting.isFamily())
                        .map(setting -> setting.variable() + "="
                                + setting.shown(value(setting).orElse(setting.standard())))
                        .collect(Collectors.joining(" ")));
    }

    private Optional<String> value(Setting setting) {
        return environment
                .getProperty(setting.name(), Object.class)
                .map(Settings::text)
                .filter(value -> !value.isBlank());
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    private List<String> unknown(Map<String, String> variables) {
        String own =
                environment
                                .getProperty("micronaut.application.name", String.class)
                                .orElse("")
                                .toUpperCase(Locale.ROOT) + "_";
        return new TreeMap<>(variables)
                .keySet().stream()
                        .filter(name -> name.startsWith("BUTTERFLY_") || name.startsWith(own))
                        .filter(name -> !isKnown(name) && !isKnown(withoutSuffix(name)))
                        .filter(name -> name.startsWith("BUTTERFLY_") || !name.matches(LINKS))
                        .toList();
    }

    private boolean isKnown(String variable) {
        return Stream.concat(known.stream(), Common.all()).anyMatch(setting -> setting.isMeantBy(variable));
    }

    /** The setting whose value stands in a file. */
    private static String withoutSuffix(String variable) {
        return variable.endsWith(SettingFiles.SUFFIX)
                ? variable.substring(0, variable.length() - SettingFiles.SUFFIX.length())
                : variable;
    }
}

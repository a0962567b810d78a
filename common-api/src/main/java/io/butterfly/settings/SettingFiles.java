package io.butterfly.settings;

import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings whose values stand in files: {@code BUTTERFLY_SERVICE_TOKEN_FILE=/run/secrets/token} gives
 * {@code BUTTERFLY_SERVICE_TOKEN}. Containers get secrets so, because an environment can be read by more than the
 * process that has it.
 */
public final class SettingFiles {
    static final String SUFFIX = "_FILE";
    private static final long MOST_BYTES = 64 << 10;

    private SettingFiles() {}

    /**
     * The values by the names of their settings.
     *
     * @param variables those of this process that are not empty
     * @throws ConfigurationException with one line that never shows a file's content
     */
    public static Map<String, Object> read(List<Setting> known, Map<String, String> variables) {
        Map<String, Object> values = new HashMap<>();
        for (Setting setting : known) {
            String file = setting.isFamily() ? null : variables.get(setting.variable() + SUFFIX);
            if (file == null) {
                continue;
            }
            if (variables.containsKey(setting.variable())) {
                throw new ConfigurationException(
                        "give either " + setting.variable() + " or " + setting.variable() + SUFFIX);
            }
            values.put(setting.name(), content(setting.variable() + SUFFIX, file.strip()));
        }
        return values;
    }

    private static String content(String variable, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new ConfigurationException(variable + "=" + file + " has more than 64 KB");
            }
            return Files.readString(path, StandardCharsets.UTF_8).strip();
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    variable + "=" + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}

package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a service stand in three places, which must agree: its list, the table in docs/operations/README.md,
 * and the code that reads them.
 */
public final class SettingsRules {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([^|]*) \\|([^|]*)\\|");
    private static final Pattern READ =
            Pattern.compile("\\$\\{((?:butterfly|baichuan|ruqi|xingqiao)\\.[a-z.-]+)(?::([^}]*))?}");
    private static final Pattern NAMED =
            Pattern.compile("@Property\\(name = \"((?:butterfly|baichuan|ruqi|xingqiao)\\.[a-z.-]+)\"\\)");
    private static final Pattern PROPERTIES = Pattern.compile(
            "(?s)@ConfigurationProperties\\(\"([a-z.-]+)\"\\)\\s*(?:public )?record \\w+\\((.*?)\\) \\{");
    private static final Pattern COMPONENT =
            Pattern.compile("(?:defaultValue = \"([^\"]*)\"\\))?\\s*(?:@Nullable )?\\w+ ([a-z]\\w*)\\s*(?:,|$)");

    private SettingsRules() {}

    /**
     * @param service as the table names it
     * @param root of the repository
     */
    public static void check(String service, List<Setting> settings, Path root, Path sources) throws IOException {
        Map<String, String> declared =
                new TreeMap<>(settings.stream().collect(Collectors.toMap(Setting::variable, Setting::standard)));
        Map<String, String> documented =
                documented(service, Files.readString(root.resolve("docs/operations/README.md")));

        assertThat(documented.keySet()).as("docs/operations/README.md").isEqualTo(declared.keySet());
        declared.forEach((name, standard) -> {
            if (standard.isEmpty()) {
                assertThat(documented.get(name)).as("default of %s", name).matches("|.* for .*");
            } else {
                assertThat(documented.get(name)).as("default of %s", name).contains("`" + standard + "`");
            }
        });
        Map<String, String> byName = settings.stream().collect(Collectors.toMap(Setting::name, Setting::standard));
        read(sources).forEach((name, standard) -> {
            assertThat(byName).as("read by the code").containsKey(name);
            if (!standard.isEmpty()) {
                assertThat(standard).as("default of %s where it is read", name).isEqualTo(byName.get(name));
            }
        });
    }

    private static Map<String, String> documented(String service, String text) {
        return new TreeMap<>(ROW.matcher(text)
                .results()
                .filter(row -> Stream.of(row.group(2).split(","))
                        .map(String::strip)
                        .anyMatch(who -> who.equals("all") || who.equals(service)))
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(3).strip())));
    }

    private static Map<String, String> read(Path sources) throws IOException {
        Map<String, String> read = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|yml)"))
                    .toList()) {
                String text = Files.readString(file);
                READ.matcher(text).results().forEach(found -> put(read, found.group(1), found.group(2)));
                NAMED.matcher(text).results().forEach(found -> put(read, found.group(1), null));
                PROPERTIES.matcher(text).results().forEach(record -> COMPONENT
                        .matcher(record.group(2))
                        .results()
                        .forEach(component ->
                                put(read, record.group(1) + "." + hyphenated(component), component.group(1))));
            }
        }
        return read;
    }

    private static String hyphenated(MatchResult component) {
        return component.group(2).replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static void put(Map<String, String> read, String name, String standard) {
        read.merge(
                name, standard == null ? "" : standard.replace("`", ""), (one, other) -> one.isEmpty() ? other : one);
    }
}

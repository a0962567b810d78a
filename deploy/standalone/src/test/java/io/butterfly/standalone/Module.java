package io.butterfly.standalone;

import static io.butterfly.standalone.Repository.map;
import static io.butterfly.standalone.Repository.read;
import static io.butterfly.standalone.Repository.sources;
import static io.butterfly.standalone.Repository.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The modules and the names of their processes in the files. */
enum Module {
    BAICHUAN("baichuan-service", "baichuan", "baichuan"),
    XINGQIAO("xingqiao-service", "xingqiao", "xingqiao1", "xingqiao2"),
    RUQI("ruqi-service", "ruqi", "ruqi1", "ruqi2"),
    GATEWAY("deploy/gateway", "gateway", "gateway");

    private static final Pattern SETTING = Pattern.compile("[\\${\"]([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)[:}\"]");
    private static final Pattern VARIABLE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
    private static final Pattern PROPERTIES = Pattern.compile(
            "(?s)@ConfigurationProperties\\(\"([a-z.-]+)\"\\)\\s*(?:public )?record \\w+(\\(.*?\\)) \\{");
    private static final Pattern COMPONENT = Pattern.compile("[A-Za-z>]\\s+([a-z][A-Za-z]*)\\s*[,)]");
    private static final Set<String> ADDRESSES = Set.of(
            "BUTTERFLY_MYSQL_URL",
            "BUTTERFLY_REDIS_URL",
            "BUTTERFLY_BAICHUAN_URL",
            "BUTTERFLY_XINGQIAO_URL",
            "BUTTERFLY_RUQI_URL",
            "BUTTERFLY_RUQI_URLS");

    final String folder;
    final String kubernetes;
    final List<String> compose;

    Module(String folder, String kubernetes, String... compose) {
        this.folder = folder;
        this.kubernetes = kubernetes;
        this.compose = List.of(compose);
    }

    String defaultPort() throws IOException {
        Matcher port = Pattern.compile("butterfly\\.port:([0-9]+)")
                .matcher(read(folder + "/src/main/resources/application.yml"));
        assertThat(port.find()).as("the default port of %s", folder).isTrue();
        return port.group(1);
    }

    /** As environment variables: whatever this module, or the library it stands on, looks up. */
    Set<String> settings() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String text : sources(folder, "common-api")) {
            SETTING.matcher(text).results().forEach(found -> names.add(variable(found.group(1))));
            VARIABLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
            PROPERTIES.matcher(text).results().forEach(record -> COMPONENT
                    .matcher(record.group(2))
                    .results()
                    .forEach(component -> names.add(
                            variable(record.group(1) + "." + component.group(1).replaceAll("([A-Z])", "-$1")))));
        }
        // DatabaseSettings puts these together from the name of the service
        List.of("URL", "USER", "PASSWORD").forEach(part -> names.add("BUTTERFLY_MYSQL_" + part));
        // each may stand in a file of its own
        List.copyOf(names).forEach(name -> names.add(name + "_FILE"));
        return names;
    }

    /** The addresses of others that it cannot do without. */
    Set<String> neededAddresses() throws IOException {
        String own = String.join("\n", sources(folder));
        Set<String> needed = SETTING.matcher(own)
                .results()
                .map(found -> variable(found.group(1)))
                .filter(ADDRESSES::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Object> application =
                yaml(folder + "/src/main/resources/application.yml").getFirst();
        if (application.containsKey("datasources")) {
            needed.add("BUTTERFLY_MYSQL_URL");
        }
        if (map(application, "butterfly").containsKey("redis")) {
            needed.add("BUTTERFLY_REDIS_URL");
        }
        if (map(application, "butterfly").containsKey("baichuan")) {
            needed.add("BUTTERFLY_BAICHUAN_URL");
        }
        return needed;
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}

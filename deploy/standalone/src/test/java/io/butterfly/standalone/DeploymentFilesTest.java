package io.butterfly.standalone;

import static io.butterfly.standalone.Repository.ROOT;
import static io.butterfly.standalone.Repository.files;
import static io.butterfly.standalone.Repository.list;
import static io.butterfly.standalone.Repository.map;
import static io.butterfly.standalone.Repository.read;
import static io.butterfly.standalone.Repository.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compose and Kubernetes files against what the services really read, where they listen, and what they answer. */
class DeploymentFilesTest {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:http|redis|mysql\\+retrypool)://(?:[^@/]*@)?([a-z0-9]+):([0-9]+)");

    @ParameterizedTest
    @EnumSource
    void compose_gives_each_service_what_it_reads_and_nothing_else(Module module) throws IOException {
        for (String name : module.compose) {
            Map<String, Object> environment = map(composeService(name), "environment");

            assertThat(module.settings()).as(name).containsAll(environment.keySet());
            // a list of replicas stands for the single address
            Set<String> given = new TreeSet<>(environment.keySet());
            environment.keySet().forEach(key -> given.add(key.replaceFirst("_URLS$", "_URL")));
            assertThat(given)
                    .as(name)
                    .containsAll(module.neededAddresses())
                    .contains("BUTTERFLY_TOKENS_FILE", "BUTTERFLY_SERVICE_TOKEN_FILE", "BUTTERFLY_ALLOWED_HOSTS")
                    .doesNotContain("BUTTERFLY_ALLOW_ANONYMOUS");
        }
    }

    @Test
    void compose_addresses_lead_to_services_that_listen_there() throws IOException {
        Map<String, Object> services = map(yaml("deploy/compose/compose.yaml").getFirst(), "services");
        Map<String, String> ports = Map.of("mysql", "3306", "redis", "6379");
        for (Object service : services.values()) {
            for (Object value : map(service, "environment").values()) {
                ADDRESS.matcher(String.valueOf(value)).results().forEach(address -> {
                    String host = address.group(1);
                    String port = ports.getOrDefault(
                            host,
                            String.valueOf(
                                    map(services.get(host), "environment").get("BUTTERFLY_PORT")));
                    assertThat(address.group(2)).as("port of %s", host).isEqualTo(port);
                });
            }
        }
        assertThat(List.of("baichuan", "xingqiao1", "xingqiao2", "ruqi1", "ruqi2", "gateway"))
                .allSatisfy(host -> assertThat(map(services.get("gateway"), "environment")
                                .get("BUTTERFLY_ALLOWED_HOSTS")
                                .toString()
                                .split(","))
                        .contains(host));
    }

    @ParameterizedTest
    @EnumSource
    void compose_builds_the_module_for_its_port(Module module) throws IOException {
        Map<String, Object> build = map(composeService(module.compose.getFirst()), "build");

        assertThat(map(build, "args"))
                .containsEntry("SERVICE", module.folder)
                .containsEntry("PORT", Integer.valueOf(module.defaultPort()));
        assertThat(ROOT.resolve("deploy/compose")
                        .resolve(build.get("context").toString())
                        .resolve(build.get("dockerfile").toString()))
                .exists();
    }

    @Test
    void compose_publishes_the_gateway_on_loopback_and_nothing_else() throws IOException {
        Map<String, Object> services = map(yaml("deploy/compose/compose.yaml").getFirst(), "services");

        assertThat(services)
                .allSatisfy((name, service) -> assertThat(map(services, name).get("ports"))
                        .isEqualTo(name.equals("gateway") ? List.of("127.0.0.1:8585:8585") : null));
    }

    @Test
    void compose_confines_ours_and_the_gateway_waits_for_nobody() throws IOException {
        for (Module module : Module.values()) {
            for (String name : module.compose) {
                assertThat(composeService(name))
                        .as(name)
                        .containsEntry("mem_limit", "512m")
                        .containsEntry("read_only", true)
                        .containsEntry("cap_drop", List.of("ALL"))
                        .containsEntry("security_opt", List.of("no-new-privileges:true"))
                        .containsEntry("restart", "unless-stopped")
                        .containsKeys("cpus", "pids_limit", "stop_grace_period");
            }
        }
        assertThat(map(composeService("gateway"), "depends_on").values())
                .allMatch(Map.of("condition", "service_started")::equals);
        assertThat(composeService("redis").get("command").toString()).doesNotContain("REDIS_PASSWORD");
    }

    @ParameterizedTest
    @EnumSource
    void kubernetes_gives_each_service_what_it_reads(Module module) throws IOException {
        Map<String, Object> container = container(module);
        Set<String> given =
                new TreeSet<>(map(yaml("deploy/kubernetes/base/config.yaml").getFirst(), "data")
                        .keySet());
        Set<String> own = list(container, "env").stream()
                .map(entry -> entry.get("name").toString())
                .collect(Collectors.toSet());
        given.addAll(own);

        assertThat(module.settings()).containsAll(own);
        assertThat(given)
                .containsAll(module.neededAddresses())
                .contains("BUTTERFLY_TOKENS_FILE", "BUTTERFLY_SERVICE_TOKEN_FILE", "BUTTERFLY_ALLOWED_HOSTS")
                .doesNotContain("BUTTERFLY_ALLOW_ANONYMOUS");
    }

    @Test
    void kubernetes_configuration_is_read_by_some_service() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Module module : Module.values()) {
            read.addAll(module.settings());
        }
        assertThat(read)
                .containsAll(map(yaml("deploy/kubernetes/base/config.yaml").getFirst(), "data")
                        .keySet());
    }

    @ParameterizedTest
    @EnumSource
    void kubernetes_ports_and_probes_are_those_of_the_service(Module module) throws IOException {
        Map<String, Object> container = container(module);
        Integer port = Integer.valueOf(module.defaultPort());

        assertThat(list(container, "ports").getFirst()).containsEntry("containerPort", port);
        assertThat(list(container, "env")).contains(Map.of("name", "BUTTERFLY_PORT", "value", port.toString()));
        assertThat(list(map(manifest(module, "Service"), "spec"), "ports").getFirst())
                .containsEntry("port", port);
        assertThat(map(map(container, "livenessProbe"), "httpGet")).containsEntry("path", "/health/liveness");
        assertThat(map(map(container, "readinessProbe"), "httpGet")).containsEntry("path", "/health/readiness");
        assertThat(read(module.folder + "/pom.xml")).contains("micronaut-management");
        for (String value : map(yaml("deploy/kubernetes/base/config.yaml").getFirst(), "data").values().stream()
                .map(Object::toString)
                .toList()) {
            ADDRESS.matcher(value)
                    .results()
                    .filter(address -> address.group(1).equals(module.kubernetes))
                    .forEach(address -> assertThat(address.group(2)).isEqualTo(port.toString()));
        }
    }

    @Test
    void no_secret_stands_in_a_file() throws IOException {
        for (Path file : files("deploy/kubernetes", "deploy/compose", "deploy/docker")) {
            String text = Files.readString(file);
            assertThat(text).as(file.toString()).doesNotContain("kind: Secret", "stringData");
            Pattern.compile("(?m)^\\s*(?![A-Z_]*_FILE)[A-Z_]*(?:PASSWORD|SECRET|TOKEN)[A-Z_]*\\s*[:=][ \\t]*(\\S.*)$")
                    .matcher(text)
                    .results()
                    .forEach(found ->
                            assertThat(found.group(1)).as(file.toString()).matches("\\$[{(].*"));
        }
    }

    @Test
    void the_image_bounds_whatever_memory_grows() throws IOException {
        assertThat(read("deploy/docker/Dockerfile"))
                .contains("-XX:MaxRAMPercentage=50", "-XX:MaxDirectMemorySize=", "-XX:MaxMetaspaceSize=");
    }

    @Test
    void the_image_needs_no_frontend_from_a_registry_and_does_not_run_as_root() throws IOException {
        String dockerfile = read("deploy/docker/Dockerfile");

        assertThat(dockerfile)
                .doesNotContain("# syntax=")
                .doesNotContain("--mount")
                .contains("USER 10001", "ENTRYPOINT [\"tini\", \"--\"", "-XX:AOTCache=")
                .contains("/app/healthcheck");
        assertThat(read("deploy/docker/healthcheck")).contains("GET /health/readiness");
        assertThat(Module.values()).allSatisfy(module -> assertThat(dockerfile).contains(module.folder));
    }

    private static Map<String, Object> composeService(String name) throws IOException {
        return map(map(yaml("deploy/compose/compose.yaml").getFirst(), "services"), name);
    }

    private static Map<String, Object> container(Module module) throws IOException {
        return list(map(map(map(manifest(module, "Deployment"), "spec"), "template"), "spec"), "containers")
                .getFirst();
    }

    private static Map<String, Object> manifest(Module module, String kind) throws IOException {
        return yaml("deploy/kubernetes/base/" + module.kubernetes + ".yaml").stream()
                .filter(part -> kind.equals(part.get("kind")))
                .findFirst()
                .orElseThrow();
    }
}

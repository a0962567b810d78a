package io.butterfly.standalone;

import static io.butterfly.standalone.Repository.ROOT;
import static io.butterfly.standalone.Repository.list;
import static io.butterfly.standalone.Repository.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Every overlay as it would be applied: its fields against the types of the API, and its references to each other. */
class KubernetesTest {
    private static final String NAME = "app.kubernetes.io/name";
    /** Made by secrets.sh, or by who installs. */
    private static final Set<String> MADE_ELSEWHERE = Set.of(
            "butterfly-mysql",
            "butterfly-redis",
            "butterfly-tokens",
            "butterfly-service-token",
            "butterfly-monitoring",
            "xingqiao-plugins");

    @ParameterizedTest
    @ValueSource(strings = {"local", "test", "online"})
    void each_field_is_one_of_the_api(String overlay) throws Exception {
        for (Map<String, Object> object : render(overlay)) {
            String version = object.get("apiVersion").toString();
            if (version.startsWith("monitoring.coreos.com/")) {
                continue; // the operator's own types
            }
            String type = version.substring(version.indexOf('/') + 1);
            Class<?> model = Class.forName("io.kubernetes.client.openapi.models."
                    + Character.toUpperCase(type.charAt(0)) + type.substring(1) + object.get("kind"));
            JsonElement json = new Gson().toJsonTree(object);

            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            assertThat(JSON.getGson().fromJson(json, model)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "test", "online"})
    void what_an_object_refers_to_is_there(String overlay) throws IOException {
        List<Map<String, Object>> objects = render(overlay);
        List<Map<String, Object>> pods = podTemplates(objects);

        for (Map<String, Object> service : ofKind(objects, "Service")) {
            Map<String, Object> spec = map(service, "spec");
            List<Map<String, Object>> chosen = matching(pods, map(spec, "selector"));
            assertThat(chosen).as("pods of %s", service).hasSize(1);
            assertThat(portNames(chosen.getFirst()))
                    .contains(list(spec, "ports").getFirst().get("targetPort").toString());
        }
        for (String kind : List.of("Deployment", "StatefulSet", "PodDisruptionBudget")) {
            for (Map<String, Object> object : ofKind(objects, kind)) {
                Map<String, Object> labels = map(map(map(object, "spec"), "selector"), "matchLabels");
                assertThat(matching(pods, labels)).as(kind).hasSize(1);
            }
        }
        for (Map<String, Object> scaler : ofKind(objects, "HorizontalPodAutoscaler")) {
            Map<String, Object> target = map(map(scaler, "spec"), "scaleTargetRef");
            assertThat(ofKind(objects, "Deployment"))
                    .filteredOn(object -> name(object).equals(target.get("name")))
                    .singleElement()
                    .satisfies(object -> assertThat(map(object, "spec")).doesNotContainKey("replicas"));
        }
        assertThat(referredNames(pods)).isSubsetOf(namesWith(objects));
        pods.forEach(KubernetesTest::mountsAreVolumes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "test", "online"})
    void a_policy_names_pods_and_ports_that_there_are(String overlay) throws IOException {
        List<Map<String, Object>> objects = render(overlay);
        List<String> names = podTemplates(objects).stream()
                .map(pod -> map(map(pod, "metadata"), "labels").get(NAME).toString())
                .toList();
        for (Map<String, Object> policy : ofKind(objects, "NetworkPolicy")) {
            Map<String, Object> spec = map(policy, "spec");
            Map<String, Object> labels = map(map(spec, "podSelector"), "matchLabels");
            if (labels.containsKey(NAME)) {
                assertThat(names).as(name(policy)).contains(labels.get(NAME).toString());
            }
            for (Map<String, Object> rule : list(spec, "ingress")) {
                for (Map<String, Object> peer : list(rule, "from")) {
                    Object from = map(map(peer, "podSelector"), "matchLabels").get(NAME);
                    assertThat(from == null || from.equals("prometheus") || names.contains(from))
                            .as("%s lets %s in", name(policy), from)
                            .isTrue();
                }
            }
        }
        assertThat(ofKind(objects, "NetworkPolicy"))
                .extracting(KubernetesTest::name)
                .contains("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "test", "online"})
    void every_container_is_confined_and_bounded(String overlay) throws IOException {
        for (Map<String, Object> pod : podTemplates(render(overlay))) {
            Map<String, Object> spec = map(pod, "spec");
            assertThat(map(spec, "securityContext")).containsEntry("runAsNonRoot", true);
            assertThat(spec).containsEntry("automountServiceAccountToken", false);
            for (Map<String, Object> container : list(spec, "containers")) {
                assertThat(map(container, "securityContext"))
                        .containsEntry("allowPrivilegeEscalation", false)
                        .containsEntry("readOnlyRootFilesystem", true)
                        .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
                assertThat(map(map(container, "resources"), "limits")).containsKeys("cpu", "memory");
                assertThat(map(map(container, "resources"), "requests")).containsKeys("cpu", "memory");
            }
        }
    }

    @Test
    void online_never_puts_both_schedulers_on_one_node() throws IOException {
        Map<String, Object> ruqi = ofKind(render("online"), "Deployment").stream()
                .filter(object -> name(object).equals("ruqi"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> pod = map(map(map(ruqi, "spec"), "template"), "spec");

        assertThat(map(ruqi, "spec")).containsEntry("replicas", 2);
        assertThat(list(map(map(pod, "affinity"), "podAntiAffinity"), "requiredDuringSchedulingIgnoredDuringExecution"))
                .singleElement()
                .satisfies(term -> assertThat(term).containsEntry("topologyKey", "kubernetes.io/hostname"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "test", "online"})
    void kubectl_renders_the_same(String overlay) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))),
                "there is no kubectl");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder(overlay))
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Object> rendered = new TreeMap<>();
        new Yaml().loadAll(kubectl.getInputStream()).forEach(object -> rendered.put(id(object), object));

        Map<String, Object> ours = new TreeMap<>();
        render(overlay).forEach(object -> ours.put(id(object), object));
        assertThat(ours).isEqualTo(rendered);
    }

    private static List<Map<String, Object>> render(String overlay) throws IOException {
        return Kustomization.render(folder(overlay));
    }

    private static String folder(String overlay) {
        return "deploy/kubernetes/overlays/" + overlay;
    }

    private static String id(Object object) {
        return map(object, "metadata").get("name") + " " + ((Map<?, ?>) object).get("kind");
    }

    private static String name(Map<String, Object> object) {
        return map(object, "metadata").get("name").toString();
    }

    private static List<Map<String, Object>> ofKind(List<Map<String, Object>> objects, String kind) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .toList();
    }

    private static List<Map<String, Object>> podTemplates(List<Map<String, Object>> objects) {
        return objects.stream()
                .map(object -> map(map(object, "spec"), "template"))
                .filter(template -> !template.isEmpty())
                .toList();
    }

    private static List<Map<String, Object>> matching(List<Map<String, Object>> pods, Map<String, Object> labels) {
        assertThat(labels).isNotEmpty();
        return pods.stream()
                .filter(pod -> map(map(pod, "metadata"), "labels").entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static List<String> portNames(Map<String, Object> pod) {
        return list(list(map(pod, "spec"), "containers").getFirst(), "ports").stream()
                .map(port -> port.get("name").toString())
                .toList();
    }

    private static List<String> namesWith(List<Map<String, Object>> objects) {
        return Stream.concat(
                        MADE_ELSEWHERE.stream(),
                        ofKind(objects, "ConfigMap").stream().map(KubernetesTest::name))
                .toList();
    }

    private static List<String> referredNames(List<Map<String, Object>> pods) {
        List<Object> names = new ArrayList<>();
        for (Map<String, Object> pod : pods) {
            for (Map<String, Object> container : list(map(pod, "spec"), "containers")) {
                list(container, "envFrom")
                        .forEach(from -> names.add(map(from, "configMapRef").get("name")));
                list(container, "env")
                        .forEach(entry -> names.add(
                                map(map(entry, "valueFrom"), "secretKeyRef").get("name")));
            }
            for (Map<String, Object> volume : list(map(pod, "spec"), "volumes")) {
                names.add(map(volume, "secret").get("secretName"));
                names.add(map(volume, "configMap").get("name"));
            }
        }
        return names.stream()
                .filter(java.util.Objects::nonNull)
                .map(Object::toString)
                .distinct()
                .toList();
    }

    private static void mountsAreVolumes(Map<String, Object> pod) {
        List<Object> volumes = new ArrayList<>(List.of("data")); // a claim of the stores
        list(map(pod, "spec"), "volumes").forEach(volume -> volumes.add(volume.get("name")));
        assertThat(list(list(map(pod, "spec"), "containers").getFirst(), "volumeMounts"))
                .extracting(mount -> mount.get("name"))
                .isSubsetOf(volumes);
    }
}

package io.butterfly.standalone;

import static io.butterfly.standalone.Repository.list;
import static io.butterfly.standalone.Repository.map;
import static io.butterfly.standalone.Repository.yaml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * What {@code kubectl kustomize} makes of a folder, for the few fields of a kustomization that ours use: any other one
 * is an error, so that no field is passed over. Machines that build need no kubectl; where there is one, a test
 * compares.
 */
final class Kustomization {
    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "resources", "components", "namespace", "labels", "images", "patches");

    private Kustomization() {}

    static List<Map<String, Object>> render(String folder) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        addTo(objects, folder);
        return objects;
    }

    private static void addTo(List<Map<String, Object>> objects, String folder) throws IOException {
        Map<String, Object> file = yaml(folder + "/kustomization.yaml").getFirst();
        if (!FIELDS.containsAll(file.keySet())) {
            throw new IllegalArgumentException(folder + " has a field that is not known here: " + file.keySet());
        }
        boolean isComponent = file.get("kind").equals("Component");
        // an overlay changes what its own resources are; a component changes all that there is
        List<Map<String, Object>> own = isComponent ? objects : new ArrayList<>();
        for (String resource : strings(file, "resources")) {
            String path = Path.of(folder, resource).normalize().toString();
            if (resource.endsWith(".yaml")) {
                own.addAll(yaml(path));
            } else {
                addTo(own, path);
            }
        }
        for (String component : strings(file, "components")) {
            addTo(own, Path.of(folder, component).normalize().toString());
        }
        for (Map<String, Object> patch : list(file, "patches")) {
            apply(patch, own);
        }
        for (Map<String, Object> object : own) {
            label(object, list(file, "labels"));
            place(object, file.get("namespace"));
            if (object.get("kind").toString().matches("Deployment|StatefulSet")) {
                rename(object, list(file, "images"));
            }
        }
        if (!isComponent) {
            objects.addAll(own);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Map<String, Object> file, String name) {
        return (List<String>) file.getOrDefault(name, List.of());
    }

    private static void label(Map<String, Object> object, List<Map<String, Object>> labels) {
        for (Map<String, Object> entry : labels) {
            child(map(object, "metadata"), "labels").putAll(map(entry, "pairs"));
        }
    }

    private static void place(Map<String, Object> object, Object namespace) {
        if (namespace != null && !object.get("kind").equals("Namespace")) {
            map(object, "metadata").put("namespace", namespace);
        }
    }

    private static void rename(Map<String, Object> object, List<Map<String, Object>> images) {
        for (Map<String, Object> container : list(map(map(map(object, "spec"), "template"), "spec"), "containers")) {
            images.stream()
                    .filter(image -> image.get("name").equals(container.get("image")))
                    .findFirst()
                    .ifPresent(image -> container.put("image", image.get("newName") + ":" + image.get("newTag")));
        }
    }

    private static void apply(Map<String, Object> patch, List<Map<String, Object>> objects) {
        Map<String, Object> target = map(patch, "target");
        List<Map<String, Object>> chosen = objects.stream()
                .filter(object -> target.get("kind").equals(object.get("kind")))
                .filter(object -> !target.containsKey("name")
                        || target.get("name").equals(map(object, "metadata").get("name")))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("a patch has no target: " + target);
        }
        for (Map<String, Object> object : chosen) {
            // read once for each, so that two objects never share a value
            List<Map<String, Object>> steps = new Yaml().load(patch.get("patch").toString());
            steps.forEach(step -> apply(step, object));
        }
    }

    @SuppressWarnings("unchecked")
    private static void apply(Map<String, Object> step, Object object) {
        String path = step.get("path").toString();
        String[] names = path.substring(1).split("/");
        Object parent = object;
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent instanceof List<?> entries
                    ? entries.get(Integer.parseInt(names[i]))
                    : ((Map<String, Object>) parent).get(names[i]);
        }
        Map<String, Object> place = (Map<String, Object>) parent;
        String name = names[names.length - 1];
        boolean isNew = step.get("op").equals("add");
        if (!isNew && !place.containsKey(name)) {
            throw new IllegalArgumentException("a patch changes what is not there: " + path);
        }
        if (step.get("op").equals("remove")) {
            place.remove(name);
        } else {
            place.put(name, step.get("value"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.computeIfAbsent(name, none -> new java.util.LinkedHashMap<>());
    }
}

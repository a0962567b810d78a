package io.butterfly.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Reads this repository's own files. */
final class Repository {
    static final Path ROOT = Path.of("../..");

    private Repository() {}

    static List<String> sources(String... folders) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String folder : folders) {
            for (Path file : files(folder + "/src/main")) {
                if (file.toString().matches(".*\\.(java|yml|xml)")) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    static List<Path> files(String... folders) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith(".env"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> yaml(String file) throws IOException {
        List<Map<String, Object>> parts = new ArrayList<>();
        new Yaml().loadAll(read(file)).forEach(part -> parts.add((Map<String, Object>) part));
        return parts;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object parent, String name) {
        Object value = ((Map<String, Object>) parent).get(name);
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object parent, String name) {
        Object value = ((Map<String, Object>) parent).get(name);
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
}

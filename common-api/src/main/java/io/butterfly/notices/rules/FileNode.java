package io.butterfly.notices.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of the file, and where it stands there. Whatever is wrong is an {@link IllegalArgumentException} that names
 * the place and never shows the value: it may be a secret.
 */
final class FileNode {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");
    private static final int LONGEST = 10_000;

    private final String path;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    FileNode(String path, JsonNode node) {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new IllegalArgumentException((path.isEmpty() ? "the file" : path) + " must have named members");
        }
    }

    /** Of a member of this object. */
    String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(place(name) + " " + what);
    }

    private Optional<JsonNode> member(String name) {
        read.add(name);
        return Optional.ofNullable(node.get(name)).filter(member -> !member.isNull());
    }

    Optional<String> text(String name) {
        return member(name).map(member -> {
            if (!member.isValueNode() || member.asText().length() > LONGEST) {
                throw wrong(name, "must be a text");
            }
            return member.asText().strip();
        });
    }

    String required(String name) {
        return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> wrong(name, "is missing"));
    }

    boolean flag(String name, boolean standard) {
        return text(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, "must be true or false");
                })
                .orElse(standard);
    }

    int number(String name, int least, int most) {
        String text = required(name);
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw wrong(name, "must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    Duration duration(String name, Duration standard) {
        return text(name)
                .map(text -> {
                    Matcher given = DURATION.matcher(text);
                    if (!given.matches()) {
                        throw wrong(name, "must be a duration such as 10m (units: s, m, h, d)");
                    }
                    long count = Long.parseLong(given.group(1));
                    return switch (given.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
                })
                .orElse(standard);
    }

    /** A list of texts, or one text alone. */
    List<String> texts(String name) {
        Optional<JsonNode> given = member(name);
        if (given.isEmpty() || !given.get().isArray()) {
            return text(name).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : given.get()) {
            if (!element.isTextual()) {
                throw wrong(name, "must be a list of texts");
            }
            texts.add(element.textValue().strip());
        }
        return texts;
    }

    Optional<FileNode> object(String name) {
        return member(name).map(member -> new FileNode(place(name), member));
    }

    /** The objects of a list. */
    List<FileNode> objects(String name) {
        JsonNode given = member(name).orElseGet(Json.mapper()::createArrayNode);
        if (!given.isArray()) {
            throw wrong(name, "must be a list");
        }
        List<FileNode> objects = new ArrayList<>();
        given.forEach(element -> objects.add(new FileNode(place(name) + "[" + objects.size() + "]", element)));
        return objects;
    }

    /** The objects of an object, by their names. */
    Map<String, FileNode> named(String name) {
        Map<String, FileNode> objects = new LinkedHashMap<>();
        object(name).ifPresent(all -> all.node
                .properties()
                .forEach(one -> objects.put(one.getKey(), new FileNode(all.place(one.getKey()), one.getValue()))));
        return objects;
    }

    /** To be called when all known members were asked for: refuses the others. */
    void done() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw wrong(name, "is nothing that is known here");
            }
        });
    }
}

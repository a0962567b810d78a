package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.butterfly.api.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${name}} and {@code ${name:-default}} in texts stand for values of the job's extra; {@code ${a.b}} for a
 * member of one. A text that is nothing else becomes the value itself, of whatever type. {@code $${} is a plain
 * {@code ${}.
 */
final class Template {
    private static final Pattern HOLE = Pattern.compile("(\\$)?\\$\\{([^}:]*)(?::-([^}]*))?}");

    private Template() {}

    /** Throws {@link IllegalArgumentException} when a value is missing; {@code what} says what asks for it. */
    static JsonNode fill(String what, JsonNode template, ObjectNode jobExtra) {
        return switch (template) {
            case ObjectNode object -> {
                ObjectNode filled = Json.mapper().createObjectNode();
                object.properties()
                        .forEach(member -> filled.set(member.getKey(), fill(what, member.getValue(), jobExtra)));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = Json.mapper().createArrayNode();
                array.forEach(item -> filled.add(fill(what, item, jobExtra)));
                yield filled;
            }
            case TextNode text -> fillText(what, text.textValue(), jobExtra);
            default -> template;
        };
    }

    private static JsonNode fillText(String what, String text, ObjectNode jobExtra) {
        Matcher hole = HOLE.matcher(text);
        if (hole.matches() && hole.group(1) == null) {
            return value(what, hole, jobExtra);
        }
        return TextNode.valueOf(hole.replaceAll(found -> {
            Matcher here = HOLE.matcher(found.group());
            here.matches();
            return Matcher.quoteReplacement(
                    here.group(1) != null ? found.group().substring(1) : textOf(value(what, here, jobExtra)));
        }));
    }

    private static JsonNode value(String what, Matcher hole, ObjectNode jobExtra) {
        JsonNode given = jobExtra;
        for (String step : hole.group(2).split("\\.")) {
            given = given.path(step);
        }
        if (!given.isMissingNode()) {
            return given;
        }
        return Optional.ofNullable(hole.group(3))
                .map(Scalars::value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "job_extra must have " + hole.group(2) + ", which " + what + " needs"));
    }

    private static String textOf(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}

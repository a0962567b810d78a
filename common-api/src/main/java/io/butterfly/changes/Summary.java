package io.butterfly.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.butterfly.api.CutText;
import io.butterfly.api.Json;
import io.butterfly.api.Masked;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a call as a change keeps them.
 *
 * @param object the id or name that the call was about, empty for none
 * @param params JSON without secrets and without what was not given; cut when it is long
 */
public record Summary(String object, String params) {
    static final int LONGEST = 2_000;

    private static final int LONGEST_OBJECT = 255;
    private static final List<String> NAMES =
            List.of("job_id", "task_id", "firing_id", "id", "job_ids", "name", "handler", "job_name");
    /** What stands for a secret within a text: a password in an address, in an option, behind a scheme, in JSON. */
    private static final Pattern SECRET_TEXT = Pattern.compile(
            "(?i)(://[^/@\\s:]*:)[^/@\\s]+(?=@)|((?:passw(?:or)?d|secret|token|api_?key)[=:]\\s*)[^\\s&\"']+"
                    + "|((?:bearer|basic):?\\s+)[^\\s\"']+"
                    + "|((?:passw|pwd|secret|token|api_?key|private_?key|credential)[\\w-]*"
                    + "\\\\?\"\\s*:\\s*\\\\?\"?)[^\"\\\\,}]+");

    /** @param parameters of a call, which Jackson can write */
    public static Summary of(Object parameters) {
        JsonNode given = masked(Json.tree(Json.write(parameters)));
        String object = NAMES.stream()
                .map(given::path)
                .filter(value -> value.isTextual() || value.isNumber())
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
        return new Summary(cut(object, LONGEST_OBJECT), cut(given.toString(), LONGEST));
    }

    private static JsonNode masked(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = Json.mapper().createObjectNode();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!member.getValue().isNull()) {
                    object.set(
                            member.getKey(),
                            isSecret(member) ? TextNode.valueOf(Masked.mask()) : masked(member.getValue()));
                }
            }
            return object;
        }
        if (node.isArray()) {
            ArrayNode list = Json.mapper().createArrayNode();
            node.forEach(element -> list.add(masked(element)));
            return list;
        }
        return node.isTextual() ? TextNode.valueOf(masked(node.textValue())) : node;
    }

    private static boolean isSecret(Map.Entry<String, JsonNode> member) {
        return Masked.isSecret(member.getKey()) && !member.getValue().isBoolean();
    }

    private static String masked(String text) {
        return SECRET_TEXT.matcher(text).replaceAll(found -> {
            for (int i = 1; i <= found.groupCount(); i++) {
                if (found.group(i) != null) {
                    return Matcher.quoteReplacement(found.group(i)) + Masked.mask();
                }
            }
            return Masked.mask();
        });
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest ? text : CutText.to(text, longest - 1) + "…";
    }
}

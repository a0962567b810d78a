package io.butterfly.baichuan.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.kernel.Sha256;
import java.math.BigDecimal;
import java.util.TreeMap;

/**
 * What to do when an equal message is under way.
 *
 * @param key messages of a handler with the same one are equal; empty for a message that is like no other
 * @param seconds for {@link Mode#THROTTLE}
 */
public record Unique(Mode mode, String key, int seconds) {
    public static final Unique NO = new Unique(Mode.NO, "", 0);

    /** What a number's canonical text begins with, and no other text. */
    private static final String NUMBER = "#";

    private static final int DIGITS = 32;
    private static final int TEN_YEARS = 315_360_000;

    /** The words of {@code msg_create_unique}. */
    public enum Mode {
        NO,
        REJECT,
        THROTTLE,
        REPLACE,
        DEBOUNCE
    }

    public Unique {
        Options.require(
                mode != Mode.THROTTLE || seconds > 0 && seconds <= TEN_YEARS,
                "unique_for must be seconds from 1 to 315360000 for throttle");
        Options.require(mode == Mode.THROTTLE || seconds == 0, "unique_for is for throttle");
    }

    /** Equal by a text of the publisher's. */
    public static Unique byText(Mode mode, String text, int seconds) {
        return new Unique(mode, digest("text " + text), seconds);
    }

    /** Equal by the values of the parameters; the order of members and the spelling of numbers do not matter. */
    public static Unique byParams(Mode mode, String params, int seconds) {
        return new Unique(mode, digest("params " + canonical(params)), seconds);
    }

    /** Equal only to messages of the same publisher: with its parameters a message would take over its rights. */
    public Unique among(String publisher) {
        return mode == Mode.NO || publisher.isEmpty()
                ? this
                : new Unique(mode, digest("by " + publisher + " " + key), seconds);
    }

    /** Whether two texts of parameters have the same values. */
    static boolean isSame(String params, String others) {
        try {
            return params.equals(others) || canonical(params).equals(canonical(others));
        } catch (IllegalArgumentException e) {
            return false; // another producer's may be no JSON
        }
    }

    private static String canonical(String params) {
        return Json.write(canonical(Json.tree(params)));
    }

    private static JsonNode canonical(JsonNode node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            ObjectNode sorted = nodes.objectNode();
            members.forEach(sorted::set);
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode list = nodes.arrayNode();
            node.forEach(element -> list.add(canonical(element)));
            return list;
        }
        if (node.isTextual()) {
            return node.textValue().startsWith(NUMBER) ? nodes.textNode(NUMBER + node.textValue()) : node;
        }
        return node instanceof NumericNode number && !number.isNaN()
                ? nodes.textNode(NUMBER + plain(number.decimalValue()))
                : node;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, DIGITS);
    }
}

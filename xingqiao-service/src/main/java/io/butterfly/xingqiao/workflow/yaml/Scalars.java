package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Plain words of YAML as values, by the core schema of YAML 1.2 and by nothing else: {@code no} and {@code 1:30} are
 * text, {@code 09} is nine and {@code 0o17} fifteen, unlike in 1.1.
 */
final class Scalars {
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,300}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,300}");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,300}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Leaves every plain word without a tag of its own to {@link #value(String)}. */
    static final class NoWords extends Resolver {
        private static final Tag WORD = new Tag("tag:butterfly,2026:word");

        @Override
        public Tag resolve(NodeId kind, String value, boolean isImplicit) {
            return kind == NodeId.scalar && isImplicit ? WORD : super.resolve(kind, value, isImplicit);
        }
    }

    private Scalars() {}

    static JsonNode value(ScalarNode scalar) {
        boolean isText =
                scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getTag().equals(Tag.STR);
        return isText ? JSON.textNode(scalar.getValue()) : value(scalar.getValue());
    }

    static JsonNode value(String word) {
        return switch (word) {
            case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
            case "true", "True", "TRUE" -> JSON.booleanNode(true);
            case "false", "False", "FALSE" -> JSON.booleanNode(false);
            case String number when INTEGER.matcher(number).matches() -> JSON.numberNode(new BigInteger(number));
            case String number
            when OCTAL.matcher(number).matches() -> JSON.numberNode(new BigInteger(number.substring(2), 8));
            case String number
            when HEXADECIMAL.matcher(number).matches() -> JSON.numberNode(new BigInteger(number.substring(2), 16));
            case String number when DECIMAL.matcher(number).matches() -> JSON.numberNode(new BigDecimal(number));
            default -> JSON.textNode(word);
        };
    }
}

package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Plain words of YAML as values, by the rules of YAML 1.2: {@code no} and {@code 1:30} are text, unlike in 1.1. */
final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,300}");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Scalars() {}

  static JsonNode value(ScalarNode scalar) {
    boolean isText = scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getTag().equals(Tag.STR);
    return isText ? JSON.textNode(scalar.getValue()) : value(scalar.getValue());
  }

  static JsonNode value(String word) {
    return switch (word) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      case String number when INTEGER.matcher(number).matches() -> JSON.numberNode(new BigInteger(number));
      case String number when DECIMAL.matcher(number).matches() -> JSON.numberNode(new BigDecimal(number));
      default -> JSON.textNode(word);
    };
  }
}

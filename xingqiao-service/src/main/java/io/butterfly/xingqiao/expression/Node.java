package io.butterfly.xingqiao.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A parsed expression. */
sealed interface Node {
    JsonNode value(Scope scope);

    Set<String> roots();

    default boolean holds(Scope scope) {
        return isTrue(value(scope));
    }

    private static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> Comparison.isNumber(value) && value.decimalValue().signum() != 0;
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }

    record Literal(JsonNode constant) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            return constant;
        }

        @Override
        public Set<String> roots() {
            return Set.of();
        }
    }

    record ListOf(List<Node> items) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> list.add(item.value(scope)));
            return list;
        }

        @Override
        public Set<String> roots() {
            return items.stream().flatMap(item -> item.roots().stream()).collect(Collectors.toSet());
        }
    }

    /** @param steps names of members, or the indexes of a list's items */
    record Path(String root, List<Object> steps) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode value = scope.root(root);
            for (Object step : steps) {
                value = step instanceof Integer index ? value.path(index) : value.path((String) step);
            }
            return value.isMissingNode() ? NullNode.instance : value;
        }

        @Override
        public Set<String> roots() {
            return Set.of(root);
        }
    }

    record Not(Node inner) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            return BooleanNode.valueOf(!inner.holds(scope));
        }

        @Override
        public Set<String> roots() {
            return inner.roots();
        }
    }

    record And(Node left, Node right) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            return BooleanNode.valueOf(left.holds(scope) && right.holds(scope));
        }

        @Override
        public Set<String> roots() {
            return both(left, right);
        }
    }

    record Or(Node left, Node right) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            return BooleanNode.valueOf(left.holds(scope) || right.holds(scope));
        }

        @Override
        public Set<String> roots() {
            return both(left, right);
        }
    }

    record Compare(Node left, Comparison how, Node right) implements Node {
        @Override
        public JsonNode value(Scope scope) {
            return BooleanNode.valueOf(how.test(left.value(scope), right.value(scope)));
        }

        @Override
        public Set<String> roots() {
            return both(left, right);
        }
    }

    private static Set<String> both(Node left, Node right) {
        return Stream.concat(left.roots().stream(), right.roots().stream()).collect(Collectors.toSet());
    }
}

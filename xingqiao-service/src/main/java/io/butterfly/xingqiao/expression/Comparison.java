package io.butterfly.xingqiao.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** How two values are compared. */
enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    IN("in");

    private static final Comparator<JsonNode> BY_VALUE = Comparison::byValue;

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    static Optional<Comparison> of(String sign) {
        for (Comparison comparison : values()) {
            if (comparison.sign.equals(sign)) {
                return Optional.of(comparison);
            }
        }
        return Optional.empty();
    }

    boolean test(JsonNode left, JsonNode right) {
        return switch (this) {
            case EQUAL -> isSame(left, right);
            case UNEQUAL -> !isSame(left, right);
            case IN ->
                right.isArray()
                        && StreamSupport.stream(right.spliterator(), false).anyMatch(item -> isSame(left, item));
            case LESS, AT_MOST, MORE, AT_LEAST -> ordered(order(left, right));
        };
    }

    private boolean ordered(OptionalInt order) {
        return order.isPresent()
                && switch (this) {
                    case LESS -> order.getAsInt() < 0;
                    case AT_MOST -> order.getAsInt() <= 0;
                    case MORE -> order.getAsInt() > 0;
                    case AT_LEAST -> order.getAsInt() >= 0;
                    case EQUAL, UNEQUAL, IN -> false;
                };
    }

    /** Lists and objects are the same when their values are. */
    private static boolean isSame(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }

    private static int byValue(JsonNode left, JsonNode right) {
        if (isNumber(left) && isNumber(right)) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    }

    /** Whether it can be calculated with: one that was {@code NaN} cannot. */
    static boolean isNumber(JsonNode node) {
        return node instanceof NumericNode number && !number.isNaN();
    }

    private static OptionalInt order(JsonNode left, JsonNode right) {
        if (isNumber(left) && isNumber(right)) {
            return OptionalInt.of(left.decimalValue().compareTo(right.decimalValue()));
        }
        return left.isTextual() && right.isTextual()
                ? OptionalInt.of(left.textValue().compareTo(right.textValue()))
                : OptionalInt.empty();
    }
}

package io.butterfly.xingqiao.expression;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A parsed expression of at most 1 024 characters; in JSON and YAML it is its text. The package's text has the grammar.
 */
public final class Expression {
    /** The root that stands for the job's extra. */
    public static final String JOB = "job";

    private static final int MAX_LENGTH = 1_024;

    private final String text;
    private final Node node;

    private Expression(String text, Node node) {
        this.text = text;
        this.node = node;
    }

    /** Throws {@link IllegalArgumentException}, with a reason that names the column. */
    @JsonCreator
    public static Expression parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an expression has at most " + MAX_LENGTH + " characters, not " + text.length());
        }
        try {
            return new Expression(text, Parser.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the expression '" + text + "' cannot be read: " + e.getMessage());
        }
    }

    public boolean holds(Scope scope) {
        return node.holds(scope);
    }

    public JsonNode value(Scope scope) {
        return node.value(scope);
    }

    /** The first names of its paths. */
    public Set<String> roots() {
        return node.roots();
    }

    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

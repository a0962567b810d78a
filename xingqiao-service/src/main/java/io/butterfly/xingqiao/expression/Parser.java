package io.butterfly.xingqiao.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One method a rule of the grammar in the package's text. */
final class Parser {
    private static final int MAX_DEPTH = 50;
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in");

    private final Tokens tokens;
    private int depth;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
    }

    static Node parse(String text) {
        Parser parser = new Parser(new Tokens(text));
        Node node = parser.or();
        if (!parser.tokens.peek().equals(Tokens.END)) {
            throw parser.tokens.unexpected("its end");
        }
        return node;
    }

    private Node or() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested more than " + MAX_DEPTH + " deep");
        }
        Node left = and();
        while (tokens.takeIf("or")) {
            left = new Node.Or(left, and());
        }
        depth--;
        return left;
    }

    private Node and() {
        Node left = not();
        while (tokens.takeIf("and")) {
            left = new Node.And(left, not());
        }
        return left;
    }

    private Node not() {
        boolean isNegated = false;
        while (tokens.takeIf("not")) {
            isNegated = !isNegated;
        }
        Node node = comparison();
        return isNegated ? new Node.Not(node) : node;
    }

    private Node comparison() {
        Node left = value();
        Optional<Comparison> comparison = Comparison.of(tokens.peek());
        if (comparison.isEmpty()) {
            return left;
        }
        tokens.take();
        return new Node.Compare(left, comparison.get(), value());
    }

    private Node value() {
        if (tokens.takeIf("(")) {
            Node inner = or();
            tokens.require(")");
            return inner;
        }
        if (tokens.takeIf("[")) {
            return list();
        }
        if (!isValue(tokens.peek())) {
            throw tokens.unexpected("a value");
        }
        String word = tokens.take();
        return constant(word).<Node>map(Node.Literal::new).orElseGet(() -> path(word));
    }

    private Node list() {
        List<Node> items = new ArrayList<>();
        while (!tokens.takeIf("]")) {
            if (!items.isEmpty()) {
                tokens.require(",");
            }
            items.add(or());
        }
        return new Node.ListOf(items);
    }

    private static boolean isValue(String word) {
        return word.matches("(?s)['\"].*|-?[A-Za-z0-9_].*") && !WORDS.contains(word);
    }

    private static Optional<JsonNode> constant(String word) {
        return switch (word) {
            case "true", "false" -> Optional.of(BooleanNode.valueOf(word.equals("true")));
            case "null" -> Optional.of(NullNode.instance);
            default ->
                isText(word)
                        ? Optional.of(TextNode.valueOf(inner(word)))
                        : isNumber(word)
                                ? Optional.of(JsonNodeFactory.instance.numberNode(new BigDecimal(word)))
                                : Optional.empty();
        };
    }

    private static boolean isText(String word) {
        return word.startsWith("'") || word.startsWith("\"");
    }

    private static String inner(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static boolean isNumber(String word) {
        return word.matches("-?[0-9]+(\\.[0-9]+)?");
    }

    private Node path(String root) {
        List<Object> steps = new ArrayList<>();
        while (true) {
            if (tokens.takeIf(".")) {
                steps.add(tokens.take());
            } else if (tokens.takeIf("[")) {
                steps.add(index(tokens.take()));
                tokens.require("]");
            } else {
                return new Node.Path(root, List.copyOf(steps));
            }
        }
    }

    private static Object index(String word) {
        if (isText(word)) {
            return inner(word);
        }
        if (!word.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "it has the index " + word + ", which is neither a number nor text in quotes");
        }
        return Integer.valueOf(word);
    }
}

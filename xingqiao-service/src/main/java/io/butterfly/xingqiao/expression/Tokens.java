package io.butterfly.xingqiao.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, one after the other. */
final class Tokens {
    /** Also what {@link #peek} says at the end: no word is empty. */
    static final String END = "";

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(-?[0-9]+(?:\\.[0-9]+)?(?![A-Za-z0-9_-]))"
            + "|([A-Za-z0-9_][A-Za-z0-9_-]*)"
            + "|('[^']*'|\"[^\"]*\")"
            + "|(==|!=|<=|>=|[<>().,\\[\\]]))");

    private final List<String> words = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private int next;

    Tokens(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (!text.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("it is not understood at column " + (at + 1));
            }
            words.add(matcher.group().strip());
            columns.add(matcher.end() - matcher.group().strip().length() + 1);
            at = matcher.end();
        }
        columns.add(text.length() + 1);
    }

    String peek() {
        return next < words.size() ? words.get(next) : END;
    }

    String take() {
        String word = peek();
        if (word.equals(END)) {
            throw unexpected("something more");
        }
        next++;
        return word;
    }

    boolean takeIf(String word) {
        if (!peek().equals(word)) {
            return false;
        }
        next++;
        return true;
    }

    void require(String word) {
        if (!takeIf(word)) {
            throw unexpected(word);
        }
    }

    IllegalArgumentException unexpected(String wanted) {
        String found = peek().equals(END) ? "its end" : peek();
        return new IllegalArgumentException(
                "it has " + found + " at column " + columns.get(next) + " where " + wanted + " belongs");
    }
}

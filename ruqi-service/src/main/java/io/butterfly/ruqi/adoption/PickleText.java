package io.butterfly.ruqi.adoption;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The two forms of text in pickles of protocol 0; their lines come as Latin-1. */
final class PickleText {
    private PickleText() {}

    /** A Python literal of bytes, {@code 'it\'s \xe4\xbd\xa0'}: UTF-8 as a rule. */
    static String quoted(String literal) {
        char quote = literal.isEmpty() ? 0 : literal.charAt(0);
        if (literal.length() < 2 || (quote != '\'' && quote != '"') || literal.charAt(literal.length() - 1) != quote) {
            throw new IllegalArgumentException("it has a text without quotation marks");
        }
        String unescaped = unescaped(literal.substring(1, literal.length() - 1), "\\'\"nrtx");
        return new String(unescaped.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Raw Unicode escapes: only {@code \}{@code u} and {@code \}{@code U} mean anything. */
    static String raw(String line) {
        return unescaped(line, "uU");
    }

    private static String unescaped(String text, String known) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == 0 || known.indexOf(next) < 0) {
                out.append(c);
                continue;
            }
            int digits =
                    switch (next) {
                        case 'x' -> 2;
                        case 'u' -> 4;
                        case 'U' -> 8;
                        default -> 0;
                    };
            if (digits > 0) {
                out.appendCodePoint(HexFormat.fromHexDigits(text, i + 2, i + 2 + digits));
            } else {
                out.append(plain(next));
            }
            i += 1 + digits;
        }
        return out.toString();
    }

    private static char plain(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}

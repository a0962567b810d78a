package io.butterfly.api;

/** Texts that must not be longer than a column or a line takes. */
public final class CutText {
    private CutText() {}

    /** The first characters, none of them cut in half. */
    public static String to(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }
}

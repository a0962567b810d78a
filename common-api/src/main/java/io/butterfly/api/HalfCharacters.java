package io.butterfly.api;

/**
 * Half of a character that takes two (an unpaired surrogate), as a text has that was cut in the middle of an emoji.
 * JSON can carry one as an escape such as {@code \\ud83d}; as a character it is in no encoding, and databases and
 * sockets replace it or refuse all that comes with it.
 */
public final class HalfCharacters {
    private HalfCharacters() {}

    public static boolean isIn(String text) {
        return first(text, 0) < text.length();
    }

    /**
     * JSON text with each half character as its escape. They can only stand within texts, where an escape means the
     * same.
     */
    static String escaped(String json) {
        int half = first(json, 0);
        if (half == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder();
        int from = 0;
        for (; half < json.length(); half = first(json, from)) {
            escaped.append(json, from, half).append("\\u%04x".formatted((int) json.charAt(half)));
            from = half + 1;
        }
        return escaped.append(json, from, json.length()).toString();
    }

    /** Where the first one is from there on; the text's length when there is none. */
    private static int first(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                continue;
            }
            if (!Character.isHighSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return i;
            }
            i++;
        }
        return text.length();
    }

    /** Whether JSON bytes may have the escape of one; false is certain. */
    public static boolean mayBeEscapedIn(byte[] json) {
        for (int i = 0; i + 3 < json.length; i++) {
            if (json[i] == '\\') {
                if (json[i + 1] == 'u'
                        && (json[i + 2] | 0x20) == 'd'
                        && (json[i + 3] >= '8')) { // digits from 8, or a letter
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}

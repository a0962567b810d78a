package io.butterfly.xingqiao.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code pattern} of a schema. The author of a pattern such as {@code (a+)+b} does not see that some texts take
 * centuries; so the characters that a match looks at are counted.
 */
final class BoundedPattern implements RegularExpression {
    private static final int MOST_LOOKS = 5_000_000; // a fraction of a second

    private final Pattern pattern;

    BoundedPattern(String regex) {
        pattern = Pattern.compile(regex);
    }

    /** A pattern is found anywhere in the text; {@code $} is its very end, not the place before a last line break. */
    @Override
    public boolean matches(String value) {
        String regex = pattern.pattern();
        Matcher matcher = pattern.matcher(new Counted(value, new int[1], regex));
        return matcher.find()
                && (!regex.startsWith("^") || matcher.start() == 0)
                && (!regex.endsWith("$") || matcher.end() == value.length());
    }

    private record Counted(String text, int[] looks, String regex) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++looks[0] > MOST_LOOKS) {
                throw new TooMuchWork("the pattern " + regex + " takes too long for this value");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), looks, regex);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static final class TooMuchWork extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchWork(String message) {
            super(message);
        }
    }
}

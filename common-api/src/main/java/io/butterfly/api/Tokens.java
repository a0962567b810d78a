package io.butterfly.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Passes over JSON without building it. */
final class Tokens {
    /** What has more is beyond the numbers that Java, or anybody, calculates with. */
    private static final int MOST_EXPONENT_DIGITS = 9;

    private Tokens() {}

    /** From a value's first token to its last. Returns whether all its numbers are numbers. */
    static boolean skip(JsonParser in) throws IOException {
        return skip(in, false);
    }

    /** As {@link #skip}; a number that cannot be read with every digit is an error, as broken JSON is. */
    static boolean skipReadable(JsonParser in) throws IOException {
        return skip(in, true);
    }

    private static boolean skip(JsonParser in, boolean mustBeReadable) throws IOException {
        boolean isAllNumbers = true;
        int open = 0;
        JsonToken token = in.currentToken();
        while (token != null) {
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                isAllNumbers &= !in.isNaN();
                if (mustBeReadable) {
                    requireReadable(in);
                }
            }
            if (open == 0) {
                break;
            }
            token = in.nextToken();
        }
        return isAllNumbers;
    }

    private static void requireReadable(JsonParser in) throws IOException {
        String number = in.getText();
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (exponent >= 0
                && number.substring(exponent + 1).replaceFirst("^[-+]?0*", "").length() > MOST_EXPONENT_DIGITS) {
            throw new JsonParseException(
                    in, "a number has an exponent of more than " + MOST_EXPONENT_DIGITS + " digits");
        }
    }

    /** Writes the value at the reader's token; its numbers keep their spelling, and what is no number becomes null. */
    static void copy(JsonParser in, JsonGenerator out) throws IOException {
        int open = 0;
        JsonToken token = in.currentToken();
        while (token != null) {
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
            if (token.isNumeric() && !in.isNaN()) {
                out.writeNumber(in.getText());
            } else if (token.isNumeric()) {
                out.writeNull();
            } else {
                out.copyCurrentEvent(in);
            }
            if (open == 0) {
                break;
            }
            token = in.nextToken();
        }
    }
}

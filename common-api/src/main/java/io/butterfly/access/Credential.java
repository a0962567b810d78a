package io.butterfly.access;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What this process shows BaiChuan and the other services of ours with each call. It goes to no one else.
 *
 * @param token empty for none
 */
public record Credential(String token) {
    private static final Pattern TOKEN = Pattern.compile("[!-~]*");

    public static final Credential NONE = new Credential("");

    /** Throws IllegalArgumentException for what no header can carry. */
    public Credential {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("a token has printable ASCII characters only, and no blanks");
        }
    }

    /** The value of the header {@code Authorization}. */
    public Optional<String> authorization() {
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }

    /** It may stand in a log line. */
    @Override
    public String toString() {
        return token.isEmpty() ? "Credential[]" : "Credential[***]";
    }
}

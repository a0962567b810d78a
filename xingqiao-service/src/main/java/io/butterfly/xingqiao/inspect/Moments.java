package io.butterfly.xingqiao.inspect;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Moments as callers write them: {@code YYYY-MM-DD} or {@code YYYY-MM-DD HH:MM:SS}, in the service's zone. */
public final class Moments {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd[ ]['T']HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private Moments() {}

    /** Empty for null. Throws a {@link Refusal} that names the parameter. */
    public static Optional<LocalDateTime> parse(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.length() == 10 ? text + " 00:00:00" : text, FORM));
        } catch (DateTimeException e) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, name + " must be YYYY-MM-DD or YYYY-MM-DD HH:MM:SS, not " + text);
        }
    }
}

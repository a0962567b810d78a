package io.butterfly.api;

import java.util.regex.Pattern;

/** Texts without what must not be seen: what is called a password, a token or a secret, and logins in addresses. */
public final class Masked {
    private static final String MASK = "***";
    private static final String SECRET =
            "(?:passw|pwd|token|secret|api_?key|private_?key|authorization|credential)[\\w-]*";
    private static final Pattern NAME = Pattern.compile(SECRET, Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE = Pattern.compile(
            "(" + SECRET + "\\\\?[\"']?\\s*[:=]\\s*)(\\\\?\"[^\"]*\"?|'[^']*'?|(?:Bearer:? )?[^\\s&;,}]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile("://[^/@\\s]*@");

    private Masked() {}

    /** What is shown instead of a secret. */
    public static String mask() {
        return MASK;
    }

    /** Whether the value of a parameter of this name is a secret. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).find();
    }

    public static String text(String text) {
        String withoutLogins =
                text.indexOf('@') < 0 ? text : LOGIN.matcher(text).replaceAll("://" + MASK + "@");
        return withoutLogins.indexOf(':') < 0 && withoutLogins.indexOf('=') < 0
                ? withoutLogins
                : VALUE.matcher(withoutLogins).replaceAll("$1" + MASK);
    }
}
